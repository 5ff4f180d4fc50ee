<<<<<<< HEAD
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
=======
>>>>>>> pages
using CxDashboard.Live;
using Microsoft.AspNetCore.Components;

namespace CxDashboard.Features.Operations;

<<<<<<< HEAD
/// <summary>Where the data comes from: sources, files that came in, and how the jobs run.</summary>
=======
/// <summary>Where the data comes from: sources, imports with what was set aside and why, and the runs of each job.</summary>
>>>>>>> pages
public partial class SourcesPage
{
    [Inject] private SourcesQuery Query { get; set; } = null!;

    /// <inheritdoc/>
<<<<<<< HEAD
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Runs, Topic.Measures];
=======
    protected override IReadOnlyCollection<Topic> Topics => [Topic.Measures, Topic.Runs];
>>>>>>> pages

    /// <inheritdoc/>
    protected override Task<SourcesModel> LoadAsync(CancellationToken ct) => Query.RunAsync(ct);

<<<<<<< HEAD
    private string Strong => Model!.State.Interactions == 0
        ? "There are no records yet."
        : $"{Figures.Of(Model.Sources.Count, "source", "sources", capital: true)}, {Figures.Count(Model.State.Interactions)} records.";

    private string Rest => Model!.Imports.Count == 0
        ? Model.State.IsSample ? "They are made up; they go when the first file comes in." : ""
        : $"The newest file is {Model.Imports[0].Import.FileName}, {When(Model.Imports[0].Import.StartedAt)}.";

    private string When(Instant instant) => Figures.Moment(Local(instant), Model!.Now);

    private DateTimeOffset Local(Instant instant) => TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), Model!.State.Zone);

    private static string Took(Instant from, Instant? to) => to is { } end ? Figures.Duration((end - from).TotalSeconds) : "not ended";
=======
    /// <inheritdoc/>
    protected override SourcesModel? Remembered() => Query.Latest;
>>>>>>> pages
}
