using System.Diagnostics;
using Xunit;

namespace CxDashboard.Tests.Support;

/// <summary>A mount that is gone after the test. Where the system allows none, the test is skipped and says so.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _path;

    private Mount(string path) => _path = path;

    /// <summary>A small disk of its own in the memory.</summary>
    public static Mount Small(string path, string size)
    {
        Directory.CreateDirectory(path);
        return Make(path, "mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", path);
    }

    /// <summary>The folder as it is, but nobody may write into it, whoever it is.</summary>
    public static Mount ReadOnly(string path)
    {
        var mount = Make(path, "mount", "--bind", path, path);
        if (Run("mount", "-o", "remount,ro,bind", path) is not { } refused) return mount;
        mount.Dispose();
        Assert.Skip(refused);
        return mount;
    }

    /// <summary>Makes a small disk larger.</summary>
    public void Grow(string size)
    {
        if (Run("mount", "-o", $"remount,size={size}", _path) is { } refused) throw new InvalidOperationException(refused);
    }

    public void Dispose()
    {
        if (Run("umount", _path) is { } refused) throw new InvalidOperationException(refused);
    }

    private static Mount Make(string path, params string[] command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting needs Linux and root.");
        if (Run(command) is { } refused) Assert.Skip(refused);
        return new Mount(path);
    }

    // Null where it went well, else what it said.
    private static string? Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"{string.Join(' ', command)}: {errors.Trim()}";
    }
}
