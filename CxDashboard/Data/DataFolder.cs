namespace CxDashboard.Data;

/// <summary>The folder in which everything of one workspace lives. The path is absolute.</summary>
public sealed record DataFolder(string Path)
{
    /// <summary>The environment variable that names the folder where no option does.</summary>
    public const string Variable = "CXDASHBOARD_DATA";

    public string StorePath => System.IO.Path.Combine(Path, "store.db");

    /// <summary>The store of the sample year.</summary>
    public string SamplePath => System.IO.Path.Combine(Path, "sample.db");
    public string LockPath => System.IO.Path.Combine(Path, "store.lock");

    /// <summary>The Unix socket on which a running server takes work from the command line.</summary>
    public string SocketPath => System.IO.Path.Combine(Path, "store.sock");

    /// <summary>The workspace's settings, where a person wrote any.</summary>
    public string SettingsPath => System.IO.Path.Combine(Path, "settings.json");

    /// <summary>Keys of the server's own protection of forms and circuits.</summary>
    public string KeysPath => System.IO.Path.Combine(Path, "keys");
    /// <summary>Files that are dropped here are imported by the server.</summary>
    public string InboxPath => System.IO.Path.Combine(Path, "inbox");
    public string MapsPath => System.IO.Path.Combine(Path, "maps");

    /// <summary>
    /// The option's folder, else the environment's, else <c>data</c> beside the solution in development and beside the
    /// program when published. Relative paths are relative to the folder the person stands in.
    /// </summary>
    public static DataFolder Resolve(string? option) => Resolve(option, Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);

    /// <summary>The same rule on what is given: the option, the variable's value and the folder of the program.</summary>
    public static DataFolder Resolve(string? option, string? variable, string programFolder)
    {
        if (!string.IsNullOrWhiteSpace(option)) return new DataFolder(System.IO.Path.GetFullPath(option));
        if (!string.IsNullOrWhiteSpace(variable)) return new DataFolder(System.IO.Path.GetFullPath(variable));
        var beside = Solution(programFolder) ?? programFolder;
        return new DataFolder(System.IO.Path.GetFullPath(System.IO.Path.Combine(beside, "data")));
    }

    /// <summary>Makes the folder if it is missing, readable by its owner only: records are about people.</summary>
    /// <exception cref="StoreRefusedException">It cannot be made.</exception>
    public void Create()
    {
        if (Directory.Exists(Path)) return;
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
            else Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException($"The data folder {Path} cannot be made. Check the rights on the folder above it, or name another with --data.", fault);
        }
    }

    // A build output is SOLUTION/PROJECT/bin/CONFIGURATION/FRAMEWORK. A published program may lie anywhere, also deeper in
    // the same tree, so only exactly this shape counts as development.
    private static string? Solution(string programFolder)
    {
        var bin = new DirectoryInfo(System.IO.Path.TrimEndingDirectorySeparator(programFolder)).Parent?.Parent;
        if (bin is not { Name: "bin" } || bin.Parent is not { } project || project.Parent is not { } root) return null;
        return project.EnumerateFiles("*.csproj").Any() && File.Exists(System.IO.Path.Combine(root.FullName, "CxDashboard.sln")) ? root.FullName : null;
    }
}
