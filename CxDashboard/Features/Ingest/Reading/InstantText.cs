using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Reads instants from text: ISO 8601 (a date, a date with time to the minute or finer, with or without offset) and the
/// formats of a map. A time without offset is local to the zone; fractions beyond the millisecond are dropped.
/// </summary>
public static class InstantText
{
    /// <summary>Reads by the formats, in their order, then as ISO 8601.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, string[] formats, TimeZoneInfo zone, out Instant instant, out TimeFlags flags) =>
        (formats.Length > 0 && TryParseFormats(text, formats, zone, out instant, out flags)) || TryParseIso(text, zone, out instant, out flags);

    /// <summary>Reads ISO 8601 by hand: an import of a million rows reads several million of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryParseIso(ReadOnlySpan<byte> s, TimeZoneInfo zone, out Instant instant, out TimeFlags flags)
    {
        (instant, flags) = (default, TimeFlags.None);
        if (s.Length < 10 || s[4] != '-' || s[7] != '-') return false;
        if (!Number(s[..4], out var year) || !Number(s.Slice(5, 2), out var month) || !Number(s.Slice(8, 2), out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        var ticks = new DateTime(year, month, day).Ticks;
        var rest = s[10..];
        if (rest.Length == 0) return Local(new DateTime(ticks), zone, out instant, out flags);
        if (rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ') || !TryClock(rest[1..], out var timeTicks, out var used)) return false;
        ticks += timeTicks;
        rest = rest[(1 + used)..];
        if (rest.Length == 0) return Local(new DateTime(ticks), zone, out instant, out flags);
        if (!TryOffset(rest, out var offset)) return false;
        var utc = ticks - (offset * TimeSpan.TicksPerMinute);
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks) return false;
        instant = FromUtcTicks(utc);
        return true;
    }

    // hh:mm, hh:mm:ss, hh:mm:ss.fff… with a point or a comma.
    private static bool TryClock(ReadOnlySpan<byte> s, out long ticks, out int used)
    {
        (ticks, used) = (0, 0);
        if (s.Length < 5 || s[2] != ':' || !Number(s[..2], out var hour) || !Number(s.Slice(3, 2), out var minute) || hour > 23 || minute > 59) return false;
        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        used = 5;
        if (s.Length == 5 || s[5] != ':') return true;
        if (s.Length < 8 || !Number(s.Slice(6, 2), out var second) || second > 59) return false;
        ticks += second * TimeSpan.TicksPerSecond;
        used = 8;
        if (s.Length == 8 || s[8] is not ((byte)'.' or (byte)',')) return true;
        var unit = TimeSpan.TicksPerSecond;
        for (used = 9; used < s.Length && char.IsAsciiDigit((char)s[used]); used++)
        {
            unit /= 10;
            ticks += (s[used] - '0') * unit;
        }

        return used > 9;
    }

    // Z, +hh:mm, +hhmm, +hh.
    private static bool TryOffset(ReadOnlySpan<byte> s, out int minutes)
    {
        minutes = 0;
        // A space before the offset is what PostgreSQL and Python print.
        if (s[0] == ' ') s = s[1..];
        if (s.Length == 1) return s[0] is (byte)'Z' or (byte)'z';
        if (s.Length is not (3 or 5 or 6) || s[0] is not ((byte)'+' or (byte)'-') || !Number(s.Slice(1, 2), out var hours)) return false;
        var low = 0;
        if (s.Length > 3 && (!Number(s[^2..], out low) || (s.Length == 6 && s[3] != ':'))) return false;
        if (hours > 14 || low > 59) return false;
        minutes = (hours * 60) + low;
        if (s[0] == '-') minutes = -minutes;
        return true;
    }

    private static bool TryParseFormats(ReadOnlySpan<byte> text, string[] formats, TimeZoneInfo zone, out Instant instant, out TimeFlags flags)
    {
        (instant, flags) = (default, TimeFlags.None);
        if (text.Length > 96) return false;
        Span<char> buffer = stackalloc char[96];
        var chars = buffer[..Encoding.UTF8.GetChars(text, buffer)];
        foreach (var format in formats)
        {
            if (NumberedMoments.IsFormat(format))
            {
                if (NumberedMoments.TryRead(chars, format, out var numbered, out var isLocal)) return isLocal ? Local(numbered, zone, out instant, out flags) : Absolute(numbered, out instant);
                continue;
            }

            if (format.Contains('z', StringComparison.Ordinal))
            {
                if (!DateTimeOffset.TryParseExact(chars, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) continue;
                instant = Instant.From(time);
                return true;
            }

            if (DateTime.TryParseExact(chars, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return Local(local, zone, out instant, out flags);
        }

        return false;
    }

    private static bool Absolute(DateTime utc, out Instant instant)
    {
        instant = FromUtcTicks(utc.Ticks);
        return true;
    }

    private static bool Local(DateTime local, TimeZoneInfo zone, out Instant instant, out TimeFlags flags)
    {
        flags = TimeFlags.None;
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            instant = FromUtcTicks(local.Ticks);
            return true;
        }

        instant = default;
        // The first and last days of the calendar cannot be moved by an offset.
        if (local.Year is < 2 or > 9998) return false;
        (instant, var twice, var never) = Buckets.ToInstant(local, zone);
        flags = (twice ? TimeFlags.HappenedTwice : 0) | (never ? TimeFlags.NeverHappened : 0);
        return true;
    }

    private static Instant FromUtcTicks(long ticks) => new((ticks / TimeSpan.TicksPerMillisecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMillisecond));

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
