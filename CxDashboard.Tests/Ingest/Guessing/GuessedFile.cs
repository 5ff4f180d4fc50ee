using System.Text;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Guessing;

/// <summary>A file with what is guessed of it, and the map that comes of it.</summary>
internal sealed class GuessedFile
{
    private readonly FileProfile _profile;
    private readonly ImportSource _source;
    private readonly FileForm _form;

    public GuessedFile(string path, MapChoices? parts = null)
    {
        Path = path;
        var found = FormFinder.Find(path, parts);
        (_source, _form, Parts) = (found.Source, found.Form, found.Parts);
        _profile = FileProfile.Run(_source, null, TestContext.Current.CancellationToken);
        Guess = Guesser.Of(_profile);
    }

    public string Path { get; }

    public FileGuess Guess { get; }

    public IReadOnlyList<PartChoice> Parts { get; }

    public static GuessedFile OfShared(string path, MapChoices? parts = null) => new(SharedData.Find(path), parts);

    public ColumnGuess Column(string name, int occurrence = 1) => Guess.Columns.Where(c => c.Name == name).ElementAt(occurrence - 1);

    public string KeyOf(string name, int occurrence = 1) => Column(name, occurrence).Guess;

    public string Map(MapChoices? choices = null)
    {
        var draft = new MapDraft(Guess, choices ?? new MapChoices(), _form);
        Assert.Null(draft.Mistake());
        return draft.ToJson();
    }

    public TrialResult Try(MapChoices? choices = null)
    {
        var map = MapReader.Read(Encoding.UTF8.GetBytes(Map(choices)), "of the test", "guessed");
        return new Trial(ImportSource.Look(Path, map), map, TimeZoneInfo.Utc).Run(null, [], TestContext.Current.CancellationToken);
    }

    /// <summary>What columns alone and against each other say of the file.</summary>
    public IReadOnlyList<string> Warnings() => [.. ColumnWarnings.Of(_profile, Guess), .. new RowChecks(_profile, Guess).Run(_source, null, TestContext.Current.CancellationToken)];
}
