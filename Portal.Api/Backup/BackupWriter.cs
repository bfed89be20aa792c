using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Api.Backup;

/// <summary>Writes the files of one backup, each encrypted, and binds them into one.</summary>
/// <param name="work">Folder for the parts.</param>
/// <param name="recipient">File of the certificate, or <c>null</c> for a backup in the clear.</param>
/// <param name="partSize">Bytes of one part of a stream.</param>
internal sealed class BackupWriter(string work, string? recipient, long partSize)
{
    private readonly List<(string Entry, string Path)> _entries = [];

    /// <summary>What is written so far.</summary>
    public List<BackedFile> Files { get; } = [];

    /// <summary>Writes one file.</summary>
    public async Task AddAsync(string name, byte[] content, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(content);
        await AddPartAsync(name, stream, new byte[81920], cancellation);
    }

    /// <summary>Writes a stream in parts: <c>name.000</c>, <c>name.001</c> and so on.</summary>
    public async Task AddPartsAsync(string name, Stream from, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        for (var part = 0; ; part++)
            if (!await AddPartAsync(string.Create(CultureInfo.InvariantCulture, $"{name}.{part:000}"), from, buffer, cancellation))
                return;
    }

    /// <summary>Binds everything into one file, in the order in which it was added, and returns once it is on the disk.</summary>
    /// <returns>The file.</returns>
    public async Task<string> BindAsync(DateTimeOffset at, CancellationToken cancellation)
    {
        var whole = Path.Combine(work, "whole");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(whole, options);
        await using (var tar = new TarWriter(file, TarEntryFormat.Ustar, leaveOpen: true))
            foreach (var (entry, path) in recipient is null ? _entries : [(BackupManifest.Recipient, recipient), .. _entries])
            {
                await using var content = File.OpenRead(path);
                await tar.WriteEntryAsync(
                    new UstarTarEntry(TarEntryType.RegularFile, entry)
                    {
                        DataStream = content,
                        ModificationTime = at,
                        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    },
                    cancellation
                );
                await content.DisposeAsync();
                if (path != recipient)
                    File.Delete(path);
            }

        file.Flush(flushToDisk: true);
        return whole;
    }

    /// <returns>Whether there may be more in <paramref name="from"/>.</returns>
    private async Task<bool> AddPartAsync(string name, Stream from, byte[] buffer, CancellationToken cancellation)
    {
        var path = Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"{_entries.Count}"));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        using var tool = recipient is null ? null : Sealing.Close(recipient, path);
        await using var plain = recipient is null ? File.Create(path) : null;
        var to = plain ?? tool!.Input;
        try
        {
            while (bytes < partSize)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, partSize - bytes)), cancellation);
                if (read == 0)
                    break;
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
                bytes += read;
            }
        }
        catch (IOException) when (tool is not null)
        {
            // It has ended: its words say why.
        }

        if (tool is not null && await tool.EndAsync(cancellation) is { Code: not 0 } failed)
            throw new BackupFailedException("openssl could not encrypt the backup:\n" + failed.Errors.Trim());
        _entries.Add((recipient is null ? name : name + ".cms", path));
        Files.Add(new BackedFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
        return bytes == partSize;
    }
}
