using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Measuring;

/// <summary>Adds an issue, whose T and K are given, to its bucket's tally. By reference: it is a large struct and there are many.</summary>
internal delegate void AddIssue(in IssueRow issue, long t, long k, Tally tally);

/// <summary>
/// One pass over the facts that answers one question: which rows lie in which bucket, and what they add up to. It allocates
/// for buckets and for the values of quantiles only.
/// </summary>
/// <param name="by">Splits each bucket by the codes of a dimension: tally = bucket × codes + code.</param>
internal sealed class Evaluation(
    Facts facts, IssueTable issues, Horizon horizon, MetricDefinition metric, BucketIndex buckets, SliceFilter filter, Dimension? by = null)
{
    private readonly int _codes = by?.Count ?? 1;

    // Made when first touched: a day by a field of many values is nearly empty.
    private readonly Tally?[] _tallies = new Tally?[buckets.Count * (by?.Count ?? 1)];

    // T and K of each set of sources, so that an issue looks them up by one small number.
    private readonly (long T, long K)[] _sets = [.. issues.SourceSets.Select(set => (set.Min(horizon.T), set.Min(horizon.K)))];

    /// <summary>A tally for each bucket and code; null where nothing is.</summary>
    public Tally?[] Run()
    {
        PassInteractions(InteractionRule());
        if (metric.Population == Population.Issues) PassIssues(IssueRule(), metric.WindowDays);
        return _tallies;
    }

    private void PassInteractions(Action<int, long, Tally>? add)
    {
        var source = facts.Source;
        for (var row = 0; row < facts.Rows; row++)
        {
            if ((facts.Flags[row] & RowFlags.Alive) == 0) continue;
            var opened = facts.Opened[row];
            var bucket = buckets.Find(opened);
            if (bucket < 0) continue;
            var code = source[row];
            var t = horizon.T(code);
            if (opened > t || !filter.Matches(row, t)) continue;
            var tally = TallyOf(bucket, row);
            tally.See(t, horizon.K(code));
            add?.Invoke(row, t, tally);
        }
    }

    private void PassIssues(AddIssue add, int? windowDays)
    {
        var window = (windowDays ?? 0) * MetricRules.Day;
        for (var i = 0; i < issues.Used; i++)
        {
            ref readonly var issue = ref issues.Rows[i];
            if (issue.FirstRow < 0) continue;
            var bucket = buckets.Find(issue.Opened);
            if (bucket < 0) continue;
            if (!filter.Matches(issue.FirstRow, horizon.T(facts.Source[issue.FirstRow]))) continue;
            var (t, k) = _sets[issue.SourceSet];
            var tally = TallyOf(bucket, issue.FirstRow);
            if (windowDays is not null && issue.IsClaimed)
            {
                tally.ClaimedIssues++;
                if (MetricRules.Maturing(issue, k, window)) tally.MaturingIssues++;
            }

            add(in issue, t, k, tally);
        }
    }

    private Tally TallyOf(int bucket, int row) => _tallies[(bucket * _codes) + (by is null ? 0 : by[row])] ??= new Tally();

    private AddIssue IssueRule()
    {
        if (MetricRules.Shares.TryGetValue(metric.Id, out var share))
        {
            return (in issue, t, k, tally) =>
            {
                if (!share.Of(issue, t, k)) return;
                tally.N++;
                if (share.Counts(issue, t, k)) tally.Count++;
            };
        }

        return metric.Id switch
        {
            "contacts-per-issue" => static (in issue, _, _, tally) => tally.AddValue(issue.Members),
            "resolution-time-median" or "resolution-time-p90" => static (in issue, t, _, tally) =>
            {
                if (!issue.IsClaimed) tally.AddCensored((t - issue.Opened) / 1000.0);
                else if (!issue.ClaimInstantUnknown) tally.AddDuration((issue.FirstClaim - issue.Opened) / 1000.0);
            }
            ,
            "resolution-time-closed-median" => static (in issue, _, _, tally) =>
            {
                if (issue.IsClaimed && !issue.ClaimInstantUnknown) tally.AddDuration((issue.FirstClaim - issue.Opened) / 1000.0);
            }
            ,
            _ => throw new InvalidOperationException($"The metric {metric.Id} is defined, but nothing counts it."),
        };
    }

    private Action<int, long, Tally>? InteractionRule()
    {
        if (metric.Population == Population.Issues) return null;
        if (MetricRules.Ratings.TryGetValue(metric.Id, out var test))
        {
            return (row, t, tally) =>
            {
                if (!IsRated(row, t)) return;
                tally.N++;
                if (test(facts.RatingScale[row], facts.Rating[row])) tally.Count++;
            };
        }

        return metric.Id switch
        {
            "mean-rating" => (row, t, tally) =>
            {
                if (IsRated(row, t)) tally.AddValue(RatingScales.OnFive(facts.RatingScale[row], facts.Rating[row]));
            }
            ,
            "response-rate" => (row, t, tally) =>
            {
                if ((facts.Flags[row] & RowFlags.AskedNo) != 0) return;
                tally.N++;
                if (IsRated(row, t)) tally.Count++;
            }
            ,
            "first-reply-median" or "first-reply-p90" => (row, t, tally) =>
            {
                if ((facts.Flags[row] & RowFlags.Out) != 0) return;
                var reply = facts.FirstReply[row];
                if (reply != Lifeline.Unknown && reply <= t && reply >= facts.Opened[row]) tally.AddDuration((reply - facts.Opened[row]) / 1000.0);
            }
            ,
            "interactions" => static (_, _, tally) =>
            {
                tally.N++;
                tally.Count++;
            }
            ,
            "interactions-reopened" => (row, t, tally) =>
            {
                tally.N++;
                if ((facts.Flags[row] & RowFlags.HasReopenFacts) != 0 && Lifeline.At(facts.TimesOf(row), t) is { ReopenedCount: > 0 }) tally.Count++;
            }
            ,
            "customers-served" => (row, _, tally) =>
            {
                tally.N++;
                if (facts.Customer[row] != 0) tally.AddCustomer(facts.Customer[row]);
            }
            ,
            _ => throw new InvalidOperationException($"The metric {metric.Id} is defined, but nothing counts it."),
        };
    }

    private bool IsRated(int row, long t) =>
        facts.RatingScale[row] != 0 && (facts.RatedAt[row] == Lifeline.Unknown || facts.RatedAt[row] <= t);
}
