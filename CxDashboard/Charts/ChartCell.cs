using System.Globalization;

namespace CxDashboard.Charts;

/// <summary>One cell of a picture's table. What is unknown is empty, never zero.</summary>
/// <param name="Value">A name or word of ours, a <see cref="double"/>, a <see cref="bool"/>, a local <see cref="DateTimeOffset"/>, or null.</param>
/// <param name="Foreign">Words that others wrote: a spreadsheet must not take them for a formula.</param>
internal readonly record struct ChartCell(object? Value, bool Foreign = false)
{
    public static implicit operator ChartCell(string? words) => new(words);

    public static ChartCell Number(double? value) => new(value is { } v && double.IsFinite(v) ? v : null);

    public static ChartCell Words(string? words) => new(words, Foreign: true);

    /// <summary>As CSV writes it, before quoting: unrounded, with a point in every culture, times with their offset.</summary>
    public string Text => Value switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        DateTimeOffset at => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        string words => Foreign && words is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + words : words,
        _ => "",
    };
}
