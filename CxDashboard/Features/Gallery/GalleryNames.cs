namespace CxDashboard.Features.Gallery;

/// <summary>Names and words for the states of the gallery.</summary>
internal static class GalleryNames
{
    private static readonly string[] Usual = ["Delivery", "Returns", "Damaged", "Invoice", "Password", "Address", "Warranty", "Assembly"];
    private static readonly string[] RightToLeft = ["التوصيل", "الإرجاع", "منتج تالف", "חשבונית", "סיסמה", "כתובת", "الضمان", "التركيب"];

    /// <summary>The name of the i-th category.</summary>
    public static string Of(GalleryState state, int i) => state switch
    {
        GalleryState.LongLabels => $"{Usual[i % Usual.Length]}, and everything else that customers bring up when they ask about it, number {i + 1}",
        GalleryState.RightToLeft => RightToLeft[i % RightToLeft.Length],
        _ when i < Usual.Length => Usual[i],
        _ => FormattableString.Invariant($"Kind {i + 1}"),
    };

    /// <summary>A sentence for a note, a reason or a title.</summary>
    public static string Words(GalleryState state, string usual) => state switch
    {
        GalleryState.LongLabels => usual.TrimEnd('.') + ", which is what we call it here although others have many other words for the very same thing, some of them longer still",
        GalleryState.RightToLeft => "وصف قصير لما حدث",
        _ => usual,
    };

    /// <summary>How many things a picture of this state has.</summary>
    public static int Count(GalleryState state, int usual) => state switch
    {
        GalleryState.None => 0,
        GalleryState.OnePoint => 1,
        GalleryState.TenThousand => 10_000,
        _ => usual,
    };
}
