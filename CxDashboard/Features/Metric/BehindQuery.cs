using System.Globalization;
using CxDashboard.Domain.Time;
using CxDashboard.Kit;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;

namespace CxDashboard.Features.Metric;

/// <summary>Answers what stands behind a figure: once for each question and version of the data, whoever looks.</summary>
public sealed class BehindQuery(Measure measure, TimeProvider clock)
{
    // Of an issue of very many contacts the first ones are asked for words.
    private const int MembersRead = 20;
    private readonly Shared<string, BehindModel> _answers = new();

    /// <summary>The seed with which rows are drawn at random this week: the same for everybody.</summary>
    public int SeedOfWeek => SampleSeed.OfWeek(Instant.Now(clock), measure.Workspace.Zone, measure.Workspace.WeekStart);

    /// <summary>A page of rows.</summary>
    /// <exception cref="QuestionRefusedException">For whoever may not see records, and where the question itself cannot be answered.</exception>
    public Task<BehindModel> RunAsync(BehindQuestion question, CancellationToken ct)
    {
        // Asked by everyone for themselves and never out of what was answered to another: the engine refuses those who may not see records.
        return question.Of.Restricted ? AskAsync(question, ct) : _answers.GetAsync(KeyOf(question), measure.State.Version, token => AskAsync(question, token), ct);
    }

    /// <summary>The newest model at hand without waiting, or null.</summary>
    public BehindModel? Latest(BehindQuestion question) => question.Of.Restricted ? null : _answers.Latest(KeyOf(question));

    private async Task<BehindModel> AskAsync(BehindQuestion question, CancellationToken ct)
    {
        if (await measure.BehindAsync(question, ct) is not { } behind) return Nothing(question);
        using var connection = behind.Store.OpenReader();
        var records = BehindRecords.Read(connection, [.. behind.Rows.SelectMany(r => IdsOf(r, behind.RowsAre)).Distinct()]);
        List<BehindLine> lines = [.. behind.Rows.Where(r => records.ContainsKey(r.Id)).Select(r => Line(r, behind, records))];
        var chosen = question.Only is { } only ? behind.Groups.Where(g => g.Outcome == only).Sum(g => g.Rows) : behind.Listed;
        return new BehindModel
        {
            Title = BehindWords.Title(question.Bucket),
            ValueHead = BehindWords.ValueHead(behind.Metric),
            Chips = Chips(behind, question.Only),
            Lines = lines,
            Note = BehindWords.Note(lines.Count, chosen, question.Seed is not null, behind.RowsAre),
            IsAtRandom = question.Seed is not null,
            Next = behind.Next,
            IsSample = behind.Store.IsSample,
            AsOf = behind.AsOf,
        };
    }

    private BehindLine Line(BehindRow row, BehindAnswer behind, Dictionary<int, BehindRecord> records)
    {
        var record = records[row.Id];
        var year = TimeZoneInfo.ConvertTime(behind.AsOf.ToDateTimeOffset(), behind.Zone).Year;
        return new BehindLine(
            row.Id,
            BehindWords.Opened(row.Opened, behind.Zone, year),
            record.Customer,
            record.Customer ?? "Somebody unknown",
            string.Join(" · ", new[] { record.Topic, record.Channel }.Where(s => s is not null)),
            IdsOf(row, behind.RowsAre).Select(id => records.GetValueOrDefault(id)?.Words).FirstOrDefault(words => words is not null),
            BehindWords.Value(behind.Metric, row, measure.Workspace.Currency),
            row.Story is { } story ? StoryWords.Then(story, behind.Zone) : BehindWords.NoIssueThen,
            row.Story is { } issue ? StoryWords.Stands(issue) : BehindWords.NoIssueStands,
            row.Story is { } ladder ? StoryWords.Rungs(ladder) : []);
    }

    // The first words of an issue are those of the first of its contacts that has any; of a contact its own.
    private static IEnumerable<int> IdsOf(BehindRow row, RowsAre what) =>
        what == RowsAre.Issues && row.Story is { } story ? story.Members.Take(MembersRead).Select(m => m.Id) : [row.Id];

    private static List<BehindChip> Chips(BehindAnswer behind, Outcome? only)
    {
        BehindChip all = new(null, "All", Figures.Count(behind.Listed), only is null);
        if (behind.Groups.Count < 2 && only is null) return [all];
        return [.. behind.Groups.Select(g => new BehindChip(g.Outcome, OutcomeWords.Of(behind.Metric, g.Outcome), Figures.Count(g.Rows), g.Outcome == only)), all];
    }

    private BehindModel Nothing(BehindQuestion question) => new()
    {
        Title = BehindWords.Title(question.Bucket),
        ValueHead = null,
        Chips = [],
        Lines = [],
        Note = BehindWords.Note(0, 0, false, RowsAre.Issues),
        IsAtRandom = false,
        Next = null,
        IsSample = measure.State.IsSample,
        AsOf = measure.State.Now,
    };

    // Everything that decides the answer; lists of slices are not compared by what is in them.
    private static string KeyOf(BehindQuestion question)
    {
        var of = question.Of;
        return string.Create(CultureInfo.InvariantCulture,
            $"{of.Metric}\u001f{of.Version}\u001f{of.From?.DayNumber}\u001f{of.To?.DayNumber}\u001f{of.AsOf?.UnixMilliseconds}\u001f{of.KnownAt?.UnixMilliseconds}\u001f{of.Zone?.Id}\u001f{question.Bucket?.Size}\u001f{question.Bucket?.Start.UnixMilliseconds}\u001f{question.Bucket?.End.UnixMilliseconds}\u001f{question.Only}\u001f{question.Seed}\u001f{question.After?.Rank}\u001f{question.After?.Id}\u001f{question.Rows}\u001f")
            + string.Join('\u001d', of.Slices.Select(s => $"{s.Field}\u001e{s.Value}\u001e{s.Not}"));
    }
}
