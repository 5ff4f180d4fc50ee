using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>What one column may be: everything that its values allow, each with what speaks for it. Names alone decide nothing that the values forbid.</summary>
/// <param name="column">The whole column.</param>
/// <param name="readings">How its values can be read as moments.</param>
/// <param name="file">The other columns.</param>
internal sealed partial class ColumnOffers(ColumnProfile column, IReadOnlyList<DateReading> readings, OfferedFile file)
{
    private static readonly RecordField[] Instants =
        [RecordField.OpenedAt, RecordField.FirstReplyAt, RecordField.FirstUsefulReplyAt, RecordField.ClaimedAt, RecordField.ReopenedAt, RecordField.LastClaimedAt, RecordField.RatedAt];

    private static readonly (RecordField Field, int MostDistinct)[] Dimensions =
        [(RecordField.Channel, 200), (RecordField.Topic, 5_000), (RecordField.Product, 50_000), (RecordField.Region, 5_000), (RecordField.Team, 5_000), (RecordField.Segment, 200)];

    private static readonly string[] ChannelWords =
        ["chat", "call", "phone", "telephone", "tel", "mail", "email", "e-mail", "web", "internet", "social", "social media", "sms", "whatsapp", "letter", "self service", "portal", "twitter", "facebook", "messaging", "messenger", "voice", "store"];

    private readonly List<ColumnOption> _options = [];

    /// <summary>The options, the best first; the last three are to keep it, to keep it as a colleague's name, and to leave it out.</summary>
    public IReadOnlyList<ColumnOption> All()
    {
        if (column.Known > 0)
        {
            Moments();
            Durations();
            Words();
            Numbers();
            Texts();
        }

        Keeping();
        return [.. _options.OrderByDescending(o => o.Weight)];
    }

    private double Match(RecordField field) => FieldWords.Match(column.Name, field);

    private void Offer(RecordField field, string variant, string label, double weight, Certainty certainty, string evidence, string consequence = "", Func<ColumnOption, ColumnOption>? more = null)
    {
        var option = new ColumnOption
        {
            Key = RecordFields.NameOf(field) + variant,
            Label = label,
            Role = ColumnRole.Field,
            Field = field,
            Weight = weight,
            Certainty = certainty,
            Evidence = evidence,
            Consequence = consequence,
        };
        _options.Add(more is null ? option : more(option));
    }

    private void Moments()
    {
        var best = true;
        foreach (var reading in readings)
        {
            if (reading.Kind == MomentKind.TimeOfDay)
            {
                foreach (var date in file.Dates.Where(d => d.Column != column).OrderBy(d => Math.Abs(d.Column.Place - column.Place)))
                {
                    _options.Add(new ColumnOption
                    {
                        Key = $"time-of/{date.Column.Place}",
                        Label = $"Time of day, with “{date.Column.Name}”",
                        Role = ColumnRole.TimeOf,
                        DateColumn = date.Column.Place,
                        Formats = reading.Formats,
                        Certainty = Math.Abs(date.Column.Place - column.Place) <= 2 ? Certainty.Sure : Certainty.Likely,
                        Evidence = reading.Evidence,
                        Consequence = "Joined with the day: together they are one moment.",
                        Weight = (FieldWords.Has(column.Name, "time", "zeit", "uhrzeit", "tijd", "heure", "hora") ? 1.4 : 0.5) - (0.05 * Math.Abs(date.Column.Place - column.Place)) - (IsDurationName ? 1 : 0),
                    });
                }

                continue;
            }

            var order = reading.Order switch { DayOrder.DayFirst => ", day first", DayOrder.MonthFirst => ", month first", _ => "" };
            var variant = reading.Order switch { DayOrder.DayFirst => "/day-first", DayOrder.MonthFirst => "/month-first", _ => "" };
            foreach (var field in Instants)
            {
                var match = Match(field);
                var weight = (1.5 * match) + (best ? 0.4 : 0) + (reading.Kind == MomentKind.DateAndTime ? 0.15 : 0) + (0.2 * column.Filled);
                // An opening stands in every row.
                if (field == RecordField.OpenedAt && column.Filled < 0.9) weight -= 1;
                if (field != RecordField.OpenedAt && match == 0) weight = 0.2;
                var isStandIn = field == RecordField.OpenedAt && match < 0.6;
                Offer(field, variant, FieldLabels.Of(field) + order, weight, isStandIn ? Certainty.Look : reading.Certainty, reading.Evidence + Unreadable(reading) + Blanks + (isStandIn ? " Nothing says that it is when the contact began." : ""), MomentConsequence(field), o => o with { Formats = reading.Formats });
            }

            best = false;
        }

        string Unreadable(DateReading reading) => reading.Fits < column.Known ? $" {Figures.Count(column.Known - reading.Fits)} cannot be read so." : "";
    }

    private static string MomentConsequence(RecordField field) => field switch
    {
        RecordField.OpenedAt => "Places each issue in its week.",
        RecordField.ClaimedAt => "Empty means still waiting, never zero.",
        RecordField.FirstReplyAt => "May contain automatic replies: First useful reply stays unknown.",
        RecordField.RatedAt => "Tells when the answer came.",
        _ => "",
    };

    private void Texts()
    {
        if (readings.Count > 0 && readings[0].Certainty == Certainty.Sure) return;
        var match = Match(RecordField.ExternalId);
        var all = !column.IsManyDistinct && column.Distinct == column.Known;
        if (column.Sentences < 0.05 * column.Known && column.Filled > 0.5 && column.Distinct > 1)
        {
            var different = all ? $"All {Figures.Count(column.Known)} are different." : column.IsManyDistinct ? "More than 100,000 are different." : $"{Figures.Count(column.Distinct)} different on {Figures.Count(column.Known)} rows.";
            Offer(RecordField.ExternalId, "", FieldLabels.Of(RecordField.ExternalId), match + (all ? 0.7 : match >= 0.9 ? 0.4 : -0.4) - (0.02 * column.Place), all ? Certainty.Sure : Certainty.Likely, different + Odd(),
                "A file sent twice changes nothing: the same number replaces the earlier record.");
        }

        var emails = column.IsMostly(column.Emails);
        if (column.Sentences < 0.05 * column.Known && column.Distinct > 1)
        {
            var customer = Match(RecordField.Customer);
            Offer(RecordField.Customer, "", FieldLabels.Of(RecordField.Customer), customer + (emails ? 0.8 : 0) + (FieldWords.Has(column.Name, "name") ? -0.5 : 0.1), emails || customer >= 1 ? Certainty.Sure : Certainty.Likely,
                $"{Different} different{(emails ? " addresses" : "")}.{Blanks}", "Without a customer, an issue can only break by reopening.");
        }

        foreach (var (field, most) in Dimensions)
        {
            if (column.IsManyDistinct || column.Distinct > most || column.Sentences > 0.2 * column.Known) continue;
            var known = field == RecordField.Channel ? KnownChannels() : 0;
            var weight = Match(field) + (known > 0.5 ? 0.7 : 0) + (field == RecordField.Channel && known == 0 ? -0.1 : 0) - (0.00002 * column.Distinct);
            Offer(field, "", FieldLabels.Of(field), weight, Match(field) >= 1 || known > 0.5 ? Certainty.Sure : Certainty.Likely, $"{Figures.Of(column.Distinct, "value", "values", capital: true)}{Alike()}.{Blanks}", DimensionConsequence(field));
        }

        var comment = Match(RecordField.Comment);
        var wordy = column.Sentences / (double)column.Known;
        Offer(RecordField.Comment, "", FieldLabels.Of(RecordField.Comment), comment + (wordy > 0.3 ? 0.5 : -0.2) + (column.Distinct > 0.5 * column.Known ? 0.1 : -0.3), comment >= 1 && wordy > 0.3 ? Certainty.Sure : Certainty.Likely,
            $"{Figures.Count(column.Known)} not empty.{Blanks}", "Shown as they were written, as text.");
        foreach (var field in (RecordField[])[RecordField.Source, RecordField.Policy, RecordField.Gesture])
        {
            // "source" is an extra's name as often as a system's.
            if (Match(field) > 0.7) Offer(field, "", FieldLabels.Of(field), Match(field) - (field == RecordField.Source && column.Distinct > 20 ? 0.8 : 0), Certainty.Likely, $"{Different} different.");
        }
    }

    private static string DimensionConsequence(RecordField field) => field switch
    {
        RecordField.Topic => "What a contact was about: two contacts of one customer on one topic are one issue.",
        RecordField.Channel => "A slice of every measure.",
        _ => "A slice of every measure.",
    };

    private double KnownChannels() => column.Values is not { Count: > 0 } values ? 0
        : values.Where(v => ChannelWords.Any(w => FieldWords.Has(v.Key, w))).Sum(v => v.Value) / (double)column.Known;

    // "comcas" among numbers.
    private string Odd()
    {
        var odd = column.Known - column.Numbers;
        return odd > 0 && odd <= 0.01 * column.Known && column.Numbers > 0 && column.Values is null ? $" {Figures.Of(odd, "is", "are", capital: true)} no number." : "";
    }

    // Values that differ only by case, blanks or marks.
    private string Alike()
    {
        if (column.Values is not { } values) return "";
        var alike = values.Keys.GroupBy(v => FieldWords.Normal(v), StringComparer.Ordinal).Where(g => g.Count() > 1).Sum(g => g.Count());
        return alike == 0 ? "" : $"; {alike} look like others of them";
    }

    private string Different => column.IsManyDistinct ? "More than 100,000" : Figures.Count(column.Distinct);

    private string Blanks => column.Filled >= 1 ? "" : $" {Figures.Percent(1 - column.Filled)} empty.";

    private void Keeping()
    {
        var colleague = FieldWords.NamesColleague(column.Name);
        var held = column.Known == 0 ? "Empty in every row." : $"{Different} different.{Blanks}";
        _options.Add(new ColumnOption { Key = "keep", Label = "Keep as extra field", Role = ColumnRole.Keep, Certainty = Certainty.Kept, Weight = 0.75, Evidence = held, Consequence = "Can become a slice later, with its whole history." });
        _options.Add(new ColumnOption
        {
            Key = "colleague",
            Label = "Keep, do not measure",
            Role = ColumnRole.Colleague,
            Certainty = Certainty.Kept,
            Weight = colleague ? 2 : 0.01,
            Evidence = colleague ? "Looks like names of colleagues." : held,
            Consequence = "Kept with the record. It never becomes a measure or a slice.",
        });
        _options.Add(new ColumnOption { Key = "leave", Label = "Leave out", Role = ColumnRole.Leave, Certainty = Certainty.Kept, Weight = 0, Evidence = held, Consequence = "Not stored. It cannot be had later without the file." });
    }
}

/// <summary>What an offer for one column needs to know of the others.</summary>
/// <param name="Dates">The columns that hold days, without a time.</param>
/// <param name="Columns">All columns.</param>
internal sealed record OfferedFile(IReadOnlyList<(ColumnProfile Column, DateReading Reading)> Dates, IReadOnlyList<ColumnProfile> Columns);
