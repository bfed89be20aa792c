using System.Globalization;

namespace Portal.Api.Audit;

/// <summary>The head of the log outside the database: <c>audit-head</c> in the state folder, one line with number and hash.</summary>
/// <param name="stateFolder">Folder of this node, which exists.</param>
public sealed class AuditHeadFile(string stateFolder)
{
    private readonly string _path = Path.Combine(stateFolder, "audit-head");

    /// <summary>The head as it was written last, or <c>null</c> when none was yet.</summary>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public AuditHead? Read()
    {
        if (!File.Exists(_path))
            return null;
        return
            File.ReadAllText(_path).Trim().Split(' ') is [var number, { Length: 64 } hash]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? new AuditHead(known, hash)
            : throw new InvalidDataException("The file audit-head is not a number and a hash.");
    }

    /// <summary>Replaces the file as a whole; a power cut leaves the old one or the new one.</summary>
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
