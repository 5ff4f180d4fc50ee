using CxDashboard.Measuring.Columns;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class WideTests
{
    private static readonly Random _random = new(20261130);

    [Fact]
    public void Pick_IsTheRowsThatCountOneByOne_OfAnyNumberOfRows()
    {
        for (var length = 0; length < 100; length++)
        {
            int[] groups = [.. Enumerable.Range(0, length).Select(_ => _random.Next(-1, 3))];
            var bits = new ushort[length];
            for (var i = 0; i < length; i++) bits[i] = (ushort)_random.Next(1 << 16);
            var (mask, wanted, places) = (0x9001, _random.Next(2) == 0 ? 0x8001 : 0x1000, new int[length]);
            Assert.Equal(Enumerable.Range(0, length).Where(i => groups[i] >= 0), places[..Wide.Pick(groups, places)]);
            Assert.Equal(Enumerable.Range(0, length).Where(i => groups[i] >= 0 && (bits[i] & mask) == wanted), places[..Wide.Pick(groups, bits, mask, wanted, places)]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(100)]
    public void PickMarked_IsTheBytesThatHaveTheBitsOneByOne_FewOrMany(int percent)
    {
        for (var length = 0; length < 140; length++)
        {
            byte[] bytes = [.. Enumerable.Range(0, length).Select(_ => (byte)(_random.Next(100) < percent ? 0x28 : 0x07))];
            var places = new int[length];
            Assert.Equal(Enumerable.Range(0, length).Where(i => (bytes[i] & 0x20) != 0), places[..Wide.PickMarked(bytes, 0x20, places)]);
        }
    }

    [Fact]
    public void WholeColumns_AreWhatTheirRowsAreOneByOne_OfAnyNumberOfRows()
    {
        for (var length = 0; length < 70; length++)
        {
            int[] groups = [.. Enumerable.Range(0, length).Select(_ => _random.Next(-1, 3))];
            int[] others = [.. Enumerable.Range(0, length).Select(_ => _random.Next(0, 3))];
            ushort[] shorts = [.. others.Select(o => (ushort)(o * 30_000))];
            byte[] bytes = [.. others.Select(o => (byte)(o * 100))];
            Assert.Equal(shorts.Select(s => (int)s), Changed(into => Wide.Expand(shorts, into)));
            Assert.Equal(bytes.Select(b => (int)b), Changed(into => Wide.Expand(bytes, into)));
            Assert.Equal(groups.Select((g, i) => (g * 7) + others[i]), Changed(into => Wide.MultiplyAdd(into, 7, others)));
            Assert.Equal(groups.Select((g, i) => g < 0 ? g : (g * 7) + others[i]), Changed(into => Wide.MultiplyAddWhereCounted(into, 7, others)));
            Assert.Equal(groups.Select((g, i) => g + others[i]), Changed(into => Wide.Add(into, others)));
            Assert.Equal(groups.Select((g, i) => others[i] == 0 ? -1 : g), Changed(into => Wide.LeaveOutZeros(into, others)));
            Assert.Equal(groups.Select((g, i) => others[i] != 1 ? -1 : g), Changed(into => Wide.LeaveOutOthers(into, others, 1)));
            Assert.Equal(length == 0 ? (0, -1) : (groups.Min(), groups.Max()), Wide.Extremes(groups));
            var narrow = new ushort[length];
            Assert.True(Wide.Narrow(others, narrow));
            Assert.Equal(others.Select(o => (ushort)o), narrow);

            int[] Changed(Action<int[]> by)
            {
                int[] changed = [.. groups];
                by(changed);
                return changed;
            }
        }
    }

    [Fact]
    public void ColumnsOfOtherLengths_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Wide.Add(new int[9], new int[8]));
        Assert.Throws<ArgumentException>(() => Wide.MultiplyAdd(new int[9], 2, new int[8]));
        Assert.Throws<ArgumentException>(() => Wide.MultiplyAddWhereCounted(new int[9], 2, new int[8]));
        Assert.Throws<ArgumentException>(() => Wide.LeaveOutZeros(new int[9], new int[8]));
        Assert.Throws<ArgumentException>(() => Wide.LeaveOutOthers(new int[9], new int[8], 1));
        Assert.Throws<ArgumentException>(() => Wide.Expand(new byte[8], new int[9]));
        Assert.Throws<ArgumentException>(() => Wide.Expand(new ushort[8], new int[9]));
        Assert.Throws<ArgumentException>(() => Wide.Narrow(new int[9], new ushort[8]));
        Assert.Throws<ArgumentException>(() => Wide.CountReached(new long[8], [], 0, new int[9]));
    }

    [Fact]
    public void PickIntoTooLittleRoom_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Wide.Pick(new int[20], new int[19]));
        Assert.Throws<ArgumentException>(() => Wide.Pick(new int[20], new ushort[19], 1, 1, new int[20]));
        Assert.Throws<ArgumentException>(() => Wide.PickMarked(new byte[40], 1, new int[39]));
    }
}
