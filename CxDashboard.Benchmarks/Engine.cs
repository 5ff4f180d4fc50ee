using CxDashboard.Measuring;
using Microsoft.Extensions.Options;

namespace CxDashboard.Benchmarks;

/// <summary>The engine under measurement, over a store.</summary>
internal sealed class Engine(string path) : IDisposable
{
    /// <summary>The columns that a rebuild reads: those of the follower's statement.</summary>
    public const string Columns = $"i.id, {RecordReader.Columns}";

    public Measure Measure { get; } = new(new ShownStore(path, isSample: false), TimeProvider.System, Options.Create(new WorkspaceOptions()));

    public void Dispose() => Measure.Dispose();

    public Task<(bool Changed, int Records)> FollowAsync() => Measure.FollowAsync(CancellationToken.None);

    /// <summary>Answers to many questions over one state of knowledge: for each question by bucket, then by values of its split.</summary>
    public Task<IReadOnlyList<IReadOnlyList<MetricAnswer>>> AskManyAsync(IReadOnlyList<MetricQuestion> questions) => Measure.AskManyAsync(questions, CancellationToken.None);
}
