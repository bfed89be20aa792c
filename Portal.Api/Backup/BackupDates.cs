using System.Text.Json;
using Portal.Api.Answers;

namespace Portal.Api.Backup;

/// <summary>What the state folder remembers of a backup or a drill.</summary>
/// <param name="At">When it ended.</param>
/// <param name="File">Name of the backup, without its folder.</param>
/// <param name="MadeAt">When the backup was made, which for a drill is earlier.</param>
public sealed record BackupDate(DateTimeOffset At, string File, DateTimeOffset MadeAt);

/// <summary>The files <c>last-backup</c> and <c>last-drill</c> in the state folder: the last of each that went well.</summary>
public static class BackupDates
{
    public const string LastBackup = "last-backup";

    public const string LastDrill = "last-drill";

    /// <returns><c>null</c> when there was none, or the file holds something else.</returns>
    public static BackupDate? Read(string stateFolder, string which)
    {
        try
        {
            var file = Path.Combine(stateFolder, which);
            return File.Exists(file) ? JsonSerializer.Deserialize<BackupDate>(File.ReadAllText(file), PortalJson.Options) : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static void Write(string stateFolder, string which, BackupDate date)
    {
        Directory.CreateDirectory(stateFolder);
        var next = Path.Combine(stateFolder, which + ".next");
        File.WriteAllText(next, JsonSerializer.Serialize(date, PortalJson.Options) + "\n");
        File.Move(next, Path.Combine(stateFolder, which), overwrite: true);
    }
}
