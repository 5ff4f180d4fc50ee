using System.Runtime.InteropServices;

namespace CxDashboard.Charts.Native;

/// <summary>A parsed SVG document, freed with the handle.</summary>
internal sealed class RsvgHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Rsvg.Unreference(handle);
        return true;
    }
}

/// <summary>The calls into librsvg. A document made from bytes has no address, so librsvg loads nothing that it refers to.</summary>
internal static partial class Rsvg
{
    [StructLayout(LayoutKind.Sequential)]
    public struct Rectangle
    {
        public double X, Y, Width, Height;
    }

    [LibraryImport(ChartLibraries.Rsvg, EntryPoint = "rsvg_handle_new_from_data")]
    public static partial RsvgHandle Parse(ReadOnlySpan<byte> data, nuint length, out nint error);

    [LibraryImport(ChartLibraries.Rsvg, EntryPoint = "rsvg_handle_get_intrinsic_size_in_pixels")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Size(RsvgHandle document, out double width, out double height);

    [LibraryImport(ChartLibraries.Rsvg, EntryPoint = "rsvg_handle_render_document")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Render(RsvgHandle document, CairoContext context, in Rectangle viewport, out nint error);

    [LibraryImport(ChartLibraries.GObject, EntryPoint = "g_object_unref")]
    public static partial void Unreference(nint document);

    [LibraryImport(ChartLibraries.GLib, EntryPoint = "g_error_free")]
    private static partial void FreeError(nint error);

    /// <summary>The message of a GError, which is freed.</summary>
    public static string Message(nint error)
    {
        if (error == 0) return "librsvg gave no reason.";

        // struct GError { guint32 domain; gint code; gchar *message; }
        var message = Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(error, 8)) ?? "librsvg gave no reason.";
        FreeError(error);
        return message;
    }
}
