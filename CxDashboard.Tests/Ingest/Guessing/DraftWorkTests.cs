using CxDashboard.Features.Ingest.Drafts;
using Xunit;

namespace CxDashboard.Tests.Ingest.Guessing;

/// <summary>No answer to former choices stands beside new ones.</summary>
public sealed class DraftWorkTests
{
    [Fact]
    public void TrialOfFormerChoices_ConcludesNothing()
    {
        var work = new DraftWork(new ImportDraft { Id = "1", FileName = "a.csv", Path = "/a.csv", Received = DateTimeOffset.UnixEpoch, Bytes = 1 });
        var former = work.BeginTrial(d => d with { Stage = DraftStage.Trying });
        var present = work.BeginTrial(d => d with { SavedMap = "other" });
        Assert.ThrowsAny<OperationCanceledException>(() => work.Conclude(d => d with { Stage = DraftStage.Ready }, former));
        Assert.Equal((DraftStage.Trying, "other"), (work.Draft.Stage, work.Draft.SavedMap));
        work.Conclude(d => d with { Stage = DraftStage.Ready }, present);
        Assert.Equal(DraftStage.Ready, work.Draft.Stage);
    }

    [Fact]
    public void Look_BeginsOnce()
    {
        var work = new DraftWork(new ImportDraft { Id = "1", FileName = "a.csv", Path = "/a.csv", Received = DateTimeOffset.UnixEpoch, Bytes = 1 });
        Assert.True(work.Begin());
        Assert.False(work.Begin());
    }
}
