using System.Globalization;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// Columns are kept in parts of so many rows: they grow without being copied, a part where nothing is known takes no room,
/// and a pass works on a part at a time, which fits the processor's cache.
/// </summary>
internal static class Part
{
    /// <summary>The name of a runtime option by which the tests make parts small, so that few rows fill many of them.</summary>
    public const string BitsOption = "CxDashboard.Measuring.PartBits";

    public static readonly int Bits = AppContext.GetData(BitsOption) is string bits ? int.Parse(bits, CultureInfo.InvariantCulture) : 14;
    public static readonly int Rows = 1 << Bits;
    public static readonly int Mask = Rows - 1;

    /// <summary>How many parts hold so many rows.</summary>
    public static int Count(int rows) => (rows + Mask) >> Bits;

    /// <summary>The place of a part in a list that grows as it is needed.</summary>
    public static ref T? At<T>(ref T?[] parts, int part)
    {
        if (part >= parts.Length) Array.Resize(ref parts, Math.Max(part + 1, parts.Length + (parts.Length / 2) + 4));
        return ref parts[part];
    }
}
