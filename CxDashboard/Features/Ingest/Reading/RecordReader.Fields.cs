using System.Runtime.CompilerServices;
using System.Text;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CsvHelper;

namespace CxDashboard.Features.Ingest.Reading;

// What each field's text means.
internal sealed partial class RecordReader
{
    private const decimal LargestCost = 900_000_000_000_000m;
    private static readonly string[] Causes = ["product", "process", "policy", "knowledge", "tool"];
    private RowFault? _badRating;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Apply(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        switch (cell.Field)
        {
            case RecordField.Customer: draft.Customer = _customers.Of(text); return true;
            case RecordField.Segment: draft.Segment = cell.Strings.Get(text); return true;
            case RecordField.Channel: draft.Channel = cell.Strings.Get(text); return true;
            case RecordField.Topic: draft.Topic = cell.Strings.Get(text); return true;
            case RecordField.Product: draft.Product = cell.Strings.Get(text); return true;
            case RecordField.Region: draft.Region = cell.Strings.Get(text); return true;
            case RecordField.Team: draft.Team = cell.Strings.Get(text); return true;
            case RecordField.Comment: draft.Comment = Encoding.UTF8.GetString(text); return true;
            case RecordField.Policy: draft.Policy = cell.Strings.Get(text); return true;
            case RecordField.Gesture: draft.Gesture = cell.Strings.Get(text); return true;
            case RecordField.Cause: return Cause(cell, text, ref draft);
            case RecordField.Direction: return Direction(cell, text, ref draft);
            case RecordField.Claimed: return Flag(cell, text, out draft.Claimed);
            case RecordField.Abandoned: return Flag(cell, text, out draft.Abandoned);
            case RecordField.Asked: return Flag(cell, text, out draft.Asked);
            case RecordField.WouldBuyAgain: return Flag(cell, text, out draft.WouldBuyAgain);
            case RecordField.Confirmed: return Flag(cell, text, out draft.Confirmed);
            case RecordField.ReopenedCount: return Whole(cell, text, int.MinValue, out draft.ReopenedCount);
            case RecordField.Transfers: return Whole(cell, text, 0, out draft.Transfers);
            case RecordField.WaitingSeconds: return Waiting(cell, text, ref draft);
            case RecordField.Cost: return Cost(cell, text, ref draft);
            case RecordField.Rating: Rating(cell, text, ref draft); return true;
            case RecordField.RatingScale: Scale(cell, text, ref draft); return true;
            case RecordField.Effort: draft.Effort = Answer(cell, text, 1, 7); return true;
            case RecordField.Recommend: draft.Recommend = Answer(cell, text, 0, 10); return true;
            default: return InstantField(cell, text, ref draft);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool InstantField(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        if (!InstantText.TryParse(text, cell.Formats, cell.Zone, out var instant, out var flags)) return Reject(RowFault.Of($"{cell.Label} is not a date and time", text));
        if (!PlausibleTime.Holds(instant))
        {
            if (cell.Field == RecordField.OpenedAt) return Reject(RowFault.Of($"{cell.Label} {PlausibleTime.Reason}", text));
            _answers.Add(RowFault.Of($"{cell.Label} {PlausibleTime.Reason}, so only it was left out", text));
            return true;
        }

        draft.TimeFlags |= flags;
        draft.SetInstant(cell.Field, instant);
        return true;
    }

    // A blank duration makes the whole unknown: nobody knows when it ended.
    private bool Add(CsvReader row, FieldCell sum, ref RecordDraft draft)
    {
        if (draft.InstantOf(sum.Start!.Value) is not { } start || !sum.Applies(row)) return true;
        var total = start.UnixMilliseconds;
        foreach (var column in sum.Columns)
        {
            var text = sum.Plain(row, column);
            if (text.IsEmpty) return true;
            if (!NumberText.TryDuration(text, out var milliseconds, sum.SecondsOfUnit)) return Reject(RowFault.Of($"{sum.Label} is not a duration in {sum.UnitName} or hh:mm:ss", text));
            total += milliseconds;
        }

        draft.SetInstant(sum.Field, new Instant(total));
        return true;
    }

    private bool Flag(FieldCell cell, ReadOnlySpan<byte> text, out bool? value)
    {
        value = null;
        if (!NumberText.TryFlag(text, out var flag)) return Reject(RowFault.Of($"{cell.Label} is neither yes nor no", text));
        value = flag;
        return true;
    }

    private bool Whole(FieldCell cell, ReadOnlySpan<byte> text, int low, out int? value)
    {
        value = null;
        if (!NumberText.TryWhole(text, out var number) || number < low || number is < int.MinValue or > int.MaxValue)
        {
            return Reject(RowFault.Of($"{cell.Label} is not a whole number{(low == 0 ? " from 0" : "")}", text));
        }

        value = (int)number;
        return true;
    }

    private bool Waiting(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        if (!NumberText.TryDuration(text, out var milliseconds, cell.SecondsOfUnit) || milliseconds < 0) return Reject(RowFault.Of($"{cell.Label} is not a duration in {cell.UnitName} or hh:mm:ss", text));
        draft.WaitingSeconds = (milliseconds + 500) / 1000;
        return true;
    }

    private bool Cost(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        if (!NumberText.TryDecimal(text, out var cost) || Math.Abs(cost) > LargestCost) return Reject(RowFault.Of($"{cell.Label} is not an amount such as 12.50", text));
        // Kept in whole ten-thousandths.
        draft.Cost = Math.Round(cost, 4);
        return true;
    }

    private bool Direction(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        if (Ascii.EqualsIgnoreCase(text, "in")) return true;
        if (!Ascii.EqualsIgnoreCase(text, "out")) return Reject(RowFault.Of($"{cell.Label} is neither in nor out", text));
        draft.Direction = Domain.Interactions.Direction.Out;
        return true;
    }

    private bool Cause(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        foreach (var cause in Causes)
        {
            if (!Ascii.EqualsIgnoreCase(text, cause)) continue;
            draft.Cause = cause;
            return true;
        }

        return Reject(RowFault.Of($"{cell.Label} is none of {string.Join(", ", Causes)}", text));
    }

    private int? Answer(FieldCell cell, ReadOnlySpan<byte> text, int low, int high)
    {
        if (NumberText.TryWhole(text, out var number) && number >= low && number <= high) return (int)number;
        _answers.Add(RowFault.Of($"{cell.Label} is not a whole number from {low} to {high}, so only the answer was left out", text));
        return null;
    }

    private void Rating(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        if (NumberText.TryDouble(text, out var rating)) draft.Rating = rating;
        else _badRating = RowFault.Of($"{cell.Label} is not a number, so only the rating was left out", text);
    }

    private void Scale(FieldCell cell, ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        // -1 is on no list of scales: the rating, if there is one, is then left out as one on an unknown scale.
        draft.RatingScale = NumberText.TryWhole(text, out var scale) && scale is > 0 and < 1000 ? (int)scale : -1;
    }

    // A rating and its scale stand or fall together, and a scale alone says nothing.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rate(ref RecordDraft draft)
    {
        var (rating, scale, bad) = (draft.Rating, draft.RatingScale, _badRating);
        _badRating = null;
        if (rating is { } r && scale is { } s && RatingScales.Holds(s, r)) return;
        (draft.Rating, draft.RatingScale) = (null, null);
        if (bad is not null) _answers.Add(bad);
        if (rating is not { } value) return;
        var (reason, detail) = scale is null ? ("The rating has no scale", "")
            : RatingScales.Range(scale.Value) is not { } range ? ("The rating is on an unknown scale", "")
            : ("The rating is outside its scale", FormattableString.Invariant($" {range.Low}–{range.High}"));
        _answers.Add(new RowFault($"{reason}, so only the rating was left out.", FormattableString.Invariant($"{reason}{detail}, so only the rating was left out: {value}.")));
    }

    private bool Reject(RowFault fault)
    {
        _fault = fault;
        return false;
    }
}
