using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Api.Backup;

/// <summary>Writes the files of one backup, each encrypted, and binds them into one.</summary>
/// <param name="work">Folder for the parts.</param>
/// <param name="recipient">File of the certificate, or <c>null</c> for a backup in the clear.</param>
/// <param name="partSize">Bytes after which a part of a stream ends.</param>
internal sealed class BackupWriter(string work, string? recipient, long partSize)
{
    private readonly List<(string Entry, string Path)> _entries = [];

    /// <summary>What is written so far.</summary>
    public List<BackedFile> Files { get; } = [];

    /// <summary>Writes one file, which is not empty.</summary>
    public async Task AddAsync(string name, byte[] content, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        await AddPartAsync(name, stream, content, content.Length, cancellation);
    }

    /// <summary>Writes a stream in parts: <c>name.000</c>, <c>name.001</c> and so on, none of them empty.</summary>
    public async Task AddPartsAsync(string name, Stream from, CancellationToken cancellation)
    {
        var buffer = new byte[81920];
        var read = await from.ReadAsync(buffer, cancellation);
        for (var part = 0; read > 0; part++)
            read = await AddPartAsync(string.Create(CultureInfo.InvariantCulture, $"{name}.{part:000}"), from, buffer, read, cancellation);
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
                // Of the recipient the certificate alone, whatever else its file holds.
                await using Stream content =
                    path == recipient
                        ? new MemoryStream(
                            Encoding.ASCII.GetBytes(X509CertificateLoader.LoadCertificateFromFile(path).ExportCertificatePem())
                        )
                        : File.OpenRead(path);
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

    /// <param name="read">Bytes that are in the buffer already; openssl fails for a part without any.</param>
    /// <returns>Bytes that are in the buffer for the next part; 0 at the end.</returns>
    private async Task<int> AddPartAsync(string name, Stream from, byte[] buffer, int read, CancellationToken cancellation)
    {
        var path = Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"{_entries.Count}"));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long bytes = 0;
        IOException? broken = null;
        using var tool = recipient is null ? null : Sealing.Close(recipient, path);
        await using var plain = recipient is null ? File.Create(path) : null;
        var to = plain ?? tool!.Input;
        try
        {
            for (; read > 0 && bytes < partSize; read = await from.ReadAsync(buffer, cancellation))
            {
                hash.AppendData(buffer, 0, read);
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
                bytes += read;
            }
        }
        catch (IOException exception)
        {
            broken = exception;
        }

        if (tool is not null && await tool.EndAsync(cancellation) is { Code: not 0 } failed)
            throw new BackupFailedException("openssl could not encrypt the backup:\n" + failed.Errors.Trim());
        if (broken is not null)
            throw new BackupFailedException("The backup could not be written: " + broken.Message, broken);
        _entries.Add((recipient is null ? name : name + ".cms", path));
        Files.Add(new BackedFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
        return read;
    }
}
