using System.Buffers;
using System.Text.Unicode;
using CxDashboard.Api;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>The whole body of a request, in memory of the pool until it is disposed.</summary>
internal readonly struct RequestBody(byte[]? rented, int length) : IDisposable
{
    private const int First = 4096;

    /// <summary>The bytes, without a byte order mark.</summary>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            var all = rented.AsSpan(0, length);
            return all.StartsWith("\uFEFF"u8) ? all[3..] : all;
        }
    }

    /// <summary>Reads a body of at most so many bytes; null where it was refused, which is answered then.</summary>
    /// <exception cref="BadHttpRequestException">It was sent wrongly.</exception>
    /// <param name="context">The request.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="advice">What its sender may do where there are more, as a sentence.</param>
    public static async ValueTask<RequestBody?> ReadAsync(HttpContext context, int limit, string advice = "Send fewer records at once, or a stream of lines as application/x-ndjson.")
    {
        var announced = context.Request.ContentLength;
        if (announced > limit)
        {
            await RefuseAsync(context, limit, advice);
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)(announced ?? First));
        var length = 0;
        try
        {
            var reader = context.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(CancellationToken.None);
                var more = (int)Math.Min(read.Buffer.Length, int.MaxValue);
                if (length + (long)more > limit)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    await RefuseAsync(context, limit, advice);
                    break;
                }

                if (length + more > buffer.Length) Grow(ref buffer, length, length + more);
                read.Buffer.CopyTo(buffer.AsSpan(length));
                length += more;
                reader.AdvanceTo(read.Buffer.End);
                if (!read.IsCompleted) continue;
                if (Utf8.IsValid(buffer.AsSpan(0, length))) return new RequestBody(buffer, length);
                await ApiProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body is not UTF-8; send JSON as UTF-8.");
                break;
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return null;
    }

    public void Dispose()
    {
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    private static void Grow(ref byte[] buffer, int length, int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * buffer.Length));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static Task RefuseAsync(HttpContext context, int limit, string advice) => ApiProblem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge,
        $"The body has more than {limit:N0} bytes. {advice}");
}
