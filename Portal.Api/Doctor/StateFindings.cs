using System.Globalization;
using Portal.Api.Audit;
using Portal.Api.Erasure;

namespace Portal.Api.Doctor;

/// <summary>The state folder: whether it can be written, its room, and the files that outlive the database.</summary>
internal static class StateFindings
{
    private const long Mebibyte = 1L << 20;

    public static IEnumerable<Finding> Of(Patient patient)
    {
        var folder = patient.Options.StateFolder;
        var written = Written(folder);
        yield return written;
        if (written.State == FindingState.Wrong)
            yield break;
        var drive = new DriveInfo(folder);
        yield return Room(drive.AvailableFreeSpace, drive.TotalSize);
        yield return Read(
            "erasures",
            () => FormattableString.Invariant($"the file of erasures has {new ErasureFile(folder).Read().Count} lines"),
            "See docs/operations.md, \"Erasure\"."
        );
        yield return Read(
            "audit head",
            () =>
                new AuditHeadFile(folder, patient.Options.AuditKeyFile).Read() is { } head
                    ? FormattableString.Invariant($"sealed at entry {head.Number}")
                    : "none yet; the portal writes it within seconds of its start",
            "See docs/operations.md, \"Audit log\"."
        );
    }

    /// <summary>Whether there is room enough.</summary>
    internal static Finding Room(long free, long total)
    {
        const string what = "disk";
        const string remedy = "Free space, or move the state folder to a larger disk. Nothing that was acknowledged is lost.";
        var words = string.Create(CultureInfo.InvariantCulture, $"{free / Mebibyte:N0} MiB of {total / Mebibyte:N0} MiB are free");
        return free < 200 * Mebibyte ? Finding.Wrong(what, $"Only {words} where the state folder is.", remedy)
            : free < 2048 * Mebibyte && free < total / 10 ? Finding.Warning(what, $"Only {words} where the state folder is.", remedy)
            : Finding.Ok(what, words);
    }

    private static Finding Written(string folder)
    {
        const string what = "state folder";
        if (!Directory.Exists(folder))
            return Finding.Wrong(what, $"{folder} is not there.", "Make it, owned by the portal's account, or set PORTAL_STATE.");
        try
        {
            var probe = Path.Combine(folder, $".doctor-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Finding.Ok(what, $"{folder} can be written");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(
                what,
                $"{folder} cannot be written.",
                "Give it to the account that runs the portal, and make room on its disk."
            );
        }
    }

    private static Finding Read(string what, Func<string> read, string remedy)
    {
        try
        {
            return Finding.Ok(what, read());
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(what, exception.Message, remedy);
        }
    }
}
