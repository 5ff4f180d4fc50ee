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
    public void PickIntoTooLittleRoom_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Wide.Pick(new int[20], new int[19]));
        Assert.Throws<ArgumentException>(() => Wide.Pick(new int[20], new ushort[19], 1, 1, new int[20]));
        Assert.Throws<ArgumentException>(() => Wide.PickMarked(new byte[40], 1, new int[39]));
    }
}
