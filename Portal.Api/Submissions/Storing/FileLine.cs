using System.Text.Json.Serialization;
using Portal.Api.Answers;
using Portal.Api.Checking;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;

namespace Portal.Api.Submissions.Storing;

/// <summary>What becomes of one of the six files when a quarter is sent.</summary>
[JsonConverter(typeof(CodeText<FileState>))]
public enum FileState
{
    /// <summary>Sent with this submission.</summary>
    New,

    /// <summary>Not sent again: it stays as it was sent before.</summary>
    Carried,

    /// <summary>It stood, and was taken out of the quarter on purpose.</summary>
    Removed,

    /// <summary>Not sent for this quarter.</summary>
    NeverSent,
}

/// <summary>A file as reports and receipts show it.</summary>
/// <param name="Sha256">Of the bytes as sent; <c>null</c>, as are encoding and delimiter,
/// for a file that is not there or cannot be read.</param>
/// <param name="Rows">Data rows as sent; 0 for a file that is not there or cannot be read.</param>
/// <param name="CarriedFrom">The submission in which a carried file was sent.</param>
/// <param name="Coverage">What was said of a file of <see cref="CoverageKinds"/> that is there; <c>null</c> for any other.</param>
/// <param name="MadeFrom">The file whose columns it was made from; <c>null</c> for one as sent. Its fingerprint is that of the made
/// text.</param>
public sealed record FileLine(
    string Name,
    string? Sha256,
    int Rows,
    string? Encoding,
    string? Delimiter,
    FileState State = FileState.New,
    Guid? CarriedFrom = null,
    Coverage? Coverage = null,
    string? MadeFrom = null
)
{
    /// <summary>SHA-256 of what the file says; another than that of its bytes when the service's own columns or words had a part.</summary>
    [JsonIgnore]
    public string? ContentSha256 { get; init; }

    /// <summary>Whether the quarter has the file: new or carried forward.</summary>
    [JsonIgnore]
    public bool IsThere => State is FileState.New or FileState.Carried;

    public static FileLine Of(CheckedFile file) =>
        new(
            file.Name,
            file.Sha256,
            file.Rows,
            file.Encoding,
            file.Delimiter,
            Coverage: CoverageKinds.All.Contains(file.Kind) ? file.Coverage : null,
            MadeFrom: file.MadeFrom is { } sheet ? ExtractFiles.Of(sheet).Name : null
        )
        {
            ContentSha256 = file.ContentSha256,
        };

    public static FileLine Of(StandingFile file) =>
        new(
            ExtractFiles.Of(file.Kind).Name,
            file.Sha256,
            file.Rows,
            file.Encoding,
            file.Delimiter,
            FileState.Carried,
            file.SentIn,
            CoverageKinds.All.Contains(file.Kind) ? file.Coverage : null,
            file.MadeFrom is { } sheet ? ExtractFiles.Of(sheet).Name : null
        )
        {
            ContentSha256 = file.ContentSha256,
        };

    /// <summary>All six in contract order: those that are there, those removed, and the rest.</summary>
    public static IReadOnlyList<FileLine> AllSix(IReadOnlyCollection<FileLine> there, IReadOnlyCollection<FileKind> removed) =>
        [
            .. ExtractFiles.All.Select(file =>
                there.FirstOrDefault(line => line.Name == file.Name)
                ?? new FileLine(file.Name, null, 0, null, null, removed.Contains(file.Kind) ? FileState.Removed : FileState.NeverSent)
            ),
        ];
}

/// <summary>A warning that was accepted, with the reason given.</summary>
public sealed record AcceptedWarning(string Code, string? File, string? Column, string Message, int Count, string Reason);
