namespace CxDashboard.Tests.Support;

/// <summary>The project's own source files, as text.</summary>
internal static class SourceTree
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>C# and Razor files below a folder, with their paths relative to it; what is built or generated is left out.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder)
    {
        var root = System.IO.Path.Combine(Root, folder);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => (Full: path, Relative: System.IO.Path.GetRelativePath(root, path).Replace('\\', '/')))
            .Where(f => f.Relative.EndsWith(".cs", StringComparison.Ordinal) || f.Relative.EndsWith(".razor", StringComparison.Ordinal))
            .Where(f => !f.Relative.StartsWith("bin/", StringComparison.Ordinal) && !f.Relative.StartsWith("obj/", StringComparison.Ordinal))
            .Select(f => (f.Relative, File.ReadAllText(f.Full)));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CxDashboard.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run below the solution.");
    }
}
