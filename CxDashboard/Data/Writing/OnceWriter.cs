using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Keeps what requests were answered, inside the writer's transaction, and forgets it after a day.</summary>
internal sealed class OnceWriter : IDisposable
{
    private const long KeptMilliseconds = 24 * 60 * 60 * 1000, PruneEvery = 10 * 60 * 1000;

    private readonly Statement _find;
    private readonly Statement _keep;
    private readonly Statement _prune;
    private long _prunedAt;

    public OnceWriter(SqliteConnection connection)
    {
        _find = new(connection, "SELECT hash, status, answer, at FROM answered_request WHERE key_id = ?1 AND name = ?2");
        _keep = new(connection, """
            INSERT INTO answered_request (key_id, name, hash, status, answer, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (key_id, name) DO UPDATE SET hash = excluded.hash, status = excluded.status, answer = excluded.answer, at = excluded.at
            """);
        _prune = new(connection, "DELETE FROM answered_request WHERE at < ?1");
    }

    /// <summary>Forgets what a fault left bound.</summary>
    public void Reset()
    {
        foreach (var statement in Statements) statement.Reset();
    }

    /// <summary>What the request was answered within the last day, or that another one was called the same; null where neither.</summary>
    public GivenAnswer? Find(OneRequest request, long at)
    {
        _find.Bind(1, request.KeyId);
        _find.Bind(2, request.Name);
        GivenAnswer? given = null;
        if (_find.Step() && _find.Integer(3) >= at - KeptMilliseconds)
        {
            given = _find.Utf8(0).SequenceEqual(request.Hash) ? new GivenAnswer((int)_find.Integer(1), _find.Utf8(2).ToArray(), Replayed: true) : new GivenAnswer(0, [], IsOther: true);
        }

        _find.Reset();
        return given;
    }

    /// <summary>Keeps the answer of what was just written.</summary>
    public GivenAnswer Keep(OneRequest request, WriteResult result, long at)
    {
        var (status, body) = request.Answer(result);

        // What was refused may be taken the next time.
        if (status >= 400) return new GivenAnswer(status, body);
        _keep.Bind(1, request.KeyId);
        _keep.Bind(2, request.Name);
        _keep.BindBytes(3, request.Hash);
        _keep.Bind(4, status);
        _keep.BindBytes(5, body);
        _keep.Bind(6, at);
        _keep.Execute();
        Prune(at);
        return new GivenAnswer(status, body);
    }

    private void Prune(long at)
    {
        if (Math.Abs(at - _prunedAt) < PruneEvery) return;
        _prune.Bind(1, at - KeptMilliseconds);
        _prune.Execute();
        _prunedAt = at;
    }

    private Statement[] Statements => [_find, _keep, _prune];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
