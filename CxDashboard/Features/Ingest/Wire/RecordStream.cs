using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using CxDashboard.Api;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>
/// A stream of lines, each a record, as long as it likes: what has come is written together, and a line of the answer says up to
/// which line everything is on disk. What is after the last such line may or may not be in; sent again, it is in once.
/// </summary>
internal sealed class RecordStream(WireIntake intake, WireSource sources, ApiKey key)
{
    public const string ContentType = "application/x-ndjson";

    // Written together at most.
    private const int Most = 500;

    private readonly List<Interaction> _records = new(Most);
    private readonly List<(long Line, SentRecord Sent)> _told = [];
    private long _line, _acknowledged, _new, _changed, _unchanged, _rejected;
    private (int Status, string Sentence)? _problem;

    public async Task TakeAsync(HttpContext context)
    {
        if (intake.Writer.Waiting >= intake.Limits.Waiting)
        {
            await ApiProblem.WriteAsync(context, StatusCodes.Status429TooManyRequests, WireFaults.QueueIsFull, retryAfter: WireFaults.QueueSeconds);
            return;
        }

        // It may be longer than any other body, and slower: lines come as things happen.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
        context.Response.ContentType = ContentType;
        var reader = context.Request.BodyReader;
        while (_problem is null)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var (rest, isFull) = Lines(read.Buffer, read.IsCompleted);

            // What is left when the batch is full was not looked at: the next read has it at once.
            reader.AdvanceTo(rest, isFull ? rest : read.Buffer.End);
            if (_records.Count + _told.Count > 0) await WriteAsync(context);
            if (read.IsCompleted && !isFull) break;
        }

        await TellAsync(context, json =>
        {
            json.WriteBoolean("done", _problem is null);
            if (_problem is not { } problem) return;
            json.WritePropertyName("problem");
            ApiProblem.Write(json, problem.Status, problem.Sentence);
        });
    }

    // Reads whole lines, as many as are written together; answers where it stopped, and whether that is why.
    private (SequencePosition Stopped, bool IsFull) Lines(ReadOnlySequence<byte> buffer, bool isAll)
    {
        while (_records.Count + _told.Count < Most && _problem is null)
        {
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                TakeLine(buffer.Slice(0, end));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                continue;
            }

            if (buffer.Length > intake.Limits.LineBytes) TakeLine(buffer);
            else if (isAll && buffer.Length > 0) TakeLine(buffer);
            else return (buffer.Start, false);
            return (buffer.End, false);
        }

        return (buffer.Start, _problem is null);
    }

    private void TakeLine(ReadOnlySequence<byte> line)
    {
        _line++;
        if (line.Length > intake.Limits.LineBytes)
        {
            _problem = (StatusCodes.Status413PayloadTooLarge, $"Line {_line} has more than {intake.Limits.LineBytes:N0} bytes, and nothing behind it was read. Break lines with a line feed, one record on each.");
            return;
        }

        if (line.IsSingleSegment)
        {
            Take(line.FirstSpan);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent((int)line.Length);
        line.CopyTo(rented);
        Take(rented.AsSpan(0, (int)line.Length));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (_line == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty) return;
        if (!Utf8.IsValid(line))
        {
            Reject("The line is not UTF-8.");
            return;
        }

        var json = intake.Reader;
        try
        {
            var reader = new Utf8JsonReader(line, intake.Json);
            reader.Read();
            var isFine = json.TryRead(ref reader, -1);
            reader.Read();
            if (!sources.TryResolve(json.Draft.Source, out var source)) json.Fail("source", WireSource.Refusal(key, json.Draft.Source!));
            else if (source is null) json.Fail("source", sources.Missing);
            else if (isFine) _records.Add(json.Draft.ToInteraction(source));
            if (json.Faults.Count + json.LeftOut.Count > 0) _told.Add((_line, new SentRecord(json.Draft.ExternalId, [.. json.Faults], [.. json.LeftOut])));
        }
        catch (JsonException e)
        {
            Reject(SentRecords.NotJson(e));
        }
    }

    private void Reject(string detail) => _told.Add((_line, new SentRecord(null, [new ApiFault("$", detail)], SentRecord.None)));

    private async Task WriteAsync(HttpContext context)
    {
        try
        {
            if (_records.Count > 0)
            {
                var result = await intake.WriteAsync(new WriteBatch { Records = [.. _records] }, CancellationToken.None);
                (_new, _changed, _unchanged) = (_new + result.New, _changed + result.Changed, _unchanged + result.Unchanged);
            }

            foreach (var (line, sent) in _told)
            {
                if (!sent.IsTaken) _rejected++;
                context.Response.BodyWriter.Write(WireAnswer.Bytes(json => WriteTold(json, line, sent)));
                context.Response.BodyWriter.Write("\n"u8);
            }

            _records.Clear();
            _told.Clear();

            // A line that ended the stream was refused.
            _acknowledged = _problem is null ? _line : _line - 1;
            await TellAsync(context, _ => { });
        }
        catch (Exception e) when (WireFaults.Sentence(e) is not null)
        {
            _problem = (StatusCodes.Status503ServiceUnavailable, $"The lines since the last that was acknowledged are not in. {WireFaults.Sentence(e)}");
        }
    }

    private static void WriteTold(Utf8JsonWriter json, long line, SentRecord sent)
    {
        json.WriteStartObject();
        json.WriteNumber("line", line);
        if (!sent.IsTaken) WireAnswer.WriteRejected(json, sent);
        else if (sent.ExternalId is not null) json.WriteString("externalId", sent.ExternalId);
        WireAnswer.WriteLeftOut(json, sent.LeftOut);
        json.WriteEndObject();
    }

    private async Task TellAsync(HttpContext context, Action<Utf8JsonWriter> more)
    {
        context.Response.BodyWriter.Write(WireAnswer.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("inUntilLine", _acknowledged);
            json.WriteNumber("new", _new);
            json.WriteNumber("changed", _changed);
            json.WriteNumber("unchanged", _unchanged);
            json.WriteNumber("rejected", _rejected);
            more(json);
            json.WriteEndObject();
        }));
        context.Response.BodyWriter.Write("\n"u8);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
