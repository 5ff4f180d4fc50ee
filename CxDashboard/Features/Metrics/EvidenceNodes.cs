using System.Text.Json.Nodes;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Statistics;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metrics;

/// <summary>The evidence of a pattern as JSON, in the order in which it is asked; a step of which nothing is known is not there.</summary>
internal static class EvidenceNodes
{
    /// <summary>One object for each step that is known, with every figure of it.</summary>
    /// <param name="finding">The pattern.</param>
    /// <param name="day">Names a bucket by its first local day.</param>
    public static JsonArray Of(PatternFinding finding, Func<int, string> day)
    {
        List<JsonNode?> steps = [];
        if (finding.Mix is not null || finding.CounterMix is not null) Add(EvidenceStep.Mix, new() { ["metric"] = Split(finding.Mix), ["counter"] = Split(finding.CounterMix) });
        Add(EvidenceStep.Pair, new()
        {
            ["state"] = finding.Pair.ToString().ToLowerInvariant(),
            ["metric"] = Of(finding.Metric),
            ["metricCause"] = Cause(finding.MetricCause),
            ["counter"] = Of(finding.Counter),
            ["counterCause"] = Cause(finding.CounterCause),
        });
        if (finding.Residual is { } residual)
        {
            Add(EvidenceStep.Residual, new()
            {
                ["slope"] = residual.Slope,
                ["lower"] = residual.Lower,
                ["upper"] = residual.Upper,
                ["outside"] = residual.Outside,
                ["first"] = residual.First is { } first ? day(first) : null,
                ["newest"] = residual.Newest,
            });
        }

        if (finding.Base is { } of) Add(EvidenceStep.Base, new() { ["n"] = Of(of.N), ["responseRate"] = Of(of.ResponseRate), ["askedShare"] = Of(of.AskedShare), ["leftOutShare"] = Of(of.LeftOutShare) });
        if (finding.Censoring is { } censoring) Add(EvidenceStep.Censoring, new() { ["gap"] = Of(censoring.Gap), ["open"] = Of(censoring.Open), ["oldest"] = Of(censoring.Oldest) });
        if (finding.Bunching is { } bunching) Add(EvidenceStep.Bunching, Of(bunching));
        return new JsonArray([.. steps]);

        void Add(EvidenceStep step, JsonObject node)
        {
            node.Insert(0, "step", step.ToString().ToLowerInvariant());
            node.Insert(1, "carries", finding.CarriedBy.Contains(step));
            steps.Add(node);
        }

        JsonObject? Cause(LastingChange? cause) => cause is null ? null : new()
        {
            ["since"] = day(cause.Since),
            ["rule"] = cause.Rule == SpecialCauseRule.LongRun ? "run" : "outside",
            ["points"] = cause.Points,
            ["outside"] = cause.Outside,
            ["longestRun"] = cause.LongestRun,
        };
    }

    private static JsonObject? Of(Move? move) => move is null ? null : new()
    {
        ["metric"] = move.Series,
        ["before"] = move.Before,
        ["since"] = move.After,
        ["size"] = move.Difference,
        ["low"] = move.Low,
        ["high"] = move.High,
        ["low99"] = move.Sure.Low,
        ["high99"] = move.Sure.High,
        ["ratio"] = move.Ratio?.Value,
        ["ratioLow99"] = move.SureRatio?.Low,
        ["ratioHigh99"] = move.SureRatio?.High,
        ["stepsBefore"] = move.StepsBefore,
        ["stepsSince"] = move.StepsAfter,
    };

    private static JsonObject Of(PeriodEndBunching bunching) => new()
    {
        ["period"] = bunching.Period.ToString().ToLowerInvariant(),
        ["periods"] = bunching.Periods,
        ["below"] = bunching.Test.Below,
        ["above"] = bunching.Test.Above,
        ["expectedShare"] = bunching.ExpectedShare,
        ["p"] = bunching.Test.GreaterP,
        ["dispersion"] = bunching.Dispersion,
        ["atEndJudged"] = bunching.AtEnd.Judged,
        ["atEndHeld"] = bunching.AtEnd.Held,
        ["otherDaysJudged"] = bunching.OtherDays.Judged,
        ["otherDaysHeld"] = bunching.OtherDays.Held,
    };

    private static JsonObject? Split(MixSplit? mix) => mix is null ? null : new() { ["field"] = PatternReader.Field, ["mix"] = mix.Split.Mix, ["rate"] = mix.Split.Rate, ["share"] = mix.MixPart };
}
