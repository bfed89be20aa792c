using System.Globalization;

namespace Portal.Api.Backup;

/// <summary>
/// A folder of backups. What is unfinished lies in a hidden folder until it is whole, so an interrupted backup leaves none; the next one
/// removes what it left.
/// </summary>
internal sealed class BackupFolder : IDisposable
{
    private const string Unfinished = ".portal-backup-unfinished-";
    private const string Pattern = "portal-backup-*.tar";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder;
    private readonly FileStream _lock;

    private BackupFolder(string folder, FileStream held)
    {
        (_folder, _lock) = (folder, held);
        foreach (var left in Directory.EnumerateDirectories(folder, Unfinished + "*"))
            Directory.Delete(left, recursive: true);
        Work = Make(Path.Combine(folder, Unfinished + Guid.NewGuid().ToString("N")));
    }

    /// <summary>Where the parts of the backup are written.</summary>
    public string Work { get; }

    /// <exception cref="BackupFailedException">Another backup is being made into it, or it cannot be written.</exception>
    public static BackupFolder Take(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                Make(folder);
            return new BackupFolder(
                folder,
                new FileStream(Path.Combine(folder, ".portal-backup.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException(
                $"The folder {folder} cannot be written, or another backup is being made into it: {exception.Message}",
                exception
            );
        }
    }

    /// <summary>The file itself, or the newest backup of a folder.</summary>
    /// <exception cref="BackupFailedException">There is none.</exception>
    public static string Newest(string path)
    {
        if (path.Contains(Unfinished, StringComparison.Ordinal))
            throw new BackupFailedException("This was left by a backup that was interrupted; it is not a backup. Take another one.");
        if (!Directory.Exists(path))
            return File.Exists(path) ? path : throw new BackupFailedException($"There is no file {path}.");
        return Directory.EnumerateFiles(path, Pattern).MaxBy(file => (Path.GetFileName(file).Split('-', '.')[2], file.Length, file))
            ?? throw new BackupFailedException($"There is no backup in {path}.");
    }

    /// <summary>Gives the whole backup its name.</summary>
    /// <param name="whole">Its file in <see cref="Work"/>, which is on the disk.</param>
    /// <returns>Its path.</returns>
    public string Keep(string whole, DateTimeOffset madeAt)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"portal-backup-{madeAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        var path = Path.Combine(_folder, name + ".tar");
        for (var next = 2; File.Exists(path); next++)
            path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{next}.tar"));
        File.Move(whole, path);
        return path;
    }

    public void Dispose()
    {
        Directory.Delete(Work, recursive: true);
        _lock.Dispose();
    }

    private static string Make(string folder) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder).FullName : Directory.CreateDirectory(folder, Private).FullName;
}
