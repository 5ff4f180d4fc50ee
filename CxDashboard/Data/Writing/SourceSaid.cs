using System.Text.Encodings.Web;
using System.Text.Json;

namespace CxDashboard.Data.Writing;

/// <summary>How a source stands. Instants are Unix milliseconds.</summary>
/// <param name="Colleagues">JSON array of extra fields that name colleagues, or null.</param>
internal readonly record struct SourceState(bool Live, long? KnownUntil, long? ContactsKnownUntil, string? Colleagues)
{
    /// <summary>How it stands after something more was said of it.</summary>
    public SourceState With(SourceSaid said) => new(
        said.Live ?? Live,
        said.Forced ? said.KnownUntil ?? KnownUntil : SourceSaid.Later(KnownUntil, said.KnownUntil),
        said.Forced ? said.ContactsKnownUntil ?? ContactsKnownUntil : SourceSaid.Later(ContactsKnownUntil, said.ContactsKnownUntil),
        SourceSaid.Union(Colleagues, said.Colleagues));
}

/// <summary>Something that was said of a source; null says nothing.</summary>
/// <param name="Forced">Whether the instants hold also where they are earlier; else they only raise.</param>
internal readonly record struct SourceSaid(bool? Live, long? KnownUntil, long? ContactsKnownUntil, bool Forced, string? Colleagues)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default };

    private bool Tells => KnownUntil is not null || ContactsKnownUntil is not null;

    /// <summary>Both in one, so that whatever they are said of stands as if the one and then the other had been said; null where no one saying does that.</summary>
    public SourceSaid? Then(SourceSaid next)
    {
        if (Tells && next.Tells && Forced != next.Forced) return null;
        var forced = next.Tells ? next.Forced : Forced;
        return new SourceSaid(
            next.Live ?? Live,
            forced ? next.KnownUntil ?? KnownUntil : Later(KnownUntil, next.KnownUntil),
            forced ? next.ContactsKnownUntil ?? ContactsKnownUntil : Later(ContactsKnownUntil, next.ContactsKnownUntil),
            forced,
            Union(Colleagues, next.Colleagues));
    }

    internal static long? Later(long? before, long? said) => before is null || said > before ? said ?? before : before;

    /// <summary>Fields of both lists; a list that has them all already stays as it is written.</summary>
    internal static string? Union(string? before, string? said)
    {
        if (said is null || said == before) return before;
        if (before is null) return said;
        var known = JsonSerializer.Deserialize<string[]>(before)!;
        var union = known.Union(JsonSerializer.Deserialize<string[]>(said)!, StringComparer.Ordinal).ToList();
        return union.Count == known.Length ? before : JsonSerializer.Serialize(union.Order(StringComparer.Ordinal), Json);
    }
}
