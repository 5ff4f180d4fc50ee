using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CxDashboard.Benchmarks.Wire;

/// <summary>
/// Connections that post one body after the other, each as soon as the last is answered; the next is written while the server works, so that
/// one connection measures the server and not its sender. Bare sockets: the sender shares the processors with the server.
/// </summary>
internal static class WireLoad
{
    // Numbers go on from one run to the next, as those of a help desk do; the bare upsert's do too.
    private static long _number;

    /// <summary>Requests a second.</summary>
    /// <param name="body">The body of the request of that number.</param>
    public static async Task<double> RunAsync(Uri address, string path, string? key, int connections, TimeSpan lasts, Func<long, byte[]> body)
    {
        var sent = new long[connections];
        var clock = Stopwatch.StartNew();
        var senders = Enumerable.Range(0, connections).Select(i => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, address.Port, CancellationToken.None);
            var answer = new byte[64 * 1024];
            for (var request = Request(); clock.Elapsed < lasts;)
            {
                await socket.SendAsync(request, CancellationToken.None);
                request = Request();
                await ReceiveAsync(socket, answer);
                sent[i]++;
            }
        }, CancellationToken.None)).ToList();
        await Task.WhenAll(senders);
        return sent.Sum() / clock.Elapsed.TotalSeconds;

        byte[] Request()
        {
            var bytes = body(Interlocked.Increment(ref _number));
            return [.. Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Host}:{address.Port}\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}Content-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n"), .. bytes];
        }
    }

    private static async Task ReceiveAsync(Socket socket, byte[] answer)
    {
        var (have, need) = (0, int.MaxValue);
        while (have < need)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(have), CancellationToken.None);
            if (read == 0) throw new IOException("The server closed the connection.");
            have += read;
            if (need == int.MaxValue && answer.AsSpan(0, have).IndexOf("\r\n\r\n"u8) is >= 0 and var end) need = end + 4 + Length(Encoding.ASCII.GetString(answer, 0, end));
        }
    }

    private static int Length(string head)
    {
        if (!head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new IOException("The server answered " + head.Split('\r')[0]);
        var line = head.Split("\r\n").First(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return int.Parse(line.AsSpan("Content-Length:".Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
