using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CxDashboard.Charts.Native;

/// <summary>Something that is drawn on; finished and freed with the handle.</summary>
internal sealed class CairoSurface() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Cairo.DestroySurface(handle);
        return true;
    }
}

/// <summary>What draws on a surface.</summary>
internal sealed class CairoContext() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        Cairo.DestroyContext(handle);
        return true;
    }
}

/// <summary>The calls into cairo.</summary>
internal static partial class Cairo
{
    public const int Argb32 = 0, CreateDate = 5;

    /// <summary>A surface over pixels that are the caller's, and must live longer than it.</summary>
    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_image_surface_create_for_data")]
    public static partial CairoSurface Image(nint pixels, int format, int width, int height, int stride);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_pdf_surface_create_for_stream")]
    public static unsafe partial CairoSurface Pdf(delegate* unmanaged[Cdecl]<nint, byte*, uint, int> write, nint closure, double widthInPoints, double heightInPoints);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_pdf_surface_set_metadata", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void PdfMetadata(CairoSurface surface, int key, string value);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_surface_finish")]
    public static partial void Finish(CairoSurface surface);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_surface_status")]
    public static partial int Status(CairoSurface surface);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_surface_destroy")]
    public static partial void DestroySurface(nint surface);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_create")]
    public static partial CairoContext Create(CairoSurface surface);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_translate")]
    public static partial void Translate(CairoContext context, double x, double y);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_scale")]
    public static partial void Scale(CairoContext context, double x, double y);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_status")]
    public static partial int Status(CairoContext context);

    [LibraryImport(ChartLibraries.Cairo, EntryPoint = "cairo_destroy")]
    public static partial void DestroyContext(nint context);

    /// <summary>Appends to the stream whose GCHandle the closure is. An exception may not cross into cairo: it becomes its write error.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static unsafe int Append(nint closure, byte* data, uint length)
    {
        const int Success = 0, WriteError = 11;
        try
        {
            ((MemoryStream)GCHandle.FromIntPtr(closure).Target!).Write(new ReadOnlySpan<byte>(data, (int)length));
            return Success;
        }
        catch (Exception fault) when (fault is IOException or OutOfMemoryException or NotSupportedException)
        {
            return WriteError;
        }
    }
}
