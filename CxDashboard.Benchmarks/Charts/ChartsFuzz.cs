using System.Text;
using CxDashboard.Charts;
using CxDashboard.Tests.Charts;

namespace CxDashboard.Benchmarks.Charts;

/// <summary>
/// Throws pictures at librsvg and cairo that nobody would draw, and damaged ones. A crash of native code ends the process, so that the exit code is the
/// finding; everything else must be a file or a refusal in words.
/// </summary>
internal static class ChartsFuzz
{
    private static readonly string[] Pieces =
        ["1e308", "-1", "0", "NaN", "99999999999", "<g>", "</g>", "<rect/>", "\"", "&", "&#x1F600;", "&lt;", "]]>", "<!--", "url(#a)", "M0 0", "L", "Z", "\0", "\uD800", "<text x=\"1\" y=\"1\">\u0645\u0631\u062D\u0628\u0627</text>", "<use href=\"#a\"/>", "stroke-width=\"1e9\"", "0.00001", "9999999"];

    /// <summary>So many inputs; every other one is damaged.</summary>
    public static int Run(int inputs)
    {
        var (files, refused) = (0, 0);
        for (var number = 0; number < inputs; number++)
        {
            var (picture, width, height) = RandomPictures.Of(number);
            var svg = SvgChart.Draw(picture, number % 3 == 0 ? ChartTheme.Dark : ChartTheme.Light, Math.Min(width, 1000), Math.Min(height, 700));
            if (number % 2 == 1) svg = Damage(svg, new Random(number));
            try
            {
                var file = number % 5 == 0 ? ChartExport.Pdf(svg) : ChartExport.Png(svg, number % 7 == 0 ? 2 : 1);
                if (file.Length == 0) throw new InvalidOperationException($"Input {number} became an empty file.");
                files++;
            }
            catch (ArgumentException) when (number % 2 == 1)
            {
                refused++;
            }

            if ((number + 1) % 1000 == 0) Console.WriteLine($"  {number + 1:N0} inputs: {files:N0} files, {refused:N0} refused");
        }

        return 0;
    }

    /// <summary>The same picture again and again: memory must not grow.</summary>
    public static int Soak(int renders)
    {
        var pictures = Enumerable.Range(0, 60).Select(RandomPictures.Of).Select(p => SvgChart.Draw(p.Picture, ChartTheme.Light, Math.Clamp(p.Width, 240, 700), Math.Clamp(p.Height, 100, 400))).ToList();
        for (var render = 0; render <= renders; render++)
        {
            if (render % 1000 == 0) Console.WriteLine($"  {render,7:N0} renders: {Resident(),6:N1} MB resident, {GC.GetTotalMemory(forceFullCollection: true) / 1048576.0,6:N1} MB of them managed");
            var svg = pictures[render % pictures.Count];
            _ = render % 4 == 3 ? ChartExport.Pdf(svg) : ChartExport.Png(svg, 1);
        }

        return 0;
    }

    // A few pieces put in, taken out or doubled; numbers exchanged.
    private static string Damage(string svg, Random dice)
    {
        var text = new StringBuilder(svg);
        for (var cut = dice.Next(1, 4); cut > 0; cut--)
        {
            var at = dice.Next(text.Length);
            switch (dice.Next(4))
            {
                case 0: text.Insert(at, Pieces[dice.Next(Pieces.Length)]); break;
                case 1: text.Remove(at, Math.Min(dice.Next(1, 30), text.Length - at)); break;
                case 2: text[at] = (char)dice.Next(32, 127); break;
                default:
                    // Within a number, where the text stays well-formed and the libraries must compute with it.
                    while (at < text.Length && !char.IsAsciiDigit(text[at])) at++;
                    if (at < text.Length) text.Insert(at, dice.Next(3) switch { 0 => "-", 1 => "0.", _ => "9999" });
                    break;
            }
        }

        return text.ToString();
    }

    private static double Resident()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
