using CxDashboard.Kit;
using CxDashboard.Live;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Operations;

/// <summary>Where the data comes from: sources, imports with what was set aside and why, and the runs of each job.</summary>
public partial class SourcesPage
{
    [Inject] private SourcesQuery Query { get; set; } = null!;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Measures, Topic.Runs, Topic.Imports, Topic.Waiting];

    /// <inheritdoc/>
    protected override Task<SourcesModel> LoadAsync(CancellationToken ct) => Query.RunAsync(ct);

    /// <inheritdoc/>
    protected override SourcesModel? Remembered() => Query.Latest;

    // In the finding at the top, because figures look calm where nothing comes in.
    private string Silent => Model!.Sources.Where(s => s.Silence is not null).Select(s => s.Name).ToList() switch
    {
        [] => "",
        [var one] => $" Nothing comes from {one} any more.",
        [.. var others, var last] => $" Nothing comes from {string.Join(", ", others)} and {last} any more.",
    };

    /// <summary>"silent for 6 h; the same hours of eight weeks brought 14 to 32".</summary>
    internal static string Words(Silence silence)
    {
        ArgumentNullException.ThrowIfNull(silence);
        var brought = silence.Fewest == silence.Most ? Figures.Count(silence.Most) : $"{Figures.Count(silence.Fewest)} to {Figures.Count(silence.Most)}";
        var length = Figures.Duration(TimeSpan.FromHours(silence.Hours).TotalSeconds);
        return $"silent for {(silence.Hours == Silence.Longest ? "a week or longer" : length)}; the same hours of {Figures.InWords(silence.Weeks)} weeks brought {brought}";
    }
}
