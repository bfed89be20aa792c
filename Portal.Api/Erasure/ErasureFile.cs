using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Api.Tombstones;

namespace Portal.Api.Erasure;

/// <summary>One line of the file of erasures.</summary>
/// <param name="Database">The mark of its database, see <see cref="CaseKeys.DatabaseMark"/>.</param>
/// <param name="Service">Code of the service at the time of the erasure.</param>
public sealed record ErasureLine(string Database, string Service, StoredErasure Erasure);

/// <summary>
/// The tombstones outside the database: the append-only file <c>erasures</c> in the state folder, one JSON line each. They are there when
/// the database is restored from a backup that was made before an erasure.
/// </summary>
/// <param name="stateFolder">Folder of this node; it must exist.</param>
public sealed class ErasureFile(string stateFolder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    private readonly string _path = Path.Combine(stateFolder, "erasures");
    private readonly Lock _oneAtATime = new();

    /// <summary>Every line, in the order written; empty when there is no file.</summary>
    /// <exception cref="InvalidDataException">A complete line is not an erasure; the message does not quote it.</exception>
    public IReadOnlyList<ErasureLine> Read()
    {
        lock (_oneAtATime)
        {
            if (!File.Exists(_path))
                return [];
            var text = File.ReadAllText(_path, Encoding.UTF8);
            // Anything after the last line end was cut off while it was written, so its transaction never committed.
            var lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Select((line, place) => Parse(line, place + 1))];
        }
    }

    /// <summary>Adds lines and returns once they are on the disk.</summary>
    public void Append(IReadOnlyList<ErasureLine> lines)
    {
        lock (_oneAtATime)
        {
            using var stream = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            stream.SetLength(EndOfLastLine(stream));
            stream.Position = stream.Length;
            foreach (var line in lines)
                stream.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, Json) + "\n"));
            stream.Flush(flushToDisk: true);
        }
    }

    private static long EndOfLastLine(FileStream stream)
    {
        for (var end = stream.Length; end > 0; end--)
        {
            stream.Position = end - 1;
            if (stream.ReadByte() == '\n')
                return end;
        }
        return 0;
    }

    private static ErasureLine Parse(string line, int number)
    {
        try
        {
            if (
                JsonSerializer.Deserialize<ErasureLine>(line, Json) is
                { Database: not null, Service: not null, Erasure: { Reason: not null, By: not null, Rows: not null } } read
            )
                return read;
        }
        catch (JsonException)
        {
            // The exception quotes the line; the message below does not.
        }
        throw new InvalidDataException(
            FormattableString.Invariant(
                $"Line {number} of the file erasures in the state folder cannot be read. Put back the copy that is kept with the backups."
            )
        );
    }
}
