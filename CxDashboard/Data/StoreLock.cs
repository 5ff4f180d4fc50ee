using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CxDashboard.Data;

/// <summary>Who holds a store: a process, and where it can be reached or what it does.</summary>
public sealed record StoreHolder(int ProcessId, string Address)
{
    /// <summary>"process 123 (http://127.0.0.1:5080)".</summary>
    public override string ToString()
    {
        var process = ProcessId > 0 ? string.Create(CultureInfo.InvariantCulture, $"process {ProcessId}") : "another process";
        return Address.Length > 0 ? $"{process} ({Address})" : process;
    }
}

/// <summary>
/// The right to write into a data folder, held by one process at a time. The operating system releases it when the process
/// ends, however it ends; what is left in the file then means nothing.
/// </summary>
public sealed partial class StoreLock : IDisposable
{
    // EROFS, on Linux as on macOS.
    private const int ReadOnlyDisk = 30;

    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, or tells who holds it.</summary>
    /// <param name="address">What others should read: an address, or what this process is doing.</param>
    /// <exception cref="StoreRefusedException">The folder cannot be made or written.</exception>
    /// <returns>Null when another process (or another part of this one) holds it; then <paramref name="holder"/> is set.</returns>
    public static StoreLock? TryTake(DataFolder folder, string address, out StoreHolder? holder)
    {
        folder.Create();
        FileStream file;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, BufferSize = 0 };
            if (OperatingSystem.IsWindows())
            {
                // Windows enforces sharing, so readers must be let in; a second writer is still refused.
                options.Share = FileShare.Read;
            }
            else
            {
                options.Share = FileShare.None;
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            file = new FileStream(folder.LockPath, options);
        }
        catch (IOException fault) when (fault.HResult == ReadOnlyDisk)
        {
            throw new StoreRefusedException($"{folder.Path} is on a disk that may only be read. Name another folder with --data.", fault);
        }
        catch (IOException) when (File.Exists(folder.LockPath))
        {
            holder = ReadHolder(folder) ?? new StoreHolder(0, "");
            return null;
        }

        catch (UnauthorizedAccessException fault)
        {
            throw new StoreRefusedException($"{folder.LockPath} cannot be written. Check the rights on the data folder, or name another with --data.", fault);
        }

        var taken = new StoreLock(file);
        taken.SetAddress(address);
        holder = null;
        return taken;
    }

    /// <summary>What stands in the lock file; null when nothing does. It means something only while the lock is held.</summary>
    public static StoreHolder? ReadHolder(DataFolder folder)
    {
        if (!File.Exists(folder.LockPath)) return null;
        using var reader = new StreamReader(OpenBesideHolder(folder.LockPath));
        if (!int.TryParse(reader.ReadLine(), CultureInfo.InvariantCulture, out var process)) return null;
        return new StoreHolder(process, reader.ReadLine() ?? "");
    }

    /// <summary>Writes another address, once the server knows its own.</summary>
    public void SetAddress(string address)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{address}\n"));
        _file.Position = 0;
        _file.Write(text);
        _file.SetLength(text.Length);
        _file.Flush(flushToDisk: false);
    }

    /// <summary>Releases the lock. The file stays: removing it would let two processes lock two different files.</summary>
    public void Dispose()
    {
        if (!_file.CanWrite) return;
        _file.SetLength(0);
        _file.Dispose();
    }

    // On Unix .NET takes a shared lock for every reader, which the holder's exclusive one refuses. Opened by the system's own
    // call, the file is only read.
    private static FileStream OpenBesideHolder(string path)
    {
        if (OperatingSystem.IsWindows()) return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var descriptor = Open(path, 0);
        if (descriptor < 0) throw new IOException($"{path} cannot be read: {Marshal.GetLastPInvokeErrorMessage()}.");
        return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
