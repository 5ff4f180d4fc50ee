using System.Text;
using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>The style sheet's part for pictures in a page, made from the same table that colours files.</summary>
public static class ChartCss
{
    /// <summary>The whole of wwwroot/charts.css. Colours come from the tokens only.</summary>
    public static string Write()
    {
        var css = new StringBuilder();
        css.Append("/* Written by ChartCss from the same table that draws files; a test compares them. Do not edit by hand. */\n");
        css.Append(".chart { display: block; width: 100%; height: auto; overflow: visible; font-family: var(--font); font-variant-numeric: tabular-nums; }\n");
        css.Append(".chart.c-spark { width: 120px; }\n");
        css.Append(".fig { container-type: inline-size; }\n.fig-m, .fig-s { display: none; }\n");
        css.Append("@container (max-width: 799px) { .fig-l { display: none; } .fig-m { display: block; } }\n");
        css.Append("@container (max-width: 559px) { .fig-m { display: none; } .fig-s { display: block; } }\n");
        foreach (var (name, look) in Looks.All) Rule($".chart .{name}", look, css);
        foreach (var (name, look) in Looks.All)
        {
            var countered = look.Countered(name == "c-line");
            if (countered != look) Rule($".chart.counter .{name}", countered, css);
        }

        css.Append(".chart.c-small .c-line, .chart.c-spark .c-line { stroke-width: 1.3; }\n");
        return css.ToString();
    }

    private static void Rule(string selector, Look look, StringBuilder css)
    {
        css.Append(selector).Append(" { ");
        foreach (var (name, value) in look.Properties(ChartTheme.Page)) css.Append(name).Append(": ").Append(value).Append("; ");
        css.Append("}\n");
    }
}
