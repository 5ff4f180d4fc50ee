using System.Globalization;
using CxDashboard.Domain.Interactions;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Guessing;

// Durations, words with a meaning, and numbers.
internal sealed partial class ColumnOffers
{
    private static readonly string[] DurationWords = ["duration", "wait", "waiting", "hold", "speed", "handle", "talk", "elapsed", "seconds", "secs", "sec", "minutes", "mins", "min", "hours", "hrs", "dauer", "duur", "duree", "response", "reply"];
    private static readonly int[] Scales = [2, 3, 5, 7, 10, 100];
    private static readonly Dictionary<string, string> Directions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["in"] = "in",
        ["inbound"] = "in",
        ["incoming"] = "in",
        ["eingehend"] = "in",
        ["out"] = "out",
        ["outbound"] = "out",
        ["outgoing"] = "out",
        ["ausgehend"] = "out",
    };

    private bool IsDurationName => DurationWords.Any(w => FieldWords.Has(column.Name, w));

    private static bool IsClockDuration(ColumnProfile of) => of.Known > 0 && of.IsMostly(of.Shapes.Where(s => s.Key is "1:2" or "2:2" or "1:2:2" or "2:2:2" or "3:2:2").Sum(s => s.Count));

    /// <summary>Whether a column may hold how long something took.</summary>
    public static bool MayBeDuration(ColumnProfile of) =>
        DurationWords.Any(w => FieldWords.Has(of.Name, w)) && of.Known > 0 && (IsClockDuration(of) || (of.IsMostly(of.Numbers + of.CommaNumbers) && of.Least >= 0 && of.Most < 1e8));

    private void Durations()
    {
        if (!MayBeDuration(column)) return;
        var told = ToldUnit(column);
        foreach (var (unit, sure) in told is null ? [("minutes", Certainty.Look), ("seconds", Certainty.Look), ("hours", Certainty.Look)] : new[] { (told, Certainty.Sure) })
        {
            var clock = unit == "clock";
            var (says, key) = (clock ? "" : $", in {unit}", clock ? "" : $"/{unit}");
            var evidence = clock ? "Hours, minutes and seconds." : told is null ? $"No unit in the file: from {Number(column.Least)} to {Number(column.Most)}." : $"“{column.Name}” says so.";
            var first = told is null && unit != "minutes" ? -0.2 : 0;
            Span(RecordField.FirstReplyAt, RecordField.OpenedAt, null, $"First reply, after opening{says}", "/after-opening");
            Span(RecordField.ClaimedAt, RecordField.OpenedAt, null, $"Claimed, after opening{says}", "/after-opening");
            foreach (var before in file.Columns.Where(c => c != column && MayBeDuration(c) && FieldWords.Match(c.Name, RecordField.FirstReplyAt) > 0.4))
            {
                // One rule has one unit; times of a clock have none.
                var other = ToldUnit(before) ?? unit;
                if (other != unit && other != "clock" && !clock) continue;
                Span(RecordField.ClaimedAt, RecordField.OpenedAt, before.Place, $"Claimed, so long after “{before.Name}”{says}", $"/after-{before.Place}", FieldWords.Has(column.Name, "talk", "handle", "avgtalk") ? 0.4 : -0.3, clock && other != "clock" ? other : null);
            }

            Offer(RecordField.WaitingSeconds, key, $"Time waiting on us{says}", Match(RecordField.WaitingSeconds) + 0.3 + first, sure, evidence + Blanks, "How long the customer waited for us.", o => o with { Unit = clock ? null : unit });

            void Span(RecordField field, RecordField start, int? after, string label, string way, double more = 0, string? common = null) => _options.Add(new ColumnOption
            {
                Key = RecordFields.NameOf(field) + way + key,
                Label = label,
                Role = ColumnRole.Duration,
                Field = field,
                Start = start,
                After = after,
                Unit = common ?? (clock ? null : unit),
                Weight = Match(field) + 0.3 + more + first,
                Certainty = sure,
                Evidence = evidence + Blanks,
                Consequence = field == RecordField.FirstReplyAt ? "May contain automatic replies. Empty means no reply, never zero." : "Empty means still waiting, never zero.",
            });
        }
    }

    private static string? ToldUnit(ColumnProfile of) =>
        IsClockDuration(of) ? "clock"
        : FieldWords.Has(of.Name, "seconds", "secs", "sec", "s", "sekunden", "seconden") ? "seconds"
        : FieldWords.Has(of.Name, "minutes", "mins", "min", "minuten") ? "minutes"
        : FieldWords.Has(of.Name, "hours", "hrs", "h", "stunden", "uren", "heures") ? "hours"
        : FieldWords.Has(of.Name, "days", "tage", "dagen", "jours") ? "days"
        : null;

    private void Words()
    {
        if (column.Values is not { Count: > 0 and <= 60 } values) return;
        var flags = values.Keys.ToDictionary(v => v, WordMeanings.Flag, StringComparer.Ordinal);
        if (values.Count <= 4 && flags.Values.All(f => f is not null))
        {
            var said = string.Join(", ", values.OrderByDescending(v => v.Value).Select(v => $"{v.Key} {Figures.Count(v.Value)}")) + "." + Blanks;
            foreach (var field in (RecordField[])[RecordField.Claimed, RecordField.Asked, RecordField.WouldBuyAgain, RecordField.Confirmed, RecordField.Abandoned])
            {
                var answered = field == RecordField.Abandoned && FieldWords.Has(column.Name, "answered");
                Offer(field, "", FieldLabels.Of(field), answered ? 0.1 : Match(field) + 0.2, Certainty.Likely, said, "", o => o with { Values = Plain(flags) });
            }

            Offer(RecordField.Abandoned, "/reversed", "Answered: who was not, gave up", FieldWords.Has(column.Name, "answered") ? 1.4 : 0.1, FieldWords.Has(column.Name, "answered") ? Certainty.Sure : Certainty.Look, said,
                "A contact that nobody answered is abandoned, and no reply of ours.", o => o with { Values = Plain(flags.ToDictionary(f => f.Key, string? (f) => f.Value == "yes" ? "no" : "yes")) });
        }

        var states = values.Keys.ToDictionary(v => v, WordMeanings.Status, StringComparer.Ordinal);
        if (states.Values.Any(s => s == "yes") || (states.Values.Count(s => s is not null) >= 2 && Match(RecordField.Claimed) > 0.5))
        {
            var unknown = states.Where(s => s.Value is null).Select(s => s.Key).ToList();
            var known = states.Where(s => s.Value is not null).Sum(s => values[s.Key]) / (double)column.Known;
            string Listed(string meaning) => string.Join(", ", values.Where(v => states[v.Key] == meaning).OrderByDescending(v => v.Value).Select(v => $"{v.Key} {Figures.Count(v.Value)}"));
            var evidence = $"Claimed: {(Listed("yes") is { Length: > 0 } yes ? yes : "none")}. Not: {(Listed("no") is { Length: > 0 } no ? no : "none")}.{(unknown.Count > 0 ? $" Nobody here knows {Few(unknown)}: taken for not claimed." : "")}";
            Offer(RecordField.Claimed, "/status", "Status: whether it is claimed", Match(RecordField.Claimed) + (known > 0.8 ? 0.6 : 0), unknown.Count == 0 ? Certainty.Sure : Certainty.Likely, evidence,
                "Whether we closed it is known; when, only if another column tells.", o => o with { Values = WordMeanings.Once(states.Select(s => (s.Key, s.Value ?? "no"))) });
        }

        if (WordMeanings.Rating(values) is { } rating)
        {
            Offer(RecordField.Rating, $"/words-{rating.Scale}", $"Rating, scale of {Figures.InWords(rating.Scale)}", Match(RecordField.Rating) + 0.5, Certainty.Likely, $"{string.Join(", ", rating.Values.Where(v => v.Value.Length > 0).Select(v => v.Key))}.{Blanks}",
                rating.Scale == 2 ? "Delighted and satisfied will be the same number here. Not comparable with a scale of five." : "", o => o with { Scale = rating.Scale, Values = rating.Values });
        }

        if (values.Keys.All(v => Directions.ContainsKey(v))) Offer(RecordField.Direction, "", FieldLabels.Of(RecordField.Direction), Match(RecordField.Direction) + 0.5, Certainty.Sure, "Only in and out.", "Contacts that we began are no issues of a customer.", o => o with { Values = Directions });
        if (values.Keys.All(v => v.ToLowerInvariant() is "product" or "process" or "policy" or "knowledge" or "tool")) Offer(RecordField.Cause, "", FieldLabels.Of(RecordField.Cause), Match(RecordField.Cause) + 0.5, Certainty.Sure, "Only causes that a record knows.");

        static IReadOnlyDictionary<string, string> Plain(Dictionary<string, string?> flags) => WordMeanings.Once(flags.Select(f => (f.Key, f.Value ?? "")));
        static string Few(List<string> words) => string.Join(", ", words.Take(4).Select(w => $"“{w}”")) + (words.Count > 4 ? $" and {words.Count - 4} more" : "");
    }

    private void Numbers()
    {
        if (!column.IsMostly(column.Numbers + column.CommaNumbers)) return;
        var range = $"{(column.Whole == column.Numbers + column.CommaNumbers ? "Whole numbers" : "Numbers")}, {Number(column.Least)} to {Number(column.Most)}.{Blanks}";
        var (rating, first) = (Match(RecordField.Rating), true);
        foreach (var scale in Scales.Where(s => RatingScales.Holds(s, column.Least) && RatingScales.Holds(s, column.Most)))
        {
            var top = RatingScales.Range(scale)!.Value.High;
            Offer(RecordField.Rating, $"/{scale}", $"Rating, scale of {Figures.InWords(scale)}", rating + (first ? 0.3 : 0) - (top > 2 * column.Most ? 0.2 : 0), rating >= 0.9 && column.Most == top && first ? Certainty.Sure : Certainty.Likely, range,
                column.Filled < 1 ? "An empty rating is unknown, never zero." : "", o => o with { Scale = scale });
            first = false;
        }

        var whole = column.Whole == column.Numbers + column.CommaNumbers;
        if (whole && column.Least >= 1 && column.Most <= 7) Offer(RecordField.Effort, "", FieldLabels.Of(RecordField.Effort), Match(RecordField.Effort) + 0.2, Certainty.Likely, range);
        if (whole && column.Least >= 0 && column.Most <= 10) Offer(RecordField.Recommend, "", FieldLabels.Of(RecordField.Recommend), Match(RecordField.Recommend) + 0.2, Certainty.Likely, range);
        if (whole && column.Least >= 0 && column.Most < 100_000)
        {
            Offer(RecordField.Transfers, "", FieldLabels.Of(RecordField.Transfers), Match(RecordField.Transfers) + 0.2, Certainty.Sure, range);
            Offer(RecordField.ReopenedCount, "", FieldLabels.Of(RecordField.ReopenedCount), Match(RecordField.ReopenedCount) + 0.2, Certainty.Sure, range, "No instant of reopening: that it broke is known, when is not.");
        }

        if (Match(RecordField.Cost) is > 0.4 and var cost) Offer(RecordField.Cost, "", FieldLabels.Of(RecordField.Cost), cost + 0.2, Certainty.Likely, range, "In the workspace’s currency.");
        if (Match(RecordField.RatingScale) > 0.9) Offer(RecordField.RatingScale, "", FieldLabels.Of(RecordField.RatingScale), 1.2, Certainty.Likely, range);
    }

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
