using CxDashboard.Domain.Interactions;

namespace CxDashboard.Data;

/// <summary>Something told of an interaction apart from its record, which may not be there yet.</summary>
public sealed record ToldPart(string Source, string ExternalId, RecordParts Told);

/// <summary>What became of a part.</summary>
public enum PartKind
{
    /// <summary>Its record is not there yet; it is kept until then.</summary>
    Waiting,

    /// <summary>It is in its record.</summary>
    Joined,

    /// <summary>All of it was told before.</summary>
    Unchanged,
}

/// <summary>A correction of a record that must be there: read, changed and written in one transaction.</summary>
/// <param name="Source">Its source.</param>
/// <param name="ExternalId">Its id there.</param>
/// <param name="Change">The record as it is to be. Runs on the writer's thread, and must neither wait nor keep anything.</param>
public sealed record RecordCorrection(string Source, string ExternalId, Func<Interaction, Interaction> Change);

/// <summary>
/// A request that is done once, however often it is sent: its answer is kept in the same transaction as what it wrote, for a day.
/// </summary>
/// <param name="KeyId">Whose request.</param>
/// <param name="Name">What the sender calls it.</param>
/// <param name="Hash">SHA-256 of what is asked.</param>
/// <param name="Answer">Makes the answer of what was written; runs on the writer's thread.</param>
public sealed record OneRequest(long KeyId, string Name, byte[] Hash, Func<WriteResult, (int Status, byte[] Body)> Answer);

/// <summary>What a request was answered.</summary>
/// <param name="Status">Status of HTTP.</param>
/// <param name="Body">The answer's bytes.</param>
/// <param name="Replayed">Whether it was answered before, and nothing was done now.</param>
/// <param name="IsOther">Whether another request was called the same before; nothing was done.</param>
public sealed record GivenAnswer(int Status, byte[] Body, bool Replayed = false, bool IsOther = false);
