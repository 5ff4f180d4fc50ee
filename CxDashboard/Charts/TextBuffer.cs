using System.Buffers;

namespace CxDashboard.Charts;

/// <summary>Letters in one borrowed array that grows: a picture's text is copied once, at its end. Give it back with <see cref="Take"/>.</summary>
internal ref struct TextBuffer(int capacity)
{
    private char[] _text = ArrayPool<char>.Shared.Rent(capacity);
    private int _length;

    public void Append(char c)
    {
        if (_length == _text.Length) Grow(1);
        _text[_length++] = c;
    }

    public void Append(ReadOnlySpan<char> words)
    {
        if (_text.Length - _length < words.Length) Grow(words.Length);
        words.CopyTo(_text.AsSpan(_length));
        _length += words.Length;
    }

    /// <summary>The text; the buffer must not be used again.</summary>
    public string Take()
    {
        var text = new string(_text, 0, _length);
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        return text;
    }

    private void Grow(int by)
    {
        var longer = ArrayPool<char>.Shared.Rent(Math.Max(_length + by, 2 * _text.Length));
        _text.AsSpan(0, _length).CopyTo(longer);
        ArrayPool<char>.Shared.Return(_text);
        _text = longer;
    }
}
