using CxDashboard.Measuring;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;
using CxDashboard.Measuring.Passes;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>From when to when something is known: read off the bounds of parts, it is what a look at every record finds.</summary>
public sealed class KnownSpanTests
{
    private const int Rows = 12;
    private static readonly string[] Sources = ["desk", "file", "log"];

    [Fact]
    public void AfterEveryChange_ItIsThatOfTheRecords()
    {
        var spans = new HashSet<(long, long)?>();
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var (facts, records) = (new Facts(), new Dictionary<int, (string Source, long Opened)>());
            for (var step = 0; step < 60; step++)
            {
                var rows = Enumerable.Range(0, random.Next(4)).Select(_ => RowAt(random.Next(Rows))).Distinct().Select(row => (row, Change(random, row, facts, records))).ToList();
                var news = News.Nothing(facts) with { Sources = random.Next(3) > 0 ? [] : [Said(random)], Rows = rows };
                news.FoldInto(facts);
                var horizon = Horizon.Of(facts, random.Next(1_200));
                var known = QuestionSpan.Known(facts, horizon);
                Assert.True(Looked(facts, records, horizon) == known, $"Seed {seed}, step {step}: {known} is not {Looked(facts, records, horizon)}.");
                spans.Add(known);
            }
        }

        Assert.True(spans.Count > 500, $"There were {spans.Count} different spans only.");
    }

    // Three parts of four rows each.
    private static int RowAt(int i) => ((i / 4) << Part.Bits) + (i % 4) + 1;

    private static FactRow? Change(Random random, int row, Facts facts, Dictionary<int, (string Source, long Opened)> records)
    {
        if (random.Next(3) == 0)
        {
            records.Remove(row);
            return null;
        }

        var (source, opened) = records[row] = (Sources[random.Next(Sources.Length)], random.Next(1_000));
        var record = new FactRow { Opened = opened };
        record.Dimensions[CoreDimensions.Source] = facts.Source.Texts.Encode(source);
        return record;
    }

    private static SourceFacts Said(Random random)
    {
        var until = random.Next(1_000);
        return new SourceFacts(Sources[random.Next(Sources.Length)], random.Next(3) == 0, random.Next(4) == 0 ? null : until, random.Next(4) == 0 ? null : random.Next(until + 1), []);
    }

    private static (long First, long Last)? Looked(Facts facts, Dictionary<int, (string Source, long Opened)> records, Horizon horizon)
    {
        var happened = records.Values.Where(r => r.Opened <= horizon.T(facts.Source.Texts.Encode(r.Source))).Select(r => r.Opened).ToList();
        return happened.Count == 0 ? null : (happened.Min(), Math.Max(happened.Max(), horizon.Sources.Values.Max(s => s.K) - 1));
    }
}
