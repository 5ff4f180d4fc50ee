using System.Globalization;

namespace CxDashboard.Charts;

/// <summary>How far from a number we are: "17 so far, 13 more".</summary>
internal static class NotEnough
{
    public static string Words(long there, long enough, CultureInfo culture) => $"{there.ToString("N0", culture)} so far, {(enough - there).ToString("N0", culture)} more";
}
