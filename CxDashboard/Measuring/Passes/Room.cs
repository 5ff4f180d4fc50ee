using System.Buffers;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Large arrays that one question after the other uses again: memory that was never touched costs the system more than
/// counting into it does.
/// </summary>
internal static class Room
{
    /// <summary>At least so many elements, with whatever was in them.</summary>
    public static T[] Rent<T>(int length) => ArrayPool<T>.Shared.Rent(length);

    /// <summary>At least so many elements, the first of which are empty.</summary>
    public static T[] RentEmpty<T>(int length)
    {
        var room = ArrayPool<T>.Shared.Rent(length);
        room.AsSpan(0, length).Clear();
        return room;
    }

    public static void Return<T>(T[] room)
    {
        if (room.Length > 0) ArrayPool<T>.Shared.Return(room);
    }
}
