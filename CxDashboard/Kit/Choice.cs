namespace CxDashboard.Kit;

/// <summary>One thing a reader may choose, kept in the address under <paramref name="Key"/>.</summary>
/// <param name="Key">The name in the query string: "period".</param>
/// <param name="Label">The word before it: "Period".</param>
/// <param name="Value">The chosen option's value; blank is the first option, which leaves no trace in the address.</param>
/// <param name="Options">All options in order.</param>
public sealed record Choice(string Key, string Label, string Value, IReadOnlyList<Option> Options)
{
    /// <summary>Whether something other than the first option is chosen.</summary>
    public bool IsSet => Options.Count > 0 && Value != Options[0].Value;

    /// <summary>The chosen option's text.</summary>
    public string Text => Options.FirstOrDefault(o => o.Value == Value)?.Text ?? Value;
}

/// <summary>One option of a <see cref="Choice"/>.</summary>
/// <param name="Value">As it stands in the address.</param>
/// <param name="Text">As people read it.</param>
public sealed record Option(string Value, string Text);
