using System.Formats.Tar;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Api.Answers;

namespace Portal.Api.Backup;

/// <summary>A backup, decrypted into a private folder, each of its files as the manifest says. The folder goes with it.</summary>
public sealed partial class OpenedBackup : IDisposable
{
    private const string Again = "Copy it again, or take another one.";

    // Entries as they are in the file.
    private const string Sealed = "sealed";

    private readonly string _folder;

    private OpenedBackup(string folder, BackupManifest manifest, string file) => (_folder, Manifest, File) = (folder, manifest, file);

    public BackupManifest Manifest { get; }

    /// <summary>The name of the backup.</summary>
    public string File { get; }

    /// <summary>The archive of pg_dump.</summary>
    internal string DumpFile => Path.Combine(_folder, BackupManifest.Dump);

    /// <summary>A folder with the files of the state folder that the backup has.</summary>
    internal string StateFolder => Path.Combine(_folder, BackupManifest.State);

    /// <param name="path">A backup, or a folder whose newest backup is meant.</param>
    /// <param name="keyFile">The private key of the certificate; <c>null</c> for a backup in the clear.</param>
    /// <exception cref="BackupFailedException">It is no backup, is not whole, or the key does not open it.</exception>
    public static async Task<OpenedBackup> OpenAsync(string path, string? keyFile, CancellationToken cancellation)
    {
        path = BackupFolder.Newest(path);
        var folder = Directory.CreateTempSubdirectory("portal-backup-").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, BackupManifest.State));
            Directory.CreateDirectory(Path.Combine(folder, Sealed, BackupManifest.State));
            var entries = await UnbindAsync(path, Path.Combine(folder, Sealed), cancellation);
            var isSealed = entries.Contains(BackupManifest.Recipient);
            // Anybody can write a file in the clear; whoever gives a key wants one that was encrypted.
            if (!isSealed && keyFile is not null)
                throw new BackupFailedException("This backup is not encrypted, so the key is for another one. Is it really yours?");
            if (isSealed)
                await DemandKeyAsync(Path.Combine(folder, Sealed, BackupManifest.Recipient), keyFile, cancellation);
            var opening = new Opening(folder, isSealed ? keyFile : null);
            var manifest = Read(await opening.BytesAsync(BackupManifest.FileName, cancellation));
            foreach (var file in manifest.Files)
                if (!entries.Contains(isSealed ? file.Name + ".cms" : file.Name))
                    throw Damaged(BackupManifest.FileName);
            foreach (var file in manifest.Files)
                await opening.CheckedAsync(file, cancellation);
            return new OpenedBackup(folder, manifest, Path.GetFileName(path));
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static BackupFailedException Damaged(string name) => new($"This backup is damaged: {name} is not as it was written. {Again}");

    private static async Task<HashSet<string>> UnbindAsync(string path, string folder, CancellationToken cancellation)
    {
        var entries = new HashSet<string>();
        try
        {
            await using var file = System.IO.File.OpenRead(path);
            await using var tar = new TarReader(file);
            while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                if (!Name().IsMatch(entry.Name) || entry.EntryType != TarEntryType.RegularFile)
                    throw new BackupFailedException($"{Path.GetFileName(path)} is not a backup of the portal.");
                var part = Path.Combine(folder, entry.Name);
                await entry.ExtractToFileAsync(part, overwrite: false, cancellation);
                if (new FileInfo(part).Length != entry.Length)
                    throw new EndOfStreamException();
                entries.Add(entry.Name);
                // What comes after it is padding.
                if (entry.Name.StartsWith(BackupManifest.FileName, StringComparison.Ordinal))
                    return entries;
            }
        }
        catch (EndOfStreamException)
        {
            // Said below.
        }
        catch (InvalidDataException exception)
        {
            throw entries.Count > 0
                ? Damaged("the list of its files")
                : new BackupFailedException($"{Path.GetFileName(path)} is not a backup of the portal, or is damaged. {Again}", exception);
        }

        throw new BackupFailedException($"This backup is cut short: it ends before its manifest. {Again}");
    }

    private static async Task DemandKeyAsync(string recipient, string? keyFile, CancellationToken cancellation)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = X509CertificateLoader.LoadCertificateFromFile(recipient);
        }
        catch (CryptographicException)
        {
            throw Damaged(BackupManifest.Recipient);
        }

        using (certificate)
        {
            var end = certificate.NotAfter.ToUniversalTime();
            var who = FormattableString.Invariant(
                $"{certificate.Subject} (serial number {certificate.SerialNumber}, ends {end:yyyy-MM-dd})"
            );
            if (keyFile is null)
                throw new BackupFailedException($"This backup is encrypted. Give the private key of {who}: --key KEY.pem.");
            if (!await Sealing.IsKeyOfAsync(keyFile, certificate, cancellation))
                throw new BackupFailedException(
                    $"This key does not open the backup, which is for {who}. Give the private key of that certificate."
                );
        }
    }

    private static BackupManifest Read(byte[] text)
    {
        try
        {
            if (JsonSerializer.Deserialize<BackupManifest>(text, PortalJson.Options) is { Files: not null, Tables: not null } manifest)
                return manifest.Format == BackupManifest.ThisFormat
                    ? manifest
                    : throw new BackupFailedException("This backup was made by a newer portal. Use that version to open it.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            // Said below.
        }

        throw Damaged(BackupManifest.FileName);
    }

    [GeneratedRegex(
        @"^(recipient\.pem|(manifest\.json|portal\.dump\.[0-9]{3}|state/(erasures|audit-head|audit-key))(\.cms)?)$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Name();

    /// <summary>Decrypts the files of a folder, in which they are under the names of their entries.</summary>
    private sealed record Opening(string Folder, string? KeyFile)
    {
        public async Task<byte[]> BytesAsync(string name, CancellationToken cancellation)
        {
            using var content = new MemoryStream();
            await CopyAsync(name, content, cancellation);
            return content.ToArray();
        }

        /// <summary>Checks a file against the manifest; parts of the dump become one file.</summary>
        public async Task CheckedAsync(BackedFile file, CancellationToken cancellation)
        {
            var isPart = file.Name.StartsWith(BackupManifest.Dump + ".", StringComparison.Ordinal);
            await using var to = new FileStream(
                Path.Combine(Folder, isPart ? BackupManifest.Dump : file.Name),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite
            );
            var begin = to.Seek(0, SeekOrigin.End);
            await CopyAsync(file.Name, to, cancellation);
            to.Position = begin;
            if (to.Length - begin != file.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(to, cancellation)) != file.Sha256)
                throw Damaged(file.Name);
        }

        private async Task CopyAsync(string name, Stream to, CancellationToken cancellation)
        {
            var path = Path.Combine(Folder, Sealed, KeyFile is null ? name : name + ".cms");
            if (!System.IO.File.Exists(path))
                throw Damaged(name);
            if (KeyFile is null)
            {
                await using var plain = System.IO.File.OpenRead(path);
                await plain.CopyToAsync(to, cancellation);
            }
            else
            {
                using var tool = Sealing.Open(KeyFile, path);
                await tool.Output.CopyToAsync(to, cancellation);
                if ((await tool.EndAsync(cancellation)).Code != 0)
                    throw Damaged(name);
            }

            System.IO.File.Delete(path);
        }
    }
}
