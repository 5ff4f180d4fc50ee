using System.Text.Json.Nodes;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>
/// Reference data that lives beside the repository, in a folder "shared", and is not part of it. A test that needs a file
/// which is not there is skipped, and says which.
/// </summary>
public static class SharedData
{
    /// <summary>The full path of a shared file or folder ("vectors/x.json"), or skips the test.</summary>
    public static string Find(string relativePath)
    {
        if (Locate(relativePath) is { } path) return path;
        Assert.Skip($"shared/{relativePath} is not in any folder above the tests.");
        return "";
    }

    /// <summary>The same, or null.</summary>
    public static string? Locate(string relativePath)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", relativePath);
            if (Path.Exists(path)) return path;
        }

        return null;
    }

    /// <summary>A shared JSON file, parsed.</summary>
    public static JsonNode Json(string relativePath) => JsonNode.Parse(File.ReadAllText(Find(relativePath)))!;

    /// <summary>A reference vector by its name.</summary>
    public static JsonNode Vector(string name) => Json($"vectors/{name}.json");
}
