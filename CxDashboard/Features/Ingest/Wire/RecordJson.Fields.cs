using System.Text;
using CxDashboard.Api;
using CxDashboard.Domain.Interactions;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Wire;

// What each field's text means: the same as in a file (Reading/RecordReader.Fields), which a test holds it to.
internal sealed partial class RecordJson
{
    private const decimal LargestCost = 900_000_000_000_000m;
    private static readonly string[] Causes = ["product", "process", "policy", "knowledge", "tool"];
    private ApiFault? _badRating;

    private void Apply(RecordField field, string label, ReadOnlySpan<byte> text)
    {
        switch (field)
        {
            case RecordField.Source: _draft.Source = _strings.Get(text); break;
            case RecordField.ExternalId: _draft.ExternalId = Encoding.UTF8.GetString(text); break;
            case RecordField.Customer: _draft.Customer = CustomerIds.Plain.Of(text); break;
            case RecordField.Segment: _draft.Segment = _strings.Get(text); break;
            case RecordField.Channel: _draft.Channel = _strings.Get(text); break;
            case RecordField.Topic: _draft.Topic = _strings.Get(text); break;
            case RecordField.Product: _draft.Product = _strings.Get(text); break;
            case RecordField.Region: _draft.Region = _strings.Get(text); break;
            case RecordField.Team: _draft.Team = _strings.Get(text); break;
            case RecordField.Comment: _draft.Comment = Encoding.UTF8.GetString(text); break;
            case RecordField.Policy: _draft.Policy = _strings.Get(text); break;
            case RecordField.Gesture: _draft.Gesture = _strings.Get(text); break;
            case RecordField.Cause: Cause(label, text); break;
            case RecordField.Direction: Direction(label, text); break;
            case RecordField.Claimed: Flag(label, text, out _draft.Claimed); break;
            case RecordField.Abandoned: Flag(label, text, out _draft.Abandoned); break;
            case RecordField.Asked: Flag(label, text, out _draft.Asked); break;
            case RecordField.WouldBuyAgain: Flag(label, text, out _draft.WouldBuyAgain); break;
            case RecordField.Confirmed: Flag(label, text, out _draft.Confirmed); break;
            case RecordField.ReopenedCount: Whole(label, text, int.MinValue, out _draft.ReopenedCount); break;
            case RecordField.Transfers: Whole(label, text, 0, out _draft.Transfers); break;
            case RecordField.WaitingSeconds: Waiting(label, text); break;
            case RecordField.Cost: Cost(label, text); break;
            case RecordField.Rating:
                if (NumberText.TryDouble(text, out var rating)) _draft.Rating = rating;
                else _badRating = Of(label, "is not a number, so only the rating was left out", text);
                break;
            // -1 is on no list of scales: the rating, if there is one, is then left out as one on an unknown scale.
            case RecordField.RatingScale: _draft.RatingScale = NumberText.TryWhole(text, out var scale) && scale is > 0 and < 1000 ? (int)scale : -1; break;
            case RecordField.Effort: _draft.Effort = Answer(label, text, 1, 7); break;
            case RecordField.Recommend: _draft.Recommend = Answer(label, text, 0, 10); break;
            default: Moment(field, label, text); break;
        }
    }

    private void Moment(RecordField field, string label, ReadOnlySpan<byte> text)
    {
        if (!InstantText.TryParseIso(text, _zone, out var instant, out var flags))
        {
            Refuse(label, "is not a date and time such as 2026-03-01T09:00:00Z", text);
            return;
        }

        if (!PlausibleTime.Holds(instant))
        {
            if (field == RecordField.OpenedAt) Refuse(label, PlausibleTime.Reason, text);
            else _leftOut.Add(Of(label, $"{PlausibleTime.Reason}, so only it was left out", text));
            return;
        }

        _draft.TimeFlags |= flags;
        _draft.SetInstant(field, instant);
    }

    private void Flag(string label, ReadOnlySpan<byte> text, out bool? value)
    {
        value = null;
        if (NumberText.TryFlag(text, out var flag)) value = flag;
        else Refuse(label, "is neither yes nor no", text);
    }

    private void Whole(string label, ReadOnlySpan<byte> text, int low, out int? value)
    {
        value = null;
        if (NumberText.TryWhole(text, out var number) && number >= low && number is >= int.MinValue and <= int.MaxValue) value = (int)number;
        else Refuse(label, low == 0 ? "is not a whole number from 0" : "is not a whole number", text);
    }

    private void Waiting(string label, ReadOnlySpan<byte> text)
    {
        if (NumberText.TryDuration(text, out var milliseconds) && milliseconds >= 0) _draft.WaitingSeconds = (milliseconds + 500) / 1000;
        else Refuse(label, "is not a duration in seconds or hh:mm:ss", text);
    }

    private void Cost(string label, ReadOnlySpan<byte> text)
    {
        if (NumberText.TryDecimal(text, out var cost) && Math.Abs(cost) <= LargestCost) _draft.Cost = Math.Round(cost, 4);
        else Refuse(label, "is not an amount such as 12.50", text);
    }

    private void Direction(string label, ReadOnlySpan<byte> text)
    {
        if (Ascii.EqualsIgnoreCase(text, "in")) return;
        if (Ascii.EqualsIgnoreCase(text, "out")) _draft.Direction = Domain.Interactions.Direction.Out;
        else Refuse(label, "is neither in nor out", text);
    }

    private void Cause(string label, ReadOnlySpan<byte> text)
    {
        foreach (var cause in Causes)
        {
            if (!Ascii.EqualsIgnoreCase(text, cause)) continue;
            _draft.Cause = cause;
            return;
        }

        Refuse(label, "is none of " + string.Join(", ", Causes), text);
    }

    private int? Answer(string label, ReadOnlySpan<byte> text, int low, int high)
    {
        if (NumberText.TryWhole(text, out var number) && number >= low && number <= high) return (int)number;
        _leftOut.Add(Of(label, $"is not a whole number from {low} to {high}, so only the answer was left out", text));
        return null;
    }

    // A rating and its scale stand or fall together, and a scale alone says nothing.
    private void Rate()
    {
        var (rating, scale, bad) = (_draft.Rating, _draft.RatingScale, _badRating);
        if (rating is { } r && scale is { } s && RatingScales.Holds(s, r)) return;
        (_draft.Rating, _draft.RatingScale) = (null, null);
        if (bad is { } fault) _leftOut.Add(fault);
        if (rating is not { } value) return;
        var reason = scale is null ? "The rating has no ratingScale"
            : RatingScales.Range(scale.Value) is not { } range ? "The rating is on an unknown scale; there are 2, 3, 5, 7, 10 and 100"
            : FormattableString.Invariant($"The rating is outside its scale, {range.Low} to {range.High}");
        _leftOut.Add(new ApiFault(PathOf(FieldNames.Of(RecordField.Rating)), FormattableString.Invariant($"{reason}, so only the rating was left out: {value}.")));
    }

    private void Refuse(string label, string reason, ReadOnlySpan<byte> text) => _faults.Add(Of(label, reason, text));

    private ApiFault Of(string label, string reason, ReadOnlySpan<byte> text) => new(PathOf(label), RowFault.Of($"{label} {reason}", text).Detail);
}
