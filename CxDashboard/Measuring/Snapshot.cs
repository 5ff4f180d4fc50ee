using System.IO.Hashing;
using CxDashboard.Data;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring;

/// <summary>
/// What the engine has in memory, as a file beside the store: the next start reads it and folds in what the journal says
/// since. It is of use only to the store, the epoch, the settings and the form that wrote it; anything else, and a file that
/// is not whole, is left aside with a line in the log. It can be deleted at any time.
/// </summary>
internal static class Snapshot
{
    // Raised by whoever changes what is written, or what chaining makes of the same records.
    private const int Form = 5;
    private const string Mark = "CxDashboard snapshot";
    private const int Room = 1 << 20;

    /// <summary>Writes the file's content under a name of its own; <see cref="Finish"/> makes it the snapshot. Nothing may be folded in meanwhile.</summary>
    public static string Write(Projection projection, (string StoreId, long Epoch) identity, Workspace workspace)
    {
        var path = Store.SnapshotPath(projection.Store.Path) + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = Room };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        using var hashed = new HashedWriting(file);
        using (var writer = new BinaryWriter(hashed, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Mark);
            writer.Write(Form);
            writer.Write(Part.Rows);
            writer.Write(identity.StoreId);
            writer.Write(identity.Epoch);
            writer.Write(workspace.Text());
            projection.Facts.Write(writer);
            writer.Write(projection.Issues.Horizon.AsOf);
            projection.Issues.Write(writer);
        }

        file.Write(hashed.Hash());
        return path;
    }

    /// <summary>Syncs what was written and puts it in the place of the one before, unless something was erased meanwhile.</summary>
    public static bool Finish(string written, ReadStore store, (string StoreId, long Epoch) identity)
    {
        using (var file = new FileStream(written, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
        var path = Store.SnapshotPath(store.Path);
        File.Move(written, path, overwrite: true);
        using var reader = store.OpenReader();
        if (StoreIdentity.Read(reader) == identity) return true;
        File.Delete(path);
        return false;
    }

    /// <summary>The projection of a snapshot that fits; null where there is none.</summary>
    /// <param name="lastSequence">The store's: a snapshot that knows more is of another store, or of one that was put back.</param>
    public static Projection? Read(ReadStore store, (string StoreId, long Epoch) identity, Workspace workspace, long lastSequence, ILogger log)
    {
        var path = Store.SnapshotPath(store.Path);
        if (!File.Exists(path)) return null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (!IsWhole(file)) return LeaveAside("it is not whole");
            using var reader = new ColumnReader(file);
            if (reader.ReadString() != Mark || reader.ReadInt32() != Form || reader.ReadInt32() != Part.Rows) return LeaveAside("another version of the program wrote it");
            if ((reader.ReadString(), reader.ReadInt64()) != identity) return LeaveAside("it is of another store, or something was erased since");
            if (reader.ReadString() != workspace.Text()) return LeaveAside("the workspace's settings are others now");
            var facts = Facts.Read(reader, workspace.FailureTopics);
            if (facts.Sequence > lastSequence) return LeaveAside("it knows more than the store");
            reader.Fill();
            var projection = new Projection(store, facts, Measure.Rules(workspace));
            var issues = IssueTable.Read(reader, facts, Horizon.Of(facts, reader.ReadInt64()));
            reader.Fill();
            projection.Resume(issues);
            return projection;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return LeaveAside(fault.Message);
        }

        Projection? LeaveAside(string why)
        {
            log.LogWarning("The snapshot {Path} is left aside: {Why}. All records are read from the store instead.", path, why);
            return null;
        }
    }

    // The sum stands at the end. It is checked before anything is read, so that nothing wrong is taken for a size.
    private static bool IsWhole(FileStream file)
    {
        var left = file.Length - HashedWriting.HashBytes;
        if (left <= 0) return false;
        var hash = new XxHash128();
        var room = new byte[Room];
        while (left > 0)
        {
            var read = file.Read(room, 0, (int)Math.Min(room.Length, left));
            if (read == 0) return false;
            hash.Append(room.AsSpan(0, read));
            left -= read;
        }

        Span<byte> told = stackalloc byte[HashedWriting.HashBytes];
        file.ReadExactly(told);
        file.Position = 0;
        return told.SequenceEqual(hash.GetCurrentHash());
    }

    /// <summary>Adds up what is written on its way to the file.</summary>
    private sealed class HashedWriting(Stream file) : Stream
    {
        public const int HashBytes = 16;
        private readonly XxHash128 _hash = new();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => file.Length;
        public override long Position { get => file.Position; set => throw new NotSupportedException(); }

        public byte[] Hash() => _hash.GetCurrentHash();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _hash.Append(buffer);
            file.Write(buffer);
        }

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
