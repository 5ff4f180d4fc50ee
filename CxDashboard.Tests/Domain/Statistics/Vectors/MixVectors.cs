using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class MixVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["kitagawa"] = OfShares,
        ["kitagawa-by-category"] = ByCategory,
        ["das-gupta-factors"] = Factors,
        ["das-gupta-cross-classified"] = CrossClassified,
        ["direct-standardisation"] = Standardise,
        ["divergence"] = Diverge,
        ["cause-selecting-chart"] = SelectCauses,
    };

    // share_1970, rate_1970, share_1985, rate_1985: the period that is named first is before.
    private static Dictionary<string, object?> OfShares(Vector v)
    {
        var periods = v.Input.AsObject().Select(m => m.Key).Where(k => k.StartsWith("share_", StringComparison.Ordinal)).Select(k => k["share_".Length..]).ToArray();
        double[] Of(string what, int period) => v.Numbers($"{what}_{periods[period]}");
        var (w0, r0, w1, r1) = (Of("share", 0), Of("rate", 0), Of("share", 1), Of("rate", 1));
        return Answer(Kitagawa.Of([.. w0.Select((w, i) => new KitagawaCategory(w, r0[i], w1[i], r1[i]))]), periods);
    }

    // Rows of a category, a period, how many there were and how many hits, under whatever names.
    private static object ByCategory(Vector v)
    {
        var rows = v.Input["rows"]!.AsArray();
        var (category, period, all, hits) = (Name(0), Name(1), Name(2), Name(3));
        string[] categories = Distinct(rows, category), periods = Distinct(rows, period);
        var split = Kitagawa.OfCounts([.. categories.Select(c => (At(c, 0, hits), At(c, 0, all), At(c, 1, hits), At(c, 1, all)))]);
        var answer = Answer(split, periods);
        answer["per_" + category] = split?.Categories.Select((t, i) => new Dictionary<string, object?> { [category] = categories[i], ["mix"] = t.Mix, ["rate"] = t.Rate });
        return answer;

        string Name(int column) => rows[0]!.AsObject().ElementAt(column).Key;
        double At(string c, int p, string column) => rows.FirstOrDefault(r => Text(r, category) == c && Text(r, period) == periods[p])?[column].Number() ?? 0;
    }

    private static Dictionary<string, object?> Answer(Kitagawa? split, string[] periods) => new()
    {
        ["crude_" + periods[0]] = split?.Before,
        ["crude_" + periods[1]] = split?.After,
        ["crude_diff"] = split?.Difference,
        ["mix_effect"] = split?.Mix,
        ["rate_effect"] = split?.Rate,
    };

    private static object Factors(Vector v)
    {
        var input = v.Input.AsObject();
        var names = input.First().Value!.AsObject().Select(f => f.Key).ToArray();
        double[] Of(string population) => [.. names.Select(n => input[population]![n].Number())];
        var populations = Populations(v);
        var split = DasGupta.Product(Of(populations[0]), Of(populations[1]));

        // The reference names factors by what they are, the input by letters in the same order.
        var known = v.Expected.AsObject().Select(e => e.Key).Where(k => k != "crude").ToArray();
        return Answer(split, populations, names.All(known.Contains) ? names : known);
    }

    private static object CrossClassified(Vector v)
    {
        var rows = v.Input["rows"]!.AsArray();
        var populations = Populations(v);
        var parameters = v.Parameters as JsonObject;
        var size = (string?)parameters?["crossclassified"] ?? "size";
        var rate = (string?)parameters?["factor"] ?? v.Expected.AsObject().Select(e => e.Key).First(k => k != "crude" && !k.EndsWith("_struct", StringComparison.Ordinal));
        var columns = rows[0]!.AsObject().Select(c => c.Key).Where(c => c != size && c != rate).ToArray();
        var population = columns.First(c => Distinct(rows, c).Order().SequenceEqual(populations.Order()));
        var variables = parameters?["composition"]?.AsArray().Select(c => (string)c!).ToArray() ?? [.. columns.Where(c => c != population)];
        var cells = rows.GroupBy(r => string.Join('|', variables.Select(c => Text(r, c)))).Select(group =>
        {
            JsonNode? At(int p) => group.FirstOrDefault(r => Text(r, population) == populations[p]);
            var names = variables.Select(c => Text(group.First(), c)).ToArray();
            return new DasGuptaCell(names, Number(At(0), size) ?? 0, Number(At(0), rate), Number(At(1), size) ?? 0, Number(At(1), rate));
        });
        return Answer(DasGupta.CrossClassified([.. cells])!, populations, [.. variables.Select(c => c + "_struct"), rate]);
    }

    // The order in which the reference prints the two, which is the direction of its differences.
    private static string[] Populations(Vector v) => [.. v.Expected["crude"]!.AsObject().Select(e => e.Key).Where(k => k is not ("diff" or "decomp"))];

    private static Dictionary<string, object?> Answer(DasGupta split, string[] populations, string[] factors)
    {
        var answer = factors.Select((name, i) => (name, factor: split.Factors[i])).ToDictionary(f => f.name, f => Row(f.factor.Before, f.factor.After));
        answer["crude"] = Row(split.Before, split.After);
        return answer;

        // Per cent of the difference, which the reference rounds.
        object? Row(double before, double after) => new Dictionary<string, double>
        {
            [populations[0]] = before,
            [populations[1]] = after,
            ["diff"] = after - before,
            ["decomp"] = Math.Round((after - before) / split.Difference * 100, 2),
        };
    }

    private static object Standardise(Vector v)
    {
        var (count, exposure, standard) = (v.Numbers("count"), v.Numbers("pop"), v.Numbers("stdpop"));
        var rate = StandardisedRate.Of([.. count.Select((c, i) => (c, exposure[i], standard[i]))], v.Parameter("conf") ?? 0.95);
        return new Dictionary<string, object?> { ["crude.rate"] = rate?.Crude, ["adj.rate"] = rate?.Adjusted, ["lci"] = rate?.Low, ["uci"] = rate?.High };
    }

    private static object Diverge(Vector v)
    {
        var (metric, counter) = Pair(v);
        var d = Divergence.Of(metric, counter);
        return new
        {
            spearman_rho = d.SpearmanRho,
            kendall_tau = d.KendallTau,
            kendall_p = d.KendallP,
            pearson_of_first_differences = d.ChangesPearson,
            pearson_diff_p = d.ChangesP,
        };
    }

    private static object SelectCauses(Vector v)
    {
        var (metric, counter) = Pair(v);
        var chart = CauseSelectingChart.Of(metric, counter, v.Parameter("baseline") is { } n ? ..(int)n : null);
        return new
        {
            a = chart?.Intercept,
            b = chart?.Slope,
            residual = chart?.Residual.Values,
            cl = chart?.Residual.Centre,
            lcl = chart?.Residual.Lower,
            ucl = chart?.Residual.Upper,
            sigma_signal_weeks = Weeks(chart?.Residual),
            metric_signal_weeks = Weeks(chart?.Metric),
            counter_signal_weeks = Weeks(chart?.Counter),
        };

        static IEnumerable<int>? Weeks(CauseSelectingSeries? series) => series?.Outside.Index().Where(p => p.Item).Select(p => p.Index + 1);
    }

    private static (double?[] Metric, double?[] Counter) Pair(Vector v) => (v.Input.AsObject().ElementAt(0).Value.Values(), v.Input.AsObject().ElementAt(1).Value.Values());

    private static string[] Distinct(JsonArray rows, string column) => [.. rows.Select(r => Text(r, column)).Distinct()];

    private static string Text(JsonNode? row, string column) => row![column]!.ToString();

    private static double? Number(JsonNode? row, string column) => row?[column]?.GetValue<double>();
}
