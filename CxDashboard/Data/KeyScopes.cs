namespace CxDashboard.Data;

/// <summary>What a key may do, as words: <c>read</c>, <c>read-records</c>, <c>ingest:SOURCE</c>.</summary>
public static class KeyScopes
{
    /// <summary>Figures, with cells of few customers withheld.</summary>
    public const string Read = "read";

    /// <summary>Figures without anything withheld, and what is about single records.</summary>
    public const string ReadRecords = "read-records";

    /// <summary>Before the name of the source whose records it may write.</summary>
    public const string Ingest = "ingest:";

    private const int LongestSource = 200;

    /// <summary>What is wrong with a word, as a sentence, or null.</summary>
    public static string? Fault(string scope) =>
        scope is Read or ReadRecords ? null
        : !scope.StartsWith(Ingest, StringComparison.Ordinal) ? $"\"{scope}\" is no scope. There are read, read-records and ingest:SOURCE."
        : scope.Length == Ingest.Length || scope.Trim() != scope || scope[Ingest.Length] == ' ' ? $"\"{scope}\" names no source. Write it as ingest:shop."
        : scope.Length > Ingest.Length + LongestSource ? $"The source of \"{scope[..40]}…\" has more than {LongestSource} characters; write a shorter one."
        : null;
}
