using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class DriverVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["lmg"] = Lmg,
        ["logistic-regression"] = Logistic,
    };

    private static object Lmg(Vector vector)
    {
        string[] names = [.. vector.Input["columns"]!.AsArray().Select(c => (string)c!)];
        double[][] rows = [.. vector.Input["rows"]!.AsArray().Select(r => r.Numbers())];
        var response = Array.IndexOf(names, (string)vector.Parameters["response"]!);
        int[] predictors = [.. Enumerable.Range(0, names.Length).Where(c => c != response)];
        var result = RelativeImportance.Of(Column(response), [.. predictors.Select(Column)])!;
        return new
        {
            predictors = predictors.Select(c => names[c]),
            r2 = result.R2,
            lmg = result.Predictors.Select(p => p.Lmg),
            first = result.Predictors.Select(p => p.First),
            last = result.Predictors.Select(p => p.Last),
            pratt = result.Predictors.Select(p => p.Pratt),
        };

        double[] Column(int column) => [.. rows.Select(r => r[column])];
    }

    private static object Logistic(Vector vector)
    {
        // "logit(delight) ~ once + clarity"
        var sides = ((string)vector.Parameters["model"]!).Split('~');
        var response = sides[0].Trim()["logit(".Length..^1].Trim();
        string[] names = sides[1].Split('+', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        names = [.. names.Where(n => n != "1")];
        var fit = LogisticDrivers.Fit([.. vector.Numbers(response).Select(v => v == 1)], [.. names.Select(vector.Numbers)], eventsPerCoefficient: 0);
        var answer = new Dictionary<string, object?>
        {
            ["coefficient_order"] = (string[])["intercept", .. names],
            ["estimate"] = fit.Coefficients!.Select(c => c.Estimate),
            ["se"] = fit.Coefficients!.Select(c => c.StandardError),
            ["z"] = fit.Coefficients!.Select(c => c.Statistic),
            ["p"] = fit.Coefficients!.Select(c => c.P),
            ["deviance"] = fit.Deviance,
            ["null_deviance"] = fit.NullDeviance,
        };
        foreach (var (name, effect) in names.Zip(fit.Effects!)) answer[$"average_marginal_effect_{name}"] = effect.Estimate;
        return answer;
    }
}
