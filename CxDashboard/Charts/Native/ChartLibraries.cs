using System.Reflection;
using System.Runtime.InteropServices;

namespace CxDashboard.Charts.Native;

/// <summary>Finds librsvg, cairo and GObject under the names that each platform gives them.</summary>
internal static class ChartLibraries
{
    public const string Rsvg = "rsvg-2", Cairo = "cairo", GObject = "gobject-2.0", GLib = "glib-2.0";

    private static readonly Lazy<bool> Resolving = new(() =>
    {
        NativeLibrary.SetDllImportResolver(typeof(ChartLibraries).Assembly, Resolve);
        return true;
    });

    /// <summary>Must be called before the first call into a library.</summary>
    /// <exception cref="ChartExportUnavailableException">One of them is missing.</exception>
    public static void Require()
    {
        _ = Resolving.Value;
        foreach (var name in (ReadOnlySpan<string>)[Rsvg, Cairo, GObject, GLib])
            if (Load(name) == 0) throw new ChartExportUnavailableException(Sentence(Files(name)[0]));
    }

    /// <summary>What to install, in one sentence.</summary>
    public static string Sentence(string missing) => OperatingSystem.IsWindows()
        ? $"PNG and PDF need librsvg and cairo, and {missing} was not found: install GTK's runtime and put its bin folder on the PATH; SVG and CSV work without it."
        : OperatingSystem.IsMacOS()
            ? $"PNG and PDF need librsvg and cairo, and {missing} was not found: run `brew install librsvg`; SVG and CSV work without it."
            : $"PNG and PDF need librsvg and cairo, and {missing} was not found: run `apt-get install librsvg2-2` (on other systems the package is called librsvg2 or librsvg); SVG and CSV work without it.";

    // Zero leaves other libraries of this assembly to the runtime's own search.
    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name is Rsvg or Cairo or GObject or GLib ? Load(name) : 0;

    private static nint Load(string name)
    {
        foreach (var file in Files(name))
            if (NativeLibrary.TryLoad(file, out var handle)) return handle;
        return 0;
    }

    private static string[] Files(string name)
    {
        if (OperatingSystem.IsWindows()) return name switch { Rsvg => ["librsvg-2-2.dll"], Cairo => ["libcairo-2.dll"], GObject => ["libgobject-2.0-0.dll"], _ => ["libglib-2.0-0.dll"] };
        if (!OperatingSystem.IsMacOS()) return name switch { Rsvg => ["librsvg-2.so.2"], Cairo => ["libcairo.so.2"], GObject => ["libgobject-2.0.so.0"], _ => ["libglib-2.0.so.0"] };
        var file = name switch { Rsvg => "librsvg-2.2.dylib", Cairo => "libcairo.2.dylib", GObject => "libgobject-2.0.0.dylib", _ => "libglib-2.0.0.dylib" };
        return [file, "/opt/homebrew/lib/" + file, "/usr/local/lib/" + file];
    }
}
