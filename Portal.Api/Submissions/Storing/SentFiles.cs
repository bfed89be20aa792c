using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Api.Submissions.Storing;

/// <summary>What is sent for a quarter. Files that stand and are neither sent nor removed are carried forward.</summary>
public sealed record SentFiles(IReadOnlyList<UploadedFile> Files)
{
    /// <summary>The kinds that may be removed. Without cases.csv there is no quarter: that is a withdrawal.</summary>
    public static readonly IReadOnlyList<FileKind> Removable =
    [
        FileKind.Risks,
        FileKind.Scores,
        FileKind.Contacts,
        FileKind.Feedback,
        FileKind.Activity,
    ];

    /// <summary>Files that stand and shall count no longer; one that is sent as well is not removed.</summary>
    public IReadOnlyCollection<FileKind> Removed { get; init; } = [];

    /// <summary>What is said of the files, those carried forward too; see <see cref="Checking.Problems.CheckRequest.Coverage"/>.</summary>
    public IReadOnlyDictionary<FileKind, Coverage> Coverage { get; init; } = new Dictionary<FileKind, Coverage>();

    /// <summary>The answer of a word, ALL or QUARTER.</summary>
    /// <returns><c>null</c> for another word.</returns>
    public static Coverage? CoverageOf(string? word) =>
        word switch
        {
            "ALL" => Extracts.Coverage.All,
            "QUARTER" => Extracts.Coverage.Quarter,
            _ => null,
        };

    /// <summary>The kind of a word of which coverage can be said.</summary>
    /// <returns><c>null</c> for another word.</returns>
    public static FileKind? CoveredKind(string? word) =>
        CoverageKinds.All.Where(kind => Word(kind) == word).Select(kind => (FileKind?)kind).FirstOrDefault();

    /// <summary>A kind as clients and tables name it: <c>risks</c> for risks.csv.</summary>
    public static string Word(FileKind kind) => Path.GetFileNameWithoutExtension(ExtractFiles.Of(kind).Name);

    /// <summary>The words of a list such as <c>risks, scores</c>.</summary>
    public static IReadOnlyList<string> Words(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The kinds of these words.</summary>
    /// <returns><c>null</c> when one of them cannot be removed.</returns>
    public static IReadOnlyList<FileKind>? Kinds(IEnumerable<string> words)
    {
        var kinds = words.Select(word => Removable.Where(kind => Word(kind) == word).ToList()).ToList();
        return kinds.TrueForAll(found => found.Count == 1) ? [.. kinds.Select(found => found[0]).Distinct().Order()] : null;
    }
}
