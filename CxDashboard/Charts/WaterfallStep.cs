namespace CxDashboard.Charts;

/// <summary>What a step of a waterfall is.</summary>
internal enum WaterfallKind { Before, Mix, Rate, After }

/// <summary>One row of a waterfall: from one level of the overall rate to the next.</summary>
internal sealed record WaterfallStep(string Name, WaterfallKind Kind, double From, double To)
{
    /// <summary>All of them in order. Of more than so many categories the ones that moved least are one step, which says how many they are.</summary>
    public static IReadOnlyList<WaterfallStep> Of(WaterfallSpec fall, int keep)
    {
        if (fall.Difference is not { } parts) return [];
        var level = parts.Before;
        var steps = new List<WaterfallStep> { new(fall.BeforeWords, WaterfallKind.Before, level, level) };
        Add("Another mix of " + fall.MixOf, WaterfallKind.Mix, parts.Mix);
        var kept = parts.Categories.Count <= keep ? null : Enumerable.Range(0, parts.Categories.Count).OrderByDescending(i => Math.Abs(parts.Categories[i].Rate)).Take(keep).ToHashSet();
        for (var i = 0; i < parts.Categories.Count; i++)
            if (kept is null || kept.Contains(i)) Add(i < fall.Names.Count ? fall.Names[i] : "?", WaterfallKind.Rate, parts.Categories[i].Rate);
        if (kept is not null)
            Add(ParetoWords.Others(parts.Categories.Count - kept.Count, fall.Culture), WaterfallKind.Rate, parts.Categories.Where((_, i) => !kept.Contains(i)).Sum(c => c.Rate));
        steps.Add(new WaterfallStep(fall.AfterWords, WaterfallKind.After, parts.After, parts.After));
        return steps;

        void Add(string name, WaterfallKind kind, double by)
        {
            steps.Add(new WaterfallStep(name, kind, level, level + by));
            level += by;
        }
    }
}
