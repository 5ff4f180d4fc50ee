using System.Buffers;
using System.Globalization;

namespace CxDashboard.Charts.Drawing;

/// <summary>
/// Writes the path of a line, each step as the difference to the one before: half as long as places are. Differences are of places rounded to a
/// tenth of a pixel, which no eye sees and no error of which adds up. The letters are in a borrowed buffer until <see cref="Take"/>, which ends the path.
/// </summary>
internal sealed class PathText
{
    // Two numbers of a long each, their letter and their separators.
    private const int MostAStep = 48;

    private char[] _text = [];
    private int _length;
    private long _x, _y, _beginsX, _beginsY;

    public bool IsEmpty => _length == 0;

    /// <summary>The text; the path is empty again.</summary>
    public string Take()
    {
        var text = new string(_text, 0, _length);
        if (_text.Length > 0) ArrayPool<char>.Shared.Return(_text);
        (_text, _length) = ([], 0);
        return text;
    }

    public void MoveTo(double x, double y)
    {
        var (toX, toY) = (Tenths(x), Tenths(y));
        Room();
        if (IsEmpty) Two('M', toX, toY);
        else Two('m', toX - _x, toY - _y);
        (_x, _y, _beginsX, _beginsY) = (toX, toY, toX, toY);
    }

    public void LineTo(double x, double y)
    {
        var (toX, toY) = (Tenths(x), Tenths(y));
        var (dx, dy) = (toX - _x, toY - _y);
        (_x, _y) = (toX, toY);
        Room();
        if (dx != 0 && dy != 0) Two('l', dx, dy);
        else if (dx != 0) One('h', dx);
        else if (dy != 0) One('v', dy);
    }

    /// <summary>Level to the right or left.</summary>
    public void AcrossTo(double x) => LineTo(x, _y / 10.0);

    public void Close()
    {
        Room();
        _text[_length++] = 'z';
        (_x, _y) = (_beginsX, _beginsY);
    }

    private static long Tenths(double value) => (long)Math.Round(value * 10);

    private void Room()
    {
        if (_text.Length - _length >= MostAStep) return;
        var longer = ArrayPool<char>.Shared.Rent(Math.Max(4096, 2 * _text.Length));
        _text.AsSpan(0, _length).CopyTo(longer);
        if (_text.Length > 0) ArrayPool<char>.Shared.Return(_text);
        _text = longer;
    }

    private void One(char how, long by)
    {
        _text[_length++] = how;
        Append(by);
    }

    // A minus separates as well as a space does.
    private void Two(char how, long first, long second)
    {
        One(how, first);
        if (second >= 0) _text[_length++] = ' ';
        Append(second);
    }

    private void Append(long tenths)
    {
        if (tenths < 0)
        {
            _text[_length++] = '-';
            tenths = -tenths;
        }

        var (whole, part) = Math.DivRem(tenths, 10);
        if (whole > 9)
        {
            whole.TryFormat(_text.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
            _length += written;
        }
        else if (whole > 0 || part == 0) _text[_length++] = (char)('0' + whole);

        if (part == 0) return;
        _text[_length++] = '.';
        _text[_length++] = (char)('0' + part);
    }
}
