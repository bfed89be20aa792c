using System.Globalization;
using Portal.Api.Backup;

namespace Portal.Api.Doctor;

/// <summary>How old the last backup and the last drill are.</summary>
internal static class BackupFindings
{
    private static readonly TimeSpan OneNightMissed = TimeSpan.FromDays(2);
    private static readonly TimeSpan WeekMissed = TimeSpan.FromDays(8);
    private static readonly TimeSpan QuarterMissed = TimeSpan.FromDays(100);

    public static IReadOnlyList<Finding> Of(Patient patient)
    {
        var now = patient.Options.Clock.GetUtcNow();
        var (backup, drill) = (
            BackupDates.Read(patient.Options.StateFolder, BackupDates.LastBackup),
            BackupDates.Read(patient.Options.StateFolder, BackupDates.LastDrill)
        );
        return [OfBackup(backup, now, patient.IsDevelopment), OfDrill(drill, now)];
    }

    private static Finding OfBackup(BackupDate? last, DateTimeOffset now, bool isDevelopment)
    {
        const string what = "backup";
        const string remedy = "Run ./portal backup, and let a timer run it each night (docs/operations.md, \"Backup\").";
        if (last is null)
            return new Finding(
                isDevelopment ? FindingState.Warning : FindingState.Wrong,
                what,
                "There has been no backup from this state folder.",
                remedy
            );
        var words = $"the last one was made {Words(last.At, now)}";
        return now - last.At > WeekMissed ? Finding.Wrong(what, $"It is old: {words}.", remedy)
            : now - last.At > OneNightMissed ? Finding.Warning(what, $"It is old: {words}.", remedy)
            : Finding.Ok(what, words);
    }

    private static Finding OfDrill(BackupDate? last, DateTimeOffset now)
    {
        const string what = "drill";
        const string remedy =
            "Run ./portal verify-backup where the key is, and copy last-drill of its state folder to here (docs/operations.md, \"Drill\").";
        return last is null ? Finding.Warning(what, "No backup has been restored on trial.", remedy)
            : now - last.At > QuarterMissed
                ? Finding.Warning(what, $"The last backup that was restored on trial was so {Words(last.At, now)}.", remedy)
            : Finding.Ok(what, $"a backup was restored on trial {Words(last.At, now)}");
    }

    private static string Words(DateTimeOffset at, DateTimeOffset now) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {Math.Max(0, (int)(now - at).TotalDays)} days ago"
        );
}
