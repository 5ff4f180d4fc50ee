using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

/// <summary>
/// Every reference vector of a folder, by the function that it names: the folder that CXDASHBOARD_VECTORS names, else
/// shared/vectors beside the repository. A vector of a function that nobody has taught this to ask fails.
/// </summary>
public sealed class VectorTests
{
    private const string None = "no vectors";

    private static readonly Dictionary<string, Func<Vector, object>> Functions = new((IEnumerable<KeyValuePair<string, Func<Vector, object>>>)
    [
        .. ChartVectors.Functions, .. RuleVectors.Functions, .. IntervalVectors.Functions, .. DurationVectors.Functions, .. MixVectors.Functions,
        .. EffectVectors.Functions, .. ChangeVectors.Functions, .. SeasonVectors.Functions, .. DriverVectors.Functions,
    ]);

    public static TheoryData<string> Files() => Folder() is { } folder && Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } files
        ? [.. files]
        : [None];

    [Theory]
    [MemberData(nameof(Files))]
    public void GivesWhatTheReferenceGives(string file)
    {
        Assert.SkipWhen(file == None, "There are no reference vectors: neither in the folder that CXDASHBOARD_VECTORS names nor in shared/vectors in any folder above the tests.");
        var vector = new Vector(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder()!, file)))!);
        Assert.True(Functions.TryGetValue(vector.Function, out var function), $"{file} is of the function \"{vector.Function}\", which is not known here.");
        vector.Check(function!(vector));
    }

    private static string? Folder() => Environment.GetEnvironmentVariable("CXDASHBOARD_VECTORS") is { Length: > 0 } named
        ? Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"CXDASHBOARD_VECTORS names {named}, which is not there.")
        : SharedData.Locate("vectors");
}
