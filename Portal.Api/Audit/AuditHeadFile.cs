using System.Globalization;

namespace Portal.Api.Audit;

/// <summary>
/// Keeps the head of the log outside the database: the file <c>audit-head</c> in the state folder holds one line, number and hash.
/// </summary>
/// <param name="stateFolder">Folder of this node; it must exist.</param>
public sealed class AuditHeadFile(string stateFolder)
{
    private readonly string _path = Path.Combine(stateFolder, "audit-head");

    /// <summary>The head that was written last, or <c>null</c> when there is none yet.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public AuditHead? Read()
    {
        if (!File.Exists(_path))
            return null;
        return
            File.ReadAllText(_path).Trim().Split(' ') is [var number, { Length: 64 } hash]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? new AuditHead(known, hash)
            : throw new InvalidDataException("The file audit-head does not hold a number and a hash.");
    }

    /// <summary>Replaces the file atomically: after a power cut it is the old one or the new one.</summary>
    public void Write(AuditHead head)
    {
        var next = _path + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Number} {head.Hash}\n")));
            stream.Flush(flushToDisk: true);
        }
        File.Move(next, _path, overwrite: true);
    }
}
