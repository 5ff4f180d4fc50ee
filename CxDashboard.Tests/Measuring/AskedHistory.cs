using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>A random history in a store, an engine that knows all of it, and the oracle to compare with. Days are those of UTC.</summary>
internal sealed class AskedHistory : IAsyncDisposable
{
    private AskedHistory(RandomHistory history, EngineUnderTest engine) => (History, Engine, Oracle, Customers) = (history, engine, history.Oracle(), history.Customers);

    public RandomHistory History { get; }

    public EngineUnderTest Engine { get; }

    public NaiveOracle Oracle { get; }

    public OracleCustomers Customers { get; }

    /// <summary>The seeds of CXDASHBOARD_SEEDS="FROM-TO", else the first ones.</summary>
    public static IEnumerable<int> Seeds(int usual)
    {
        var (from, to) = (0, usual);
        if (Environment.GetEnvironmentVariable("CXDASHBOARD_SEEDS")?.Split('-') is [var a, var b]) (from, to) = (int.Parse(a, null), int.Parse(b, null));
        return Enumerable.Range(from, to - from);
    }

    public static async Task<AskedHistory> OfAsync(RandomHistory history)
    {
        var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources, OracleWorkspace.Of(history.Settings, "UTC"));
        await engine.ApplyAsync(history.Changes);
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);
        return new AskedHistory(history, engine);
    }

    /// <summary>The answers; null where no record has the extra field that is asked for.</summary>
    public async Task<IReadOnlyList<MetricAnswer>?> AskOrNotAsync(MetricQuestion question)
    {
        try
        {
            return await Engine.Measure.AskAsync(question, TestContext.Current.CancellationToken);
        }
        catch (QuestionRefusedException refused) when (refused.Message.Contains("No record has an extra field", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>The span of a question, where it asks for one: "all" of it.</summary>
    public static OracleBucket SpanOf(MetricQuestion question) => OracleBucket.All with { Start = Midnight(question.From), End = Midnight(question.To) };

    /// <summary>What the oracle calls the bucket of an answer.</summary>
    public static OracleBucket BucketOf(MetricQuestion question, MetricAnswer answer) => answer.Bucket is { } b ? OracleBucket.Of(b.Start, b.End) : SpanOf(question);

    /// <summary>Contacts of a span that lie in all slices; an alias that is asked for means its customer.</summary>
    public IReadOnlyList<OracleContact> Contacts(OracleBucket span, IReadOnlyList<OracleSlice> slices)
    {
        List<OracleSlice> asked = [.. slices.Select(s => s.Field == "customer" ? s with { Value = Customers.Follow(s.Value) } : s)];
        return [.. Oracle.Contacts.Where(c => span.Holds(c.Opened) && OracleSlices.Hold(c, asked))];
    }

    /// <summary>Fails where the answer is not what the oracle says of these slices.</summary>
    public void AssertAgrees(MetricQuestion question, MetricAnswer answer, IReadOnlyList<OracleSlice> slices)
    {
        var expected = Oracle.Ask(question.Metric, BucketOf(question, answer), slices);
        if (Agree(expected, answer)) return;
        Assert.Fail($"{Words(question)} {string.Join(' ', slices)} {answer.Bucket?.FromText}: expected {expected}, got {answer}\n{History.Describe()}");
    }

    /// <summary>A question as text, so that a failing one can be asked by hand.</summary>
    public static string Words(MetricQuestion q) =>
        $"{q.Metric} by {q.By} from {q.From} to {q.To} {string.Join(' ', q.Slices.Select(s => $"{s.Field}{(s.Not ? "!=" : "=")}{s.Value}"))} split {string.Join(',', q.Split)} top {q.Top}";

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private static Instant? Midnight(DateOnly? day) => day is { } d ? Instant.From(new DateTimeOffset(d, TimeOnly.MinValue, TimeSpan.Zero)) : null;

    // The oracle says an interval only where it can.
    private static bool Agree(OracleAnswer oracle, MetricAnswer engine) =>
        !engine.Suppressed && oracle.N == engine.N && oracle.Maturing == engine.Maturing && oracle.K == engine.ContactsKnownUntil && Near(oracle.Count, engine.Count) && Near(oracle.Value, engine.Value)
        && Near(oracle.MaturingShare, engine.MaturingShare) && (oracle.Low is null || (Near(oracle.Low, engine.Low) && Near(oracle.High, engine.High)));

    private static bool Near(double? a, double? b) =>
        a is { } x && b is { } y ? Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x)) : a is null && b is null;
}
