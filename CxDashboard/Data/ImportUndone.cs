using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>An import that was taken back.</summary>
/// <param name="At">When, by the program's clock.</param>
/// <param name="Deleted">Records that it had made, and that are gone again.</param>
/// <param name="Restored">Records that it had changed, and that are again as they were before.</param>
/// <param name="Stayed">Records that something else changed or removed since, and that stay as that says.</param>
/// <param name="SaidAgain">
/// Later imports that stand and found records unchanged. What they said again leaves no trace, so it went back where it had come
/// with this import.
/// </param>
public sealed record ImportUndone(long ImportId, string FileName, Instant At, string By, long Deleted, long Restored, long Stayed, IReadOnlyList<long> SaidAgain);

/// <summary>An import cannot be taken back, or gone on with. The message is one sentence for a person.</summary>
public sealed class UndoRefusedException(string sentence) : Exception(sentence);
