using System.Runtime.InteropServices;
using CxDashboard.Measuring.Passes;
using Microsoft.Win32.SafeHandles;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// Reads stored columns. Their arrays are most of a file, and what takes the time is the memory that they get: so they are
/// only passed over at first, and then filled by all processors at once, by <see cref="Fill"/>.
/// </summary>
internal sealed class ColumnReader(FileStream file) : BinaryReader(file)
{
    private readonly List<(Array Array, long At)> _arrays = [];

    /// <summary>An array whose values are there after <see cref="Fill"/>.</summary>
    public T[] ReadArray<T>(int length)
        where T : unmanaged
    {
        // Pinned, so that the small ones among them are not carried from one generation to the next: they live as long as the facts.
        var array = GC.AllocateUninitializedArray<T>(length, pinned: true);
        _arrays.Add((array, file.Position));
        file.Seek(Buffer.ByteLength(array), SeekOrigin.Current);
        return array;
    }

    /// <summary>Values of a list whose length goes before them, there at once.</summary>
    public List<T> ReadList<T>()
        where T : unmanaged
    {
        var list = new List<T>();
        CollectionsMarshal.SetCount(list, ReadInt32());
        file.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(list)));
        return list;
    }

    /// <summary>Fills the arrays that were passed over so far.</summary>
    public void Fill()
    {
        // The largest first, so that no thread has one left when the others are done.
        _arrays.Sort((a, b) => Buffer.ByteLength(b.Array).CompareTo(Buffer.ByteLength(a.Array)));
        Threads.Share(_arrays.Count, () => file.SafeFileHandle, (handle, i) => ReadInto(handle, _arrays[i].Array, _arrays[i].At));
        _arrays.Clear();
    }

    private static void ReadInto(SafeFileHandle handle, Array array, long at)
    {
        var left = MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), Buffer.ByteLength(array));
        while (left.Length > 0)
        {
            var read = RandomAccess.Read(handle, left, at);
            if (read == 0) throw new EndOfStreamException();
            left = left[read..];
            at += read;
        }
    }
}
