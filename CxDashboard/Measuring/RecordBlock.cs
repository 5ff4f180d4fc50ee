using System.Runtime.InteropServices;
using CxDashboard.Data.Writing;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring;

/// <summary>
/// Records on their way from a statement into the columns. Reading them touches nothing that is shared, so several threads
/// do it at once, each with a block of its own; giving codes to their texts and putting them is for one at a time.
/// </summary>
internal sealed class RecordBlock(Facts facts, Dictionary<long, int> sources)
{
    private readonly List<(int Row, FactRow Record)> _records = [];

    // Where each text ends, record by record.
    private readonly List<int> _ends = [];
    private byte[] _texts = new byte[1 << 16];

    /// <summary>Reads what a statement has left, in place of what was read before.</summary>
    public void Read(Statement statement)
    {
        _records.Clear();
        _ends.Clear();
        var end = 0;
        while (statement.Step())
        {
            _records.Add(((int)statement.Integer(0), RecordReader.ReadWithoutTexts(statement, sources)));
            for (var i = 0; i < RecordReader.Texts; i++)
            {
                var text = RecordReader.Text(statement, i);
                if (end + text.Length > _texts.Length) Array.Resize(ref _texts, Math.Max(end + text.Length, _texts.Length * 2));
                text.CopyTo(_texts.AsSpan(end));
                _ends.Add(end += text.Length);
            }
        }
    }

    /// <summary>Puts what was read into the facts. Returns how many records that were.</summary>
    public int Put()
    {
        var (start, text) = (0, 0);
        foreach (ref var read in CollectionsMarshal.AsSpan(_records))
        {
            for (var i = 0; i < RecordReader.Texts; i++)
            {
                var end = _ends[text++];
                RecordReader.Encode(ref read.Record, i, _texts.AsSpan(start..end), facts);
                start = end;
            }

            facts.Put(read.Row, read.Record);
        }

        return _records.Count;
    }
}
