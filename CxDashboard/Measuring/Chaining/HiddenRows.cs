using CxDashboard.Domain.Interactions;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Chaining;

/// <summary>
/// Rows of which something lies after T, by source: when T reaches it, the row's customer is chained anew. A clock that runs
/// ahead in some source makes such rows all the time, so each costs its own customer and nothing else.
/// </summary>
internal sealed class HiddenRows
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, PriorityQueue<int, long>> _bySource = [];
    private readonly Dictionary<int, long> _noted = [];

    /// <summary>The earliest hidden instant of a row; <see cref="Lifeline.Never"/> where nothing is hidden.</summary>
    public void Note(int source, int row, long instant)
    {
        if (instant == Lifeline.Never) return;
        lock (_gate)
        {
            if (_noted.TryGetValue(row, out var before) && before == instant) return;
            _noted[row] = instant;
            if (!_bySource.TryGetValue(source, out var queue)) _bySource.Add(source, queue = new PriorityQueue<int, long>());
            queue.Enqueue(row, instant);
        }
    }

    /// <summary>Rows of which something has happened by the new T. Rows that changed meanwhile may come once too often.</summary>
    public IReadOnlyList<int> TakeVisible(Horizon horizon)
    {
        List<int>? rows = null;
        foreach (var (source, queue) in _bySource)
        {
            if (!horizon.Sources.TryGetValue(source, out var known)) continue;
            while (queue.TryPeek(out var row, out var instant) && instant <= known.T)
            {
                queue.Dequeue();
                if (_noted.TryGetValue(row, out var noted) && noted == instant) _noted.Remove(row);
                (rows ??= []).Add(row);
            }
        }

        return rows ?? [];
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_bySource.Count);
        foreach (var (source, queue) in _bySource)
        {
            writer.Write(source);
            writer.Write(queue.Count);
            foreach (var (row, instant) in queue.UnorderedItems)
            {
                writer.Write(row);
                writer.Write(instant);
            }
        }
    }

    public void Read(ColumnReader reader)
    {
        for (var sources = reader.ReadInt32(); sources > 0; sources--)
        {
            var source = reader.ReadInt32();
            for (var rows = reader.ReadInt32(); rows > 0; rows--) Note(source, reader.ReadInt32(), reader.ReadInt64());
        }
    }
}
