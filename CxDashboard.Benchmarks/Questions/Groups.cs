using System.Globalization;
using CxDashboard.Benchmarks.Generated;

namespace CxDashboard.Benchmarks.Questions;

/// <summary>The groups of every question: day × channel × topic, in one number.</summary>
internal static class Groups
{
    public static readonly int OfDay = World.Channels.Length * World.Topics.Length;
    public static readonly int Count = World.Days * OfDay;

    public static int Of(int day, int channel, int topic) => (day * OfDay) + (channel * World.Topics.Length) + topic;

    public static string NameOf(int group) => string.Create(CultureInfo.InvariantCulture,
        $"{World.FirstDay.AddDays(group / OfDay):yyyy-MM-dd}, {World.Channels[group % OfDay / World.Topics.Length]}, {World.Topics[group % World.Topics.Length]}");
}

/// <summary>
/// A side's answer to a question: some figures for each group, in the order of the groups; not a number where a group has
/// nothing to tell.
/// </summary>
/// <param name="Width">How many figures a group has.</param>
internal sealed record Figures(int Width, double[] Values)
{
    public static Figures Empty(int width, double value = 0)
    {
        var values = new double[Groups.Count * width];
        if (value != 0) Array.Fill(values, value);
        return new Figures(width, values);
    }

    /// <summary>Stops the benchmark where two sides do not say the same.</summary>
    /// <exception cref="SidesDifferException">A figure differs by more than rounding.</exception>
    public void MustEqual(Figures other, string question, string side, string otherSide)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            var (a, b) = (Values[i], other.Values[i]);
            if (double.IsNaN(a) && double.IsNaN(b)) continue;
            if (Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a))) continue;
            throw new SidesDifferException(string.Create(CultureInfo.InvariantCulture,
                $"\"{question}\": figure {(i % Width) + 1} of {Groups.NameOf(i / Width)} is {a} to {side} and {b} to {otherSide}. Nothing is timed until they agree."));
        }
    }
}

/// <summary>Two sides of a comparison do not answer the same, so their times mean nothing.</summary>
internal sealed class SidesDifferException(string sentence) : Exception(sentence);
