using System.Runtime.CompilerServices;
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
    // Bytes from which on an array is no longer carried from one generation to the next.
    private const int LargeObject = 85_000;
    private readonly List<(Array Array, long At)> _arrays = [];

    /// <summary>An array whose values are there after <see cref="Fill"/>.</summary>
    /// <exception cref="InvalidDataException">More than the file holds.</exception>
    public T[] ReadArray<T>(int length)
        where T : unmanaged
    {
        var bytes = Room<T>(length);

        // Pinned where small: else they would be carried from one generation to the next, and they live as long as the facts.
        var array = GC.AllocateUninitializedArray<T>(length, pinned: bytes < LargeObject);
        _arrays.Add((array, file.Position));
        file.Seek(bytes, SeekOrigin.Current);
        return array;
    }

    /// <summary>Values of a list whose length goes before them, there at once.</summary>
    /// <exception cref="InvalidDataException">More than the file holds.</exception>
    public List<T> ReadList<T>()
        where T : unmanaged
    {
        var (list, count) = (new List<T>(), ReadInt32());
        Room<T>(count);
        CollectionsMarshal.SetCount(list, count);
        file.ReadExactly(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(list)));
        return list;
    }

    /// <summary>Fills the arrays that were passed over so far.</summary>
    public void Fill()
    {
        // The largest first, so that no thread has one left when the others are done.
        _arrays.Sort((a, b) => Buffer.ByteLength(b.Array).CompareTo(Buffer.ByteLength(a.Array)));
        // Asked for once: it brings the file's position in order, which must not be done twice at a time.
        var handle = file.SafeFileHandle;
        Threads.Share(_arrays.Count, () => handle, (handle, i) => ReadInto(handle, _arrays[i].Array, _arrays[i].At));
        _arrays.Clear();
    }

    private long Room<T>(int length)
        where T : unmanaged
    {
        var bytes = (long)Unsafe.SizeOf<T>() * length;
        return bytes >= 0 && bytes <= file.Length - file.Position ? bytes : throw new InvalidDataException($"{length} values are more than it holds.");
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
