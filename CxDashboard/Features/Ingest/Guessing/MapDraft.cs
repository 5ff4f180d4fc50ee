using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CxDashboard.Features.Ingest.Maps;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>What somebody chose of a <see cref="FileGuess"/>. What nobody touched stays as it was guessed.</summary>
public sealed record MapChoices
{
    /// <summary>Keys of options by the column's place.</summary>
    public IReadOnlyDictionary<int, string> Columns { get; init; } = new Dictionary<int, string>();

    /// <summary>What single values mean, where it differs from the guess: by place, then by value.</summary>
    public IReadOnlyDictionary<int, IReadOnlyDictionary<string, string>> Values { get; init; } = new Dictionary<int, IReadOnlyDictionary<string, string>>();

    /// <summary>Texts that mean "unknown"; null for the guess.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Whether rows are events of records; null for the guess.</summary>
    public bool? AreEvents { get; init; }
    public int? EventTime { get; init; }
    public int? EventState { get; init; }
    public string? Source { get; init; }

    /// <summary>A zone's id, for times without an offset; null for the workspace's.</summary>
    public string? Zone { get; init; }
    public string? Name { get; init; }

    /// <summary>Whether customers are stored by a keyed hash.</summary>
    public bool Pseudonymise { get; init; }

    /// <summary>Which sheet of a workbook, file of an archive and array of a JSON document; null for the guess.</summary>
    public string? Sheet { get; init; }

    /// <inheritdoc cref="Sheet"/>
    public string? Entry { get; init; }

    /// <inheritdoc cref="Sheet"/>
    public string? Records { get; init; }

    /// <summary>What still holds when another part of the file is read: its columns are others.</summary>
    public MapChoices OfPart(PartKeys part) => new() { Source = Source, Zone = Zone, Name = Name, Pseudonymise = Pseudonymise, Sheet = part.Sheet, Entry = part.Entry, Records = part.Records };

    /// <summary>The parts that were chosen.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public PartKeys Part => new(Sheet, Entry, Records);
}

/// <summary>Parts of a file as a map names them.</summary>
public sealed record PartKeys(string? Sheet, string? Entry, string? Records);

/// <summary>A map made of a guess and of what somebody chose: the same JSON that <see cref="MapReader"/> reads, so that what is tried, kept and exported is one thing.</summary>
public sealed class MapDraft
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileGuess _guess;
    private readonly MapChoices _choices;
    private readonly FileForm _form;

    public MapDraft(FileGuess guess, MapChoices choices, FileForm form)
    {
        (_guess, _choices, _form) = (guess, choices, form);
        Options = [.. guess.Columns.Select(c => c.Option(choices.Columns.GetValueOrDefault(c.Place)))];
        AreEvents = guess.Events is not null && (choices.AreEvents ?? true);
        EventTime = AreEvents ? guess.Events!.Times.FirstOrDefault(t => t.Place == choices.EventTime, guess.Events.Times[0]).Place : null;
        EventState = AreEvents ? guess.Events!.States.FirstOrDefault(s => s.Place == choices.EventState, guess.Events.States[0]).Place : null;
    }

    /// <summary>What each column is, in the file's order.</summary>
    public IReadOnlyList<ColumnOption> Options { get; }
    public bool AreEvents { get; }
    public int? EventTime { get; }
    public int? EventState { get; }

    /// <summary>The texts that mean "unknown".</summary>
    public IReadOnlyList<string> Missing => _choices.Missing ?? [.. _guess.Missing.Where(m => m.Taken).Select(m => m.Text)];

    /// <summary>Whether the field comes from events where rows are events.</summary>
    public static bool ComesFromEvents(RecordField field) =>
        field is RecordField.ClaimedAt or RecordField.Claimed or RecordField.ReopenedCount or RecordField.ReopenedAt or RecordField.LastClaimedAt;

    /// <summary>What values of a column mean: the guess with what somebody changed.</summary>
    public IReadOnlyDictionary<string, string>? Meanings(int place)
    {
        var values = AreEvents && place == EventState ? _guess.Events!.States.First(s => s.Place == place).Means : Options[place].Values;
        if (values is null || !_choices.Values.TryGetValue(place, out var changed)) return values;
        return values.ToDictionary(v => v.Key, v => changed.TryGetValue(v.Key, out var other) ? other : v.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The sentence that keeps it from being a map, or null: two columns for one field, no opening.</summary>
    public string? Mistake()
    {
        var twice = Options.Select((o, place) => (o, place)).Where(o => IsUsed(o.o)).GroupBy(o => o.o.Field).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) return $"“{Label(twice.Key!.Value)}” is said of {string.Join(" and of ", twice.Select(t => $"“{_guess.Columns[t.place].Name}”"))}: a record has one.";
        if (!Options.Any(o => IsUsed(o) && o.Field == RecordField.OpenedAt)) return "No column says when a contact was opened, and every record needs that: choose the date that comes closest.";
        return null;
    }

    /// <summary>The map as JSON.</summary>
    public string ToJson()
    {
        var map = new JsonObject();
        if (_choices.Name is { Length: > 0 } name) map["name"] = name;
        if (_choices.Source is { Length: > 0 } source) map["source"] = source;
        if (_choices.Zone is { Length: > 0 } zone) map["zone"] = zone;
        if (_form.Encoding is { } encoding) map["encoding"] = encoding;
        if (_form.Delimiter is { } delimiter) map["delimiter"] = delimiter == '\t' ? "tab" : delimiter.ToString();
        if (_form.HeaderLine is { } line) map["header_line"] = line;
        if (_form.Entry is { } entry) map["entry"] = entry;
        if (_form.Sheet is { } sheet) map["sheet"] = sheet;
        if (_form.Records is { } records) map["records"] = records;
        if (Missing.Count > 0) map["missing"] = Texts(Missing);
        if (_guess.HasCommaDecimals) map["decimal"] = ",";
        if (_choices.Pseudonymise) map["pseudonymise"] = true;
        if (AreEvents) map["events"] = Events();
        map["fields"] = Fields();
        map["extra"] = Extra();
        Add("ignore", ColumnRole.Leave);
        Add("colleagues", ColumnRole.Colleague);
        return map.ToJsonString(Written);

        void Add(string property, ColumnRole role)
        {
            var places = Options.Select((o, place) => (o, place)).Where(o => o.o.Role == role).Select(o => o.place).ToList();
            if (places.Count > 0) map[property] = new JsonArray([.. places.Select(Column)]);
        }
    }

    // What is translated is kept as it came too: which status a claim had is asked sooner or later. A header that stands twice must be named by its place.
    private JsonNode Extra()
    {
        bool IsTranslated(int place) => IsUsed(Options[place]) && Options[place].Values is not null;
        if (!_guess.Columns.Any(c => c.Occurrence is not null || IsTranslated(c.Place))) return "all";
        var kept = Enumerable.Range(0, Options.Count).Where(p => IsTranslated(p) || (Options[p].Role is not (ColumnRole.Leave or ColumnRole.Colleague or ColumnRole.TimeOf) && !IsUsed(Options[p])));
        return new JsonArray([.. kept.Where(p => !AreEvents || (p != EventTime && p != _guess.Events!.Group)).Select(Column)]);
    }

    private JsonObject Fields()
    {
        var fields = new JsonObject();
        for (var place = 0; place < Options.Count; place++)
        {
            var option = Options[place];
            if (!IsUsed(option)) continue;
            var field = option.Field!.Value;
            var rule = option.Role == ColumnRole.Duration ? Duration(place, option) : Plain(place, option);
            if (Meanings(place) is { } values && option.Role == ColumnRole.Field) rule["values"] = new JsonObject(values.Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key, v.Value)));
            fields[RecordFields.NameOf(field)] = rule;
            if (option.Scale is { } scale) fields["rating_scale"] = new JsonObject { ["constant"] = scale };
        }

        return fields;
    }

    private JsonObject Plain(int place, ColumnOption option)
    {
        var time = Options.Select((o, at) => (o, at)).FirstOrDefault(o => o.o.Role == ColumnRole.TimeOf && o.o.DateColumn == place, (null!, -1));
        if (time.at < 0 || !RecordFields.IsInstant(option.Field!.Value))
        {
            var rule = Named(place);
            if (option.Formats.Count > 0) rule["dates"] = Texts(option.Formats);
            if (option.Unit is { } unit) rule["unit"] = unit;
            return rule;
        }

        // Dates in ISO need no format alone, and one beside a time that is none.
        var days = option.Formats.Contains("yyyy-MM-dd", StringComparer.Ordinal) ? option.Formats : [.. option.Formats, "yyyy-MM-dd"];
        return new JsonObject
        {
            ["columns"] = new JsonArray(Column(place), Column(time.at)),
            ["dates"] = Texts([.. days.SelectMany(d => time.o.Formats.Select(t => $"{d} {t}"))]),
        };
    }

    private JsonObject Duration(int place, ColumnOption option)
    {
        var plus = option.After is { } before ? new JsonArray(Column(before), Column(place)) : new JsonArray(Column(place));
        var rule = new JsonObject { ["start"] = RecordFields.NameOf(option.Start!.Value), ["plus"] = plus };
        if (option.Unit is { } unit and not "seconds") rule["unit"] = unit;
        // How long a talk took is no claim where a status says that there was none.
        if (When(option.Field!.Value) is { } when) rule["when"] = when;
        return rule;
    }

    private JsonObject? When(RecordField field)
    {
        var (asks, wanted) = field == RecordField.ClaimedAt ? (RecordField.Claimed, "yes") : field == RecordField.FirstReplyAt ? (RecordField.Abandoned, "no") : (RecordField.Source, "");
        for (var place = 0; place < Options.Count; place++)
        {
            if (Options[place].Field != asks || Options[place].Role != ColumnRole.Field || Meanings(place) is not { } values) continue;
            var when = Named(place);
            when["is"] = Texts([.. values.Where(v => v.Value == wanted).Select(v => v.Key)]);
            return when;
        }

        return null;
    }

    private JsonObject Events()
    {
        var guess = _guess.Events!;
        var time = guess.Times.First(t => t.Place == EventTime);
        var rule = Named(time.Place);
        if (time.Formats.Count > 0) rule["dates"] = Texts(time.Formats);
        return new JsonObject
        {
            ["group"] = Column(guess.Group),
            ["time"] = rule,
            ["state"] = Column(EventState!.Value),
            ["claimed"] = Texts([.. Meanings(EventState.Value)!.Where(v => v.Value == "yes").Select(v => v.Key)]),
            ["order"] = "file",
        };
    }

    private bool IsUsed(ColumnOption option) => option is { Role: ColumnRole.Field or ColumnRole.Duration, Field: { } field } && !(AreEvents && (ComesFromEvents(field) || field == RecordField.ExternalId));

    private JsonNode Column(int place) => _guess.Columns[place].Occurrence is null ? _guess.Columns[place].Name : Named(place);

    private JsonObject Named(int place)
    {
        var column = _guess.Columns[place];
        var named = new JsonObject { ["column"] = column.Name };
        if (column.Occurrence is { } nth) named["occurrence"] = nth;
        return named;
    }

    private static string Label(RecordField field) => FieldLabels.Of(field);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}

/// <summary>How a file is to be read before its columns mean anything; null is what is seen by itself.</summary>
public sealed record FileForm(string? Encoding = null, char? Delimiter = null, int? HeaderLine = null, string? Sheet = null, string? Entry = null, string? Records = null);
