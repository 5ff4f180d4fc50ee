using System.Globalization;
using System.Text;

namespace CxDashboard.Charts.Drawing;

/// <summary>
/// Writes the path of a line, each step as the difference to the one before: half as long as places are. Differences are of places rounded to a
/// hundredth of a pixel, so that no error adds up.
/// </summary>
internal sealed class PathText
{
    private readonly StringBuilder _text = new(256);
    private long _x, _y;

    public bool IsEmpty => _text.Length == 0;

    public override string ToString() => _text.ToString();

    public void MoveTo(double x, double y)
    {
        (_x, _y) = (Hundredths(x), Hundredths(y));
        _text.Append('M');
        Append(_x);
        Second(_y);
    }

    public void LineTo(double x, double y)
    {
        var (toX, toY) = (Hundredths(x), Hundredths(y));
        var (dx, dy) = (toX - _x, toY - _y);
        (_x, _y) = (toX, toY);
        if (dy == 0)
        {
            if (dx != 0) Step('h', dx);
        }
        else if (dx == 0) Step('v', dy);
        else
        {
            Step('l', dx);
            Second(dy);
        }
    }

    /// <summary>Level to the right or left.</summary>
    public void AcrossTo(double x) => LineTo(x, _y / 100.0);

    public void Close() => _text.Append('z');

    private static long Hundredths(double value) => (long)Math.Round(value * 100);

    private void Step(char how, long by)
    {
        _text.Append(how);
        Append(by);
    }

    // A minus separates as well as a space does.
    private void Second(long value)
    {
        if (value >= 0) _text.Append(' ');
        Append(value);
    }

    private void Append(long hundredths)
    {
        if (hundredths < 0)
        {
            _text.Append('-');
            hundredths = -hundredths;
        }

        var (whole, part) = Math.DivRem(hundredths, 100);
        if (whole > 0 || part == 0) _text.Append(CultureInfo.InvariantCulture, $"{whole}");
        if (part == 0) return;
        _text.Append('.').Append((char)('0' + (part / 10)));
        if (part % 10 != 0) _text.Append((char)('0' + (part % 10)));
    }
}
