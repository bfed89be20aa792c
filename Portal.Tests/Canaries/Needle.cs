namespace Portal.Tests.Canaries;

/// <summary>Bytes to look for.</summary>
/// <param name="Name">What they are, for the message of a failure.</param>
/// <param name="Bytes">At least six, so that chance finds none.</param>
internal sealed record Needle(string Name, byte[] Bytes)
{
    private const int ReadAtOnce = 4 * 1024 * 1024;

    /// <summary>Where a needle was found.</summary>
    public sealed record Hit(string Needle, string Path);

    /// <summary>Looks in every file below the folders that was written since <paramref name="since"/> (UTC).</summary>
    public static IReadOnlyList<Hit> Find(IReadOnlyList<Needle> needles, IReadOnlyList<string> folders, DateTime since)
    {
        var everything = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        var overlap = needles.Max(needle => needle.Bytes.Length);
        return
        [
            .. folders
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", everything))
                .Distinct()
                .Where(path => IsOrdinary(path) && File.GetLastWriteTimeUtc(path) >= since)
                .SelectMany(path => In(path, needles, overlap)),
        ];
    }

    private static HashSet<Hit> In(string path, IReadOnlyList<Needle> needles, int overlap)
    {
        var hits = new HashSet<Hit>();
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[ReadAtOnce + overlap];
            var kept = 0;
            while (file.Read(buffer, kept, ReadAtOnce) is var read and > 0)
            {
                var seen = buffer.AsSpan(0, kept + read);
                foreach (var needle in needles)
                {
                    if (seen.IndexOf(needle.Bytes) >= 0)
                        hits.Add(new Hit(needle.Name, path));
                }
                // A needle may stand across two reads.
                kept = Math.Min(overlap, seen.Length);
                seen[^kept..].CopyTo(buffer);
            }
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // A temporary file of somebody else that is gone, or closed to us.
        }
        return hits;
    }

    private static bool IsOrdinary(string path)
    {
        try
        {
            // Sockets and pipes have no length.
            return new FileInfo(path).Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
