using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Data.Undo;

/// <summary>Something that happens to a store; of imports every batch is a step.</summary>
internal abstract record Step;

/// <param name="Import">Which import of the history, from 1; 0 for a writing that is no import.</param>
/// <param name="Starts">Whether it is the import's first batch.</param>
internal sealed record WriteStep(int Import, bool Starts, IReadOnlyList<Interaction> Records, IReadOnlyList<SourceKnownUntil> Known, IReadOnlyList<SourceTraits> Traits) : Step;

internal sealed record DeleteStep(string Source, string ExternalId) : Step;

internal sealed record EraseStep(string Customer) : Step;

internal sealed record UndoStep(int Import) : Step;

/// <summary>A random history of imports that overlap, change and repeat each other, with other writing between them.</summary>
internal sealed class UndoHistory(int seed)
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    private readonly Random _random = new(seed);
    private readonly List<List<Interaction>> _files = [];
    private readonly List<int> _standing = [];
    private int _imports;

    /// <summary>Steps, without an end that means anything.</summary>
    public IEnumerable<Step> Steps(int count, bool withUndo)
    {
        for (var i = 0; i < count; i++)
        {
            switch (_random.Next(10))
            {
                case 0: yield return new WriteStep(0, false, Records(_random.Next(1, 4)), Known(0.5), Traits(0.3)); break;
                case 1: yield return new DeleteStep(Source(), Id()); break;
                case 2 when _random.Next(2) == 0: yield return new EraseStep(Customer()); break;
                case 3 or 4 when withUndo && _standing.Count > 0: yield return Undo(); break;
                default:
                    foreach (var batch in Import(othersBetween: true)) yield return batch;
                    break;
            }
        }
    }

    /// <summary>One import, with other writing between its batches or without.</summary>
    public IEnumerable<Step> Import(bool othersBetween)
    {
        // Now and then the file comes again that came before, as it was or with the same ids and other contents.
        var file = _files.Count > 0 && _random.Next(3) == 0 ? _files[_random.Next(_files.Count)] : Records(_random.Next(1, 12));
        _files.Add(file);
        var import = ++_imports;
        _standing.Add(import);
        var forced = _random.Next(4) == 0;
        yield return new WriteStep(import, true, [], [], []);
        foreach (var batch in file.Chunk(_random.Next(1, 6)))
        {
            if (othersBetween && _random.Next(6) == 0) yield return new WriteStep(0, false, Records(1), Known(0.5), []);
            var sources = batch.Select(r => r.Source).Distinct().ToList();
            yield return new WriteStep(import, false, batch,
                [.. sources.Where(_ => _random.Next(4) > 0).Select(s => Until(s, forced))], [.. sources.Where(_ => _random.Next(3) == 0).Select(s => Colleague(s))]);
        }
    }

    private UndoStep Undo()
    {
        var import = _standing[_random.Next(_standing.Count)];
        _standing.Remove(import);
        return new UndoStep(import);
    }

    private List<Interaction> Records(int count) => [.. Enumerable.Range(0, count).Select(_ => Record())];

    private Interaction Record()
    {
        var (source, id) = (Source(), Id());
        var opened = Start + TimeSpan.FromMinutes((int.Parse(id, null) * 3001) + (source[0] * 17) + (_random.Next(3) * 601));
        return new Interaction
        {
            Source = source,
            ExternalId = id,
            Customer = _random.Next(6) == 0 ? null : Customer(),
            Channel = _random.Next(2) == 0 ? "chat" : "phone",
            Topic = "t" + _random.Next(2),
            OpenedAt = opened,
            ClaimedAt = _random.Next(3) == 0 ? null : opened + TimeSpan.FromHours(_random.Next(1, 90)),
            Rating = _random.Next(3) == 0 ? 1 + _random.Next(5) : null,
            RatingScale = 5,
            Cost = _random.Next(4) == 0 ? 1.25m : null,
            Extra = _random.Next(3) == 0 ? """{"plan":"gold"}""" : null,
        };
    }

    private string Source() => "abc"[_random.Next(3)..][..1];

    private string Id() => _random.Next(14).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Customer() => "c" + _random.Next(8);

    private SourceKnownUntil[] Known(double chance) => _random.NextDouble() < chance ? [Until(Source(), _random.Next(3) == 0)] : [];

    private SourceKnownUntil Until(string source, bool forced) => new(
        source, _random.Next(5) == 0 ? null : Start + TimeSpan.FromDays(_random.Next(20, 60)), _random.Next(5) == 0 ? null : Start + TimeSpan.FromDays(_random.Next(20, 60)), forced);

    private SourceTraits[] Traits(double chance) => _random.NextDouble() < chance ? [new SourceTraits(Source(), Live: _random.Next(2) == 0)] : [];

    private SourceTraits Colleague(string source) => new(source, ColleagueFields: $"""["f{_random.Next(4)}"]""");
}
