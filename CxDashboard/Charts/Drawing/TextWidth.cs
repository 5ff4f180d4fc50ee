using System.Globalization;

namespace CxDashboard.Charts.Drawing;

/// <summary>
/// How wide words will be, without a font at hand: an upper estimate, so that what is found to fit does fit. Each letter counts as wide as the wider of two fonts
/// has it, in thousandths of the size: Inter 4.0, which a page asks for first (digits as its tabular ones, semibold 1.05 times regular), and DejaVu Sans 2.37 with its bold,
/// the widest of the fonts that stand in for it (read from its table of advances; Liberation Sans and Arial are narrower than both). A test draws words by librsvg with the
/// machine's own font and compares. Letters beyond ASCII count by the widest of their kind in DejaVu, other scripts as a full square or more.
/// </summary>
internal static class TextWidth
{
    // Of letters that are in no table: DejaVu's bold beside its regular.
    private const double Bolder = 1.13;

    // From space to tilde.
    private static readonly short[] Regular =
    [
        318, 401, 460, 838, 650, 951, 780, 275, 391, 391, 500, 838, 318, 460, 318, 357, 650, 650, 650, 650, 650, 650, 650, 650, 650, 650, 337, 337, 838, 838,
        838, 531, 1000, 685, 687, 727, 771, 632, 587, 775, 752, 295, 543, 656, 562, 889, 753, 788, 635, 788, 695, 638, 642, 741, 685, 989, 686, 665, 686, 391,
        357, 391, 838, 500, 500, 613, 635, 558, 635, 616, 361, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 523, 393, 634, 592, 818, 592, 592,
        541, 637, 337, 637, 838,
    ];

    private static readonly short[] Bold =
    [
        349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 525, 838, 380, 483, 380, 375, 696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838,
        838, 581, 1000, 774, 763, 764, 831, 684, 684, 821, 837, 373, 571, 775, 638, 996, 837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458,
        375, 458, 838, 500, 522, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688, 716, 716, 494, 596, 479, 712, 652, 924, 646, 652,
        583, 712, 366, 712, 838,
    ];

    /// <summary>Upper estimate in CSS pixels, for what must fit.</summary>
    public static double Of(ReadOnlySpan<char> words, double size, int weight)
    {
        var (ascii, others, bold) = (0, 0, weight >= 500);
        var table = bold ? Bold : Regular;
        foreach (var rune in words.EnumerateRunes())
        {
            if (rune.Value is >= ' ' and <= '~') ascii += table[rune.Value - ' '];
            else others += Thousandths(rune.Value);
        }

        return (ascii + (others * (bold ? Bolder : 1))) * size / 1000;
    }

    private static int Thousandths(int rune) => rune switch
    {
        '\u00A0' or '\u00B7' or '\u2018' or '\u2019' => 338,
        '\u2013' => 500,
        '\u201C' or '\u201D' => 582,
        '\u20AC' or '\u00A3' => 650,
        '\u2212' or '\u00D7' => 838,
        '\u2014' or '\u2026' => 1000,
        'Æ' or 'æ' or 'Œ' or 'œ' or 'Ŵ' or '½' or '¼' or '¾' or '©' or '®' => 1070,
        < 0x0250 => char.IsLower((char)rune) ? 830 : 960,
        >= 0x200B and <= 0x200F => 0, // marks that only tell a direction or a break
        >= 0x0300 and < 0x0370 => 0, // combining marks stand on the letter before
        >= 0x0400 and < 0x0460 => "\u0416\u0428\u0429\u042E\u0424\u041C\u0414\u042B\u0436\u0448\u0449\u044E\u0444\u044B\u0409\u040A\u0402\u0459\u045A".Contains((char)rune, StringComparison.Ordinal) ? 1180 : 800,
        >= 0x0590 and < 0x0780 when CharUnicodeInfo.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark => 0,
        >= 0x0590 and < 0x0600 => 730,
        >= 0x0633 and <= 0x0636 => 1240,
        >= 0x0600 and < 0x0780 => 1000,
        < 0x1100 => 960,
        '\u2030' => 1350,
        > 0xFFFF => 1400,
        _ => 1080,
    };
}
