using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// The earliest and the latest opening of each part, and its latest answer, so that a pass can leave parts out whole. The
/// bounds may be wider than what is there after corrections, never narrower; those of openings until they are tightened.
/// </summary>
internal sealed class OpeningSpans
{
    private readonly HashSet<int> _loose = [];
    private (long First, long Last, long LastAnswer)[] _spans = [];

    public void Note(int row, long opened, long answeredAt)
    {
        var part = row >> Part.Bits;
        if (part >= _spans.Length)
        {
            var from = _spans.Length;
            Array.Resize(ref _spans, Math.Max(part + 1, from + (from / 2) + 4));
            _spans.AsSpan(from).Fill((long.MaxValue, long.MinValue, Lifeline.Unknown));
        }

        ref var span = ref _spans[part];
        span = (Math.Min(span.First, opened), Math.Max(span.Last, opened), Math.Max(span.LastAnswer, answeredAt));
    }

    /// <summary>A row is about to be taken out or written anew.</summary>
    public void Leave(int row, long opened)
    {
        var part = row >> Part.Bits;
        if (opened == _spans[part].First || opened == _spans[part].Last) _loose.Add(part);
    }

    /// <summary>Whether the bounds of a part's openings may be wider than its rows.</summary>
    public bool IsLoose(int part) => _loose.Contains(part);

    /// <summary>Brings bounds that may be wider back to the rows that are there.</summary>
    public void Tighten(Facts facts)
    {
        foreach (var part in _loose)
        {
            var (first, last) = (long.MaxValue, long.MinValue);
            var opened = facts.Opened.Of(part).AsSpan();
            for (var i = 0; i < opened.Length; i++)
            {
                if ((opened[i] >= first && opened[i] <= last) || !facts.IsAlive((part << Part.Bits) + i)) continue;
                (first, last) = (Math.Min(first, opened[i]), Math.Max(last, opened[i]));
            }

            (_spans[part].First, _spans[part].Last) = (first, last);
        }

        _loose.Clear();
    }

    /// <summary>First above last where the part has nothing.</summary>
    public (long First, long Last, long LastAnswer) Of(int part) => part < _spans.Length ? _spans[part] : (long.MaxValue, long.MinValue, Lifeline.Unknown);

    public void Write(BinaryWriter writer, int parts)
    {
        for (var p = 0; p < parts; p++)
        {
            var (first, last, answer) = Of(p);
            writer.Write(first);
            writer.Write(last);
            writer.Write(answer);
        }
    }

    public static OpeningSpans Read(ColumnReader reader, int parts)
    {
        var spans = new OpeningSpans { _spans = new (long, long, long)[parts] };
        for (var p = 0; p < parts; p++)
        {
            spans._spans[p] = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());

            // Nothing in the file says whether they were tight.
            spans._loose.Add(p);
        }

        return spans;
    }
}
