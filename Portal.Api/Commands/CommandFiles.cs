using Portal.Api.Checking.Problems;

namespace Portal.Api.Commands;

/// <summary>Reads the files that a command names.</summary>
internal static class CommandFiles
{
    /// <summary>The files in the order of the arguments, or <c>null</c> after saying which one cannot be read.</summary>
    /// <remarks>A file name may identify somebody, so a file is named by its place among the arguments.</remarks>
    public static async Task<IReadOnlyList<UploadedFile>?> ReadAsync(IReadOnlyList<string> paths, TextWriter errors)
    {
        var files = new List<UploadedFile>();
        foreach (var path in paths)
        {
            try
            {
                files.Add(new UploadedFile(Path.GetFileName(path), await File.ReadAllBytesAsync(path)));
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                await errors.WriteLineAsync(
                    FormattableString.Invariant($"File {files.Count + 1} of {paths.Count} is not there, or cannot be read.")
                );
                return null;
            }
        }
        return files;
    }
}
