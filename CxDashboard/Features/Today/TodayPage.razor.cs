using CxDashboard.Live;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Today;

/// <summary>Who waits, whether today is normal, what customers are saying: the page that stays open all day.</summary>
public partial class TodayPage
{
    [Inject] private TodayQuery Query { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Measures];

    private bool IsEmpty => Model is { Contacts.Count: 0, Contacts.DaysCompared: 0, Waiting.People.Count: 0, Waiting.Quiet: 0, Comments.Count: 0 };

    /// <inheritdoc/>
    protected override Task<TodayModel> LoadAsync(CancellationToken ct) => Query.RunAsync(ct);

    /// <inheritdoc/>
    protected override TodayModel? Remembered() => Query.Latest;
}
