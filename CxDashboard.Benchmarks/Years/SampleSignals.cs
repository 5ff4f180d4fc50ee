using System.Collections.Concurrent;
using CxDashboard.Domain.Patterns;
using CxDashboard.Features.Sample;

namespace CxDashboard.Benchmarks.Years;

/// <summary>Sample years of many seeds through the store, the engine and the reading: how often quiet ones are flagged against what the budget says, and what is found of what is planted.</summary>
internal static class SampleSignals
{
    public static async Task<int> RunAsync(int years)
    {
        var quiet = await AllAsync(years, Planted.None, (measure, _) => QuietYear.OfAsync(measure));
        Console.WriteLine($"{years} quiet years, read each week after the 24 of the baseline; a quarter:");
        Row("single points", quiet, y => y.Points, y => y.Budget.PointsAQuarter);
        Row("runs", quiet, y => y.Runs, y => y.Budget.RunsAQuarter);
        Row("false signals", quiet, y => y.Points + y.Runs, y => y.Budget.AQuarter);
        var often = quiet.SelectMany(y => y.Flagged).GroupBy(f => f.Key, StringComparer.Ordinal).Select(g => (g.Key, Times: g.Sum(f => f.Value))).OrderByDescending(f => f.Times).Take(12);
        Console.WriteLine($"  most often, of {quiet.Sum(y => y.Flagged.Values.Sum())}: " + string.Join(", ", often.Select(f => $"{f.Key} {f.Times}")));

        Console.WriteLine("  patterns said at their end: " + string.Join(", ", Pattern.All.Select(p => $"{p.Id} in {quiet.Count(y => y.Patterns.Contains(p.Id))}")));

        var weather = await AllAsync(years, Planted.Outage | Planted.Season, async (measure, _) => PlantedYear.TakesForALevel((await QuietYear.ReadAsync(measure, [])).Signals));
        Console.WriteLine($"outage and season taken for a change of level in {weather.Count(w => w)} of {years} years; the same said of a quiet year in {quiet.Count(y => y.TakenForALevel)}");

        var planted = await AllAsync(years, Planted.All, PlantedYear.OfAsync);
        Console.WriteLine($"{years} years with all that is planted:");
        foreach (var what in planted[0].Keys) Console.WriteLine($"  {what}: found in {planted.Count(y => y[what])}, missed in {planted.Count(y => !y[what])}");
        return 0;
    }

    private static async Task<IReadOnlyList<T>> AllAsync<T>(int years, Planted planted, Func<CxDashboard.Measuring.Measure, ulong, Task<T>> look)
    {
        ConcurrentBag<(ulong Seed, T Result)> results = [];
        await Parallel.ForAsync(1, years + 1, async (seed, _) =>
        {
            await using var year = await MadeYear.OfAsync((ulong)seed, planted);
            results.Add(((ulong)seed, await look(year.Measure, (ulong)seed)));
        });
        return [.. results.OrderBy(r => r.Seed).Select(r => r.Result)];
    }

    private static void Row(string what, IReadOnlyList<QuietYear> years, Func<QuietYear, double> found, Func<QuietYear, double> budget)
    {
        var (mean, said) = (years.Average(found), years.Average(budget));
        var error = Math.Sqrt(years.Sum(y => Math.Pow(found(y) - mean, 2)) / Math.Max(1, years.Count - 1) / years.Count);
        Console.WriteLine($"  {what,-14} {mean:0.00} ± {error:0.00}, budget {said:0.00}: {mean / said:0.00} of it");
    }
}
