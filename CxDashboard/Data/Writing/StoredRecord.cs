using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Reads a record as it stands, on the writer's connection: what is to be changed in it must not change meanwhile.</summary>
internal sealed class StoredRecord : IDisposable
{
    private readonly Statement _find;
    private readonly Statement _echo, _idOf, _versions;

    public StoredRecord(SqliteConnection connection)
    {
        _find = new(connection, $"SELECT {InteractionColumns.List} FROM interaction WHERE source_id = ?1 AND external_id = ?2");
        _idOf = new(connection, "SELECT id FROM interaction WHERE source_id = ?1 AND external_id = ?2");
        _versions = new(connection, $"SELECT {InteractionColumns.List}, replaced_sequence FROM interaction_version WHERE interaction_id = ?1 AND replaced_sequence <= ?2 ORDER BY replaced_sequence DESC");
        _echo = new(connection, $"SELECT {string.Join(", ", InteractionColumns.Names.Select((_, i) => $"?{i + 1}"))}");
    }

    public void Reset()
    {
        _find.Reset();
        _echo.Reset();
        _idOf.Reset();
        _versions.Reset();
    }

    /// <summary>The record that the current row of <paramref name="values"/> makes.</summary>
    public Interaction Of(RowValues values, string source)
    {
        values.BindTo(_echo, 1);
        _echo.Step();
        var record = Read(_echo, source);
        _echo.Reset();
        return record;
    }

    /// <summary>Its dense id; null where there is none.</summary>
    public long? IdOf(long sourceId, string externalId)
    {
        _idOf.Bind(1, sourceId);
        _idOf.Bind(2, externalId);
        long? id = _idOf.Step() ? _idOf.Integer(0) : null;
        _idOf.Reset();
        return id;
    }

    /// <summary>What a record was before, newest first, each with the journal's sequence that replaced it.</summary>
    /// <param name="id">Its dense id.</param>
    /// <param name="source">Its source.</param>
    /// <param name="upTo">Up to this sequence.</param>
    public List<(Interaction Record, long ReplacedAt)> Versions(long id, string source, long upTo)
    {
        var versions = new List<(Interaction, long)>();
        _versions.Bind(1, id);
        _versions.Bind(2, upTo);
        while (_versions.Step()) versions.Add((Read(_versions, source), _versions.Integer(InteractionColumns.Names.Count)));
        _versions.Reset();
        return versions;
    }

    /// <summary>The record; null where there is none.</summary>
    public Interaction? Find(long sourceId, string source, string externalId)
    {
        _find.Bind(1, sourceId);
        _find.Bind(2, externalId);
        var record = _find.Step() ? Read(_find, source) : null;
        _find.Reset();
        return record;
    }

    public void Dispose()
    {
        _find.Dispose();
        _echo.Dispose();
        _idOf.Dispose();
        _versions.Dispose();
    }

    // In the order of InteractionColumns.Names, after the source.
    private static Interaction Read(Statement row, string source)
    {
        var at = 0;
        return new Interaction
        {
            Source = source,
            ExternalId = row.Text(++at),
            ExternalIdIsHash = row.Integer(++at) != 0,
            Customer = Text(row, ++at),
            Segment = Text(row, ++at),
            Channel = Text(row, ++at),
            Topic = Text(row, ++at),
            Product = Text(row, ++at),
            Region = Text(row, ++at),
            Team = Text(row, ++at),
            Direction = (Direction)row.Integer(++at),
            OpenedAt = new Instant(row.Integer(++at)),
            FirstReplyAt = Moment(row, ++at),
            FirstUsefulReplyAt = Moment(row, ++at),
            ClaimedAt = Moment(row, ++at),
            Claimed = Flag(row, ++at),
            ReopenedCount = (int?)Whole(row, ++at),
            ReopenedAt = Moment(row, ++at),
            LastClaimedAt = Moment(row, ++at),
            Abandoned = Flag(row, ++at),
            Transfers = (int?)Whole(row, ++at),
            WaitingSeconds = Whole(row, ++at),
            Asked = Flag(row, ++at),
            Rating = row.IsNull(++at) ? null : row.Real(at),
            RatingScale = (int?)Whole(row, ++at),
            RatedAt = Moment(row, ++at),
            Effort = (int?)Whole(row, ++at),
            Recommend = (int?)Whole(row, ++at),
            WouldBuyAgain = Flag(row, ++at),
            Confirmed = Flag(row, ++at),
            Cost = Whole(row, ++at) is { } tenThousandths ? tenThousandths / 10_000m : null,
            Cause = Text(row, ++at),
            Policy = Text(row, ++at),
            Gesture = Text(row, ++at),
            TimeFlags = (TimeFlags)row.Integer(++at),
            Comment = Text(row, ++at),
            Extra = Text(row, ++at),
        };
    }

    private static string? Text(Statement row, int column) => row.IsNull(column) ? null : row.Text(column);

    private static long? Whole(Statement row, int column) => row.IsNull(column) ? null : row.Integer(column);

    private static bool? Flag(Statement row, int column) => row.IsNull(column) ? null : row.Integer(column) != 0;

    private static Instant? Moment(Statement row, int column) => row.IsNull(column) ? null : new Instant(row.Integer(column));
}
