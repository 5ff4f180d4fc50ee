namespace CxDashboard.Charts.Drawing;

/// <summary>
/// How wide words will be, without a font at hand. Advance widths are those of Inter 4.0 Regular, in thousandths of the size, digits
/// as wide as its tabular ones. Calibrated against the fonts that stand in for it: Liberation Sans (Arial) is 2 to 6 % narrower, DejaVu Sans 4 to 12 % wider;
/// <see cref="Room"/> covers ordinary sentences in any of them. Letters of other scripts count as a wide one.
/// </summary>
internal static class TextWidth
{
    private const double Room = 1.06;
    private const double SemiBold = 1.05;

    // From space to tilde.
    private static readonly int[] Ascii =
    [
        281, 278, 403, 631, 650, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 650, 650, 650, 650, 650, 650, 650, 650, 650, 650, 276, 280, 659, 659, 659, 507,
        936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889, 753, 761, 635, 761, 639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452,
        497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237, 544, 237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
    ];

    /// <summary>Upper estimate in CSS pixels, for what must fit.</summary>
    public static double Of(string words, double size, int weight)
    {
        var sum = 0;
        foreach (var rune in words.EnumerateRunes()) sum += Thousandths(rune.Value);
        return sum * size / 1000 * Room * (weight >= 500 ? SemiBold : 1);
    }

    private static int Thousandths(int rune) => rune switch
    {
        >= ' ' and <= '~' => Ascii[rune - ' '],
        '\u00A0' => 281,
        '\u2019' or '\u2018' => 199,
        '\u2013' => 500,
        '\u2014' => 1000,
        '\u2026' => 821,
        '\u00B7' => 276,
        < 0x0300 => 700,
        < 0x0370 => 0, // combining marks stand on the letter before
        < 0x1100 => 760,
        _ => 1080,
    };
}
