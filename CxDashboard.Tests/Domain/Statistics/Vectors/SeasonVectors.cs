using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class SeasonVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["stl"] = Stl,
        ["classical-decomposition"] = Classical,
        ["holt-winters"] = HoltWinters,
        ["today-band"] = TodayBand,
        ["quasi-poisson-dispersion"] = QuasiPoissonDispersion,
    };

    private static object Stl(Vector vector)
    {
        var window = vector.Parameters is JsonObject ? vector.Parameters["s_window"] : null;
        var parts = SeasonalTrendLoess.Decompose(Series(vector), Period(vector), new()
        {
            SeasonalWindow = window?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? (int)window.Number() : null,
            SeasonalDegree = Whole(vector, "s_degree") ?? 0,
            SeasonalJump = Whole(vector, "s_jump"),
            TrendWindow = Whole(vector, "t_window"),
            TrendDegree = Whole(vector, "t_degree") ?? 1,
            TrendJump = Whole(vector, "t_jump"),
            LowPassWindow = Whole(vector, "l_window"),
            LowPassDegree = Whole(vector, "l_degree"),
            LowPassJump = Whole(vector, "l_jump"),
            IsRobust = vector.Parameters is JsonObject && vector.Parameters["robust"]?.GetValue<bool>() == true,
            InnerPasses = Whole(vector, "inner"),
            OuterPasses = Whole(vector, "outer"),
        })!;
        return WithSome(vector, new()
        {
            ["seasonal"] = parts.Seasonal,
            ["trend"] = parts.Trend,
            ["remainder"] = parts.Remainder,
            ["weights"] = parts.Weights,
        });
    }

    private static object Classical(Vector vector)
    {
        var type = Text(vector, "type") ?? HowObtained(vector);
        var kind = type.Contains("multiplicative", StringComparison.OrdinalIgnoreCase) ? SeasonKind.Multiplicative : SeasonKind.Additive;
        var parts = ClassicalDecomposition.Decompose(Series(vector), Period(vector), kind)!;
        return WithSome(vector, new()
        {
            ["figure"] = parts.Figure,
            ["seasonal"] = parts.Seasonal,
            ["trend"] = parts.Trend,
            ["random"] = parts.Remainder,
            ["remainder"] = parts.Remainder,
        });
    }

    private static object HoltWinters(Vector vector)
    {
        // The forecast's length is in its name.
        var forecast = vector.Expected.AsObject().Select(e => e.Key).FirstOrDefault(k => k.StartsWith("forecast", StringComparison.Ordinal)) ?? "forecast";
        var ahead = int.TryParse(forecast["forecast".Length..], CultureInfo.InvariantCulture, out var said) ? said : vector.Expected["upper"]!.AsArray().Count;
        var (alpha, beta, gamma) = (vector.Parameter("alpha")!.Value, vector.Parameter("beta")!.Value, vector.Parameter("gamma")!.Value);
        var model = CxDashboard.Domain.Statistics.HoltWinters.Smooth(Series(vector, HowObtained(vector)), Period(vector), alpha, beta, gamma)!;
        var bands = model.Forecast(ahead, vector.Parameter("level") ?? 0.95);
        return new Dictionary<string, object?>
        {
            ["sse"] = model.SumOfSquares,
            [forecast] = bands.Select(b => b.Middle),
            ["lower"] = bands.Select(b => b.Low),
            ["upper"] = bands.Select(b => b.High),
            ["fitted"] = model.Fitted,
            ["residuals"] = model.Residuals,
            ["level"] = model.Level,
            ["slope"] = model.Slope,
            ["a"] = model.Level,
            ["b"] = model.Slope,
            ["seasonal"] = model.Seasonal,
            ["s"] = model.Seasonal,
            ["coefficients"] = (double[])[model.Level, model.Slope, .. model.Seasonal],
        };
    }

    private static object TodayBand(Vector vector)
    {
        double[] values = [.. Series(vector).OfType<double>()];
        var levels = vector.Parameters["level"] is JsonArray several ? several.Numbers() : [vector.Parameter("level") ?? 0.95];
        var bands = levels.Select(l => (Level: l, Band: LogPrediction.Band(values, l)!.Value)).ToArray();
        var answer = new Dictionary<string, object?> { ["mid"] = bands[0].Band.Middle };
        foreach (var (level, band) in bands) answer[string.Create(CultureInfo.InvariantCulture, $"band{Math.Round(100 * level, 6)}")] = (double[])[band.Low, band.High];
        return answer;
    }

    private static object QuasiPoissonDispersion(Vector vector)
    {
        var (mean, dispersion) = QuasiPoisson.Dispersion([.. Series(vector).OfType<double>()]);
        return new { mean, dispersion };
    }

    // The one list among the input, as its logarithms where the vector says that it was transformed so.
    private static double?[] Series(Vector vector, string transform = "")
    {
        transform = (string?)vector.Input["transform"] ?? Text(vector, "transform") ?? transform;
        var values = vector.Input.AsObject().First(i => i.Value is JsonArray).Value.Values();
        return transform.Contains("log", StringComparison.Ordinal) ? [.. values.Select(v => v is { } x ? Math.Log(x) : (double?)null)] : values;
    }

    // What some vectors say of their making in words only.
    private static string HowObtained(Vector vector) => $"{(string?)vector.Input.Root["source"]} {(string?)vector.Input.Root["how_obtained"]}";

    private static int Period(Vector vector) => (int)(vector.Input["frequency"] ?? vector.Parameters["frequency"]).Number();

    private static int? Whole(Vector vector, string name) => (int?)vector.Parameter(name);

    private static string? Text(Vector vector, string name) => vector.Parameters is JsonObject ? (string?)vector.Parameters[name] : null;

    // Beside whole lists the first so many of one ("seasonal_first_7"), or one of them counted from 1 ("weights_at_60").
    private static Dictionary<string, object?> WithSome(Vector vector, Dictionary<string, object?> answer)
    {
        foreach (var (name, _) in vector.Expected.AsObject())
        {
            if (name.Split("_first_") is [var first, var count]) answer[name] = Doubles(answer[first]).Take(int.Parse(count, CultureInfo.InvariantCulture));
            if (name.Split("_at_") is [var one, var place]) answer[name] = Doubles(answer[one]).ElementAt(int.Parse(place, CultureInfo.InvariantCulture) - 1);
        }

        return answer;

        static IEnumerable<double?> Doubles(object? list) => list is IEnumerable<double> all ? all.Select(x => (double?)x) : (IEnumerable<double?>)list!;
    }
}
