using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>What the page Import says of a draft.</summary>
internal static class DraftWords
{
    /// <summary>"helpdesk.csv · 12,438 rows, 12 columns · semicolons, UTF-8".</summary>
    public static string Beside(ImportDraft draft) =>
        draft.Guess is not { } guess ? draft.FileName : $"{draft.FileName} · {Figures.Of(guess.Rows, "row", "rows")}, {Figures.Of(guess.Columns.Count, "column", "columns")}{(draft.FormTold.Length > 0 ? $" · {draft.FormTold}" : "")}";

    /// <summary>The strong sentence and the one behind it.</summary>
    public static (string Strong, string Then) Lede(ImportDraft draft, ImportTicket? ticket)
    {
        if (draft.Stage == DraftStage.Refused) return ("This file cannot be read.", draft.Fault ?? "");
        if (ticket is { HasEnded: false }) return (ticket.Phase == ImportPhase.Cancelling ? "The import is being taken back." : "The file is being imported.", "");
        if (ticket?.Answer is { } answer) return ($"{Figures.Of(answer.New + answer.Changed + answer.Unchanged, "record is", "records are", capital: true)} in.", answer.Rejected == 0 ? "No row was set aside." : $"{Figures.Of(answer.Rejected, "row was", "rows were", capital: true)} set aside.");
        if (draft.Guess is not { } guess) return ("The file is being looked at.", draft.RowsRead > 0 ? $"{Figures.Count(draft.RowsRead)} rows so far, {Figures.Percent(draft.Done)} of it{(draft.Stage == DraftStage.Comparing ? ", for the second time" : "")}." : "Every row of it, not the first ten.");
        if (HoldsNoContacts(guess)) return ("No list of contacts is in this file.", $"{Figures.Of(guess.Rows, "row has", "rows have", capital: true)} {Named(guess)}, and nothing there that could say when a contact was opened.");
        var asked = Asked(draft);
        var all = Figures.Of(guess.Columns.Count, "column", "columns");
        if (asked.Count == 0) return ($"We understand {(guess.Columns.Count == 1 ? "the column" : $"all {all}")}.", guess.Events is not null && draft.Draft!.AreEvents ? "Several rows make one record." : "Look through them, then import.");
        var names = string.Join(" and ", asked.Take(3).Select(c => $"“{c.Name}”"));
        return ($"We understand {Figures.InWords(guess.Columns.Count - asked.Count)} of {all}.", $"{(asked.Count == 1 ? "One needs" : $"{Figures.InWords(asked.Count, capital: true)} need")} you: {names}{(asked.Count > 3 ? " and others" : "")}.");
    }

    // No column could be an opening, whatever one chose.
    private static bool HoldsNoContacts(FileGuess guess) => !guess.Columns.Any(c => c.Options.Any(o => o.Field == RecordField.OpenedAt));

    private static string Named(FileGuess guess) =>
        string.Join(", ", guess.Columns.Take(4).Select(c => $"“{c.Name}”")) + (guess.Columns.Count > 4 ? $" and {Figures.Of(guess.Columns.Count - 4, "other", "others")}" : "");

    /// <summary>What is being done with all rows.</summary>
    public static string Doing(DraftStage stage) => stage switch
    {
        DraftStage.Looking => "Looking at all rows",
        DraftStage.Comparing => "Holding its columns against each other, row by row",
        _ => "Trying it on all rows",
    };

    /// <summary>How far an import is: "12,000 of 141,712 rows, 80,000 a second".</summary>
    public static string Underway(ImportTicket ticket) => ticket switch
    {
        { Phase: ImportPhase.Waiting } => "Another import runs; this one comes next …",
        { Phase: ImportPhase.Cancelling } => "What is stored of it is being taken back …",
        { Progress: { RowsTotal: > 0 } far } => $"{Figures.Count(far.Rows)} of {Figures.Count(far.RowsTotal)} rows, {Figures.Count(Math.Round(far.RowsPerSecond))} a second …",
        { Progress: { } far } => $"All rows are counted first: {Figures.Count(far.Rows)} so far …",
        _ => "It begins …",
    };

    /// <summary>"2,224 rows: 2,224 new, 0 changed, 0 unchanged. Known until 30 June 2015."</summary>
    public static string Came(ImportAnswer answer) =>
        $"{Figures.Of(answer.Read, "row", "rows")}: {Figures.Count(answer.New)} new, {Figures.Count(answer.Changed)} changed, {Figures.Count(answer.Unchanged)} unchanged, {Figures.Count(answer.Rejected)} set aside.{(answer.KnownUntil is { } until ? $" “{answer.Source}” is known until {until.ToDateTimeOffset().ToString("d MMMM yyyy, HH:mm", System.Globalization.CultureInfo.InvariantCulture)} UTC." : "")}";

    /// <summary>The columns of which the file does not tell what they are, and nobody has said it yet.</summary>
    public static IReadOnlyList<ColumnGuess> Asked(ImportDraft draft) =>
        draft.Guess is not { } guess ? [] : [.. guess.Columns.Where(c => !draft.Choices.Columns.ContainsKey(c.Place) && draft.Draft!.Options[c.Place].Certainty == Certainty.Look)];

    /// <summary>"Sure.", "Likely.", "Please look.", "Kept."; "You said so." of what a person chose.</summary>
    public static string Sureness(ImportDraft draft, ColumnGuess column) => draft.Choices.Columns.ContainsKey(column.Place) && column.Option(null).Key != draft.Draft!.Options[column.Place].Key
        ? "You said so."
        : draft.Draft!.Options[column.Place].Certainty switch { Certainty.Sure => "Sure.", Certainty.Likely => "Likely.", Certainty.Kept => "Kept.", _ => draft.Choices.Columns.ContainsKey(column.Place) ? "You said so." : "Please look." };

    /// <summary>What of the measures the file can tell, as lists of words.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<string> Measures)> Reach(IReadOnlySet<RecordField> known)
    {
        bool Has(params ReadOnlySpan<RecordField> fields)
        {
            foreach (var field in fields)
            {
                if (!known.Contains(field)) return false;
            }

            return true;
        }

        var claimed = Has(RecordField.ClaimedAt) || Has(RecordField.Claimed);
        List<string> measured = ["Contacts"], partly = [], unknown = [];
        Put(claimed, "Claimed");
        Put(claimed && Has(RecordField.Customer), "Held, came back, contacts per issue", claimed ? "Held: without a customer only a reopening breaks it" : null);
        Put(Has(RecordField.ClaimedAt), "Time to resolution", claimed ? "Time to resolution: that it was claimed is known, when is not" : null);
        Put(Has(RecordField.ReopenedAt) || Has(RecordField.ReopenedCount), "Reopened");
        Put(Has(RecordField.FirstReplyAt), "First reply");
        Put(Has(RecordField.FirstUsefulReplyAt), "First useful reply");
        Put(Has(RecordField.Abandoned), "Abandoned");
        Put(Has(RecordField.Transfers), "Transfers");
        Put(Has(RecordField.Rating), "Delighted, satisfied, unhappy");
        Put(Has(RecordField.Asked), "Response rate", Has(RecordField.Rating) ? "Response rate: nobody was recorded as asked, so it is of all" : null);
        Put(Has(RecordField.Effort), "Easy");
        Put(Has(RecordField.Recommend), "Would recommend");
        Put(Has(RecordField.Confirmed), "Confirmed and refuted");
        Put(Has(RecordField.Comment), "Their words");
        Put(Has(RecordField.Cost), "Cost");
        Put(Has(RecordField.Cause), "Failure demand by cause");
        foreach (var (field, word) in (ReadOnlySpan<(RecordField, string)>)[(RecordField.Channel, "by channel"), (RecordField.Topic, "by topic"), (RecordField.Product, "by product"), (RecordField.Region, "by region"), (RecordField.Team, "by team")])
        {
            if (known.Contains(field)) measured.Add(word);
        }

        return [("Measured", measured), ("Partly", partly), ("Unknown, and shown as unknown", unknown)];

        void Put(bool isKnown, string word, string? part = null)
        {
            if (isKnown) measured.Add(word);
            else if (part is not null) partly.Add(part);
            else unknown.Add(word);
        }
    }
}
