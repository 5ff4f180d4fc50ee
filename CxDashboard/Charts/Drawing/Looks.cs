namespace CxDashboard.Charts.Drawing;

/// <summary>Every class of mark there is. A picture names a class; nothing else in this folder names a colour.</summary>
internal static class Looks
{
    private static readonly Look Data = new() { Fill = Token.None, Stroke = Token.Data, Width = 1.4, Round = true };
    private static readonly Look Series = new() { Fill = Token.None, Width = 1.6 };
    private static readonly Look Word = new() { Fill = Token.Ink2, Size = 12 };

    public static IReadOnlyDictionary<string, Look> All { get; } = new Dictionary<string, Look>(StringComparer.Ordinal)
    {
        // Lines and areas.
        ["c-grid"] = new() { Stroke = Token.Grid },
        ["c-base"] = new() { Stroke = Token.Limit },
        ["c-band"] = new() { Fill = Token.Band },
        ["c-limit"] = new() { Fill = Token.None, Stroke = Token.Limit },
        ["c-limit2"] = new() { Stroke = Token.Limit, Dash = "2 3" },
        ["c-centre"] = new() { Fill = Token.None, Stroke = Token.Centre },
        ["c-ghost"] = new() { Stroke = Token.Ghost, Width = 1.5, Dash = "1 4", Round = true },
        ["c-line"] = Data,
        ["c-range"] = new() { Fill = Token.Data, Stroke = Token.Data, Opacity = 0.6 },
        ["c-strong"] = Data with { Width = 2.2 },
        ["c-iv"] = new() { Stroke = Token.Data, Width = 1.5, Opacity = 0.55 },
        ["c-stem"] = new() { Stroke = Token.Data, Dash = "2 2.5" },
        ["c-foot"] = new() { Stroke = Token.Data },
        ["c-flag"] = new() { Stroke = Token.Change, Dash = "3 3" },
        ["c-version"] = new() { Stroke = Token.Ink3, Dash = "6 3" },
        ["c-phase"] = new() { Fill = Token.None, Stroke = Token.Ink3, Width = 1.2 },
        ["c-now"] = new() { Stroke = Token.Ink3 },
        ["c-sel"] = new() { Fill = Token.Selection, Opacity = 0.75 },
        ["c-late"] = new() { Fill = Token.Sunken },
        ["c-nbar"] = new() { Fill = Token.Limit, Opacity = 0.7 },
        ["c-nbar-h"] = new() { Fill = Token.None, Stroke = Token.Limit },
        ["c-gap"] = new() { Stroke = Token.Limit, Width = 1.5, Dash = "1 3", Round = true },
        ["c-lead"] = new() { Stroke = Token.Ink3, Width = 0.8 },

        // Bars of shares and counts, and the line of what they make together.
        ["b-fill"] = new() { Fill = Token.Data, Opacity = 0.26 },
        ["b-edge"] = new() { Fill = Token.None, Stroke = Token.Data },
        ["b-open"] = new() { Fill = Token.None, Stroke = Token.Data, Dash = "3 2.5" },
        ["b-hatch"] = new() { Fill = Token.None, Stroke = Token.Data, Opacity = 0.55 },
        ["b-sum"] = new() { Fill = Token.None, Stroke = Token.Centre, Width = 1.2 },
        ["b-sumpt"] = new() { Fill = Token.Hollow, Stroke = Token.Centre, Width = 1.3 },
        ["b-mark"] = new() { Stroke = Token.Ink3, Dash = "6 3" },

        // A heat map's depths of one hue; words stand on each of them.
        ["h-0"] = new() { Fill = Token.Sunken },
        ["h-1"] = new() { Fill = Token.Data, Opacity = 0.12 },
        ["h-2"] = new() { Fill = Token.Data, Opacity = 0.2 },
        ["h-3"] = new() { Fill = Token.Data, Opacity = 0.28 },
        ["h-4"] = new() { Fill = Token.Data, Opacity = 0.36 },
        ["h-5"] = new() { Fill = Token.Data, Opacity = 0.44 },
        ["h-none"] = new() { Fill = Token.None, Stroke = Token.Limit },
        ["t-cell"] = Word with { Fill = Token.Ink, Size = 11 },

        // Several lines, told apart by their dashes: final stretches, thin ones to what is not final, ranges of thinned ones, dots and rings. Ends and joints are square: round ones of thousands of dashes take librsvg longer than all else.
        ["s-1"] = Series with { Stroke = Token.Slice1 },
        ["s-2"] = Series with { Stroke = Token.Slice2, Dash = "8 4" },
        ["s-3"] = Series with { Stroke = Token.Slice3, Dash = "2 3", Width = 1.8 },
        ["s-4"] = Series with { Stroke = Token.Slice4, Dash = "14 4 3 4" },
        ["s-open1"] = Series with { Stroke = Token.Slice1, Width = 0.8 },
        ["s-open2"] = Series with { Stroke = Token.Slice2, Width = 0.8, Dash = "8 4" },
        ["s-open3"] = Series with { Stroke = Token.Slice3, Width = 0.8, Dash = "2 3" },
        ["s-open4"] = Series with { Stroke = Token.Slice4, Width = 0.8, Dash = "14 4 3 4" },
        ["s-range1"] = new() { Fill = Token.Slice1, Opacity = 0.3 },
        ["s-range2"] = new() { Fill = Token.Slice2, Opacity = 0.3 },
        ["s-range3"] = new() { Fill = Token.Slice3, Opacity = 0.3 },
        ["s-range4"] = new() { Fill = Token.Slice4, Opacity = 0.3 },
        ["s-pt1"] = new() { Fill = Token.Slice1 },
        ["s-pt2"] = new() { Fill = Token.Slice2 },
        ["s-pt3"] = new() { Fill = Token.Slice3 },
        ["s-pt4"] = new() { Fill = Token.Slice4 },
        ["s-ring1"] = new() { Fill = Token.Hollow, Stroke = Token.Slice1, Width = 1.6 },
        ["s-ring2"] = new() { Fill = Token.Hollow, Stroke = Token.Slice2, Width = 1.6 },
        ["s-ring3"] = new() { Fill = Token.Hollow, Stroke = Token.Slice3, Width = 1.6 },
        ["s-ring4"] = new() { Fill = Token.Hollow, Stroke = Token.Slice4, Width = 1.6 },

        // Marks.
        ["m-pt"] = new() { Fill = Token.Data },
        ["m-out"] = new() { Fill = Token.Signal, Stroke = Token.Paper },
        ["m-hollow"] = new() { Fill = Token.Hollow, Stroke = Token.Data, Width = 1.6 },
        ["m-run"] = new() { Fill = Token.None, Stroke = Token.Signal, Width = 1.6 },
        ["m-sel"] = new() { Fill = Token.None, Stroke = Token.Ink, Width = 1.4 },
        ["m-flag"] = new() { Fill = Token.Paper, Stroke = Token.Change, Width = 1.3 },

        // The ladder.
        ["l-claimed"] = new() { Fill = Token.Claimed, Stroke = Token.Held },
        ["l-held"] = new() { Fill = Token.Held },
        ["l-confirmed"] = new() { Fill = Token.Confirmed },
        ["l-hatch"] = new() { Fill = Token.None, Stroke = Token.Hatch },
        ["l-edge"] = new() { Fill = Token.None, Stroke = Token.Edge },
        ["l-lost"] = new() { Fill = Token.None, Stroke = Token.Ink3, Dash = "3 2.5" },
        ["l-no"] = new() { Fill = Token.None, Stroke = Token.Ink3, Width = 1.3 },
        ["t-rung"] = Word with { Fill = Token.OnRung, Size = 13, Weight = 600 },
        ["t-rung1"] = Word with { Fill = Token.Ink, Size = 13, Weight = 600 },

        // Words.
        ["t-tick"] = Word with { Fill = Token.Axis, Size = 11 },
        ["t-mid"] = Word with { Size = 11, Weight = 600 },
        ["t-val"] = Word with { Fill = Token.Ink, Weight = 600 },
        ["t-note"] = Word,
        ["t-valh"] = Word with { Fill = Token.Ink, Weight = 600, Halo = true },
        ["t-tickh"] = Word with { Fill = Token.Axis, Size = 11, Halo = true },
        ["t-signal"] = Word with { Fill = Token.Signal, Weight = 600, Halo = true },
        ["t-late"] = Word with { Fill = Token.Signal, Weight = 600 },
        ["t-flag"] = Word with { Fill = Token.Change, Size = 11, Weight = 600 },
        ["t-words"] = Word with { Size = 13 },

        // A file's frame.
        ["f-ground"] = new() { Fill = Token.Paper },
        ["f-top"] = new() { Stroke = Token.Ink, Width = 2 },
        ["f-rule"] = new() { Stroke = Token.Hair },
        ["t-title"] = Word with { Fill = Token.Ink, Size = 17, Weight = 600 },
        ["t-sub"] = Word,
        ["t-foot"] = Word with { Fill = Token.Ink3, Size = 11 },
    };
}
