using System.Security.Cryptography;
using Portal.Api.Answers;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Workbooks;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>How a file compares with the receipt.</summary>
public enum FileMatch
{
    Same,
    Different,

    /// <summary>On the receipt, but not among the files.</summary>
    Missing,

    /// <summary>Among the files, but not on the receipt.</summary>
    Extra,
}

/// <summary>One of the six files beside its line on the receipt.</summary>
/// <param name="Name">Canonical name.</param>
/// <param name="Match">The result; the fingerprint decides.</param>
/// <param name="ReceiptSha256">As on the receipt; <c>null</c> for an extra file.</param>
/// <param name="Sha256">Of the given file; <c>null</c> for a missing one.</param>
/// <param name="ReceiptRows">As on the receipt.</param>
/// <param name="Rows">Data rows of the given file; <c>null</c> when it is missing or cannot be read as a table.</param>
public sealed record ComparedFile(string Name, FileMatch Match, string? ReceiptSha256, string? Sha256, int? ReceiptRows, int? Rows);

/// <summary>Files compared with the receipt of a submission.</summary>
/// <param name="Receipt">Id of the receipt.</param>
/// <param name="Service">Service code on the receipt.</param>
/// <param name="Period">Quarter on the receipt.</param>
/// <param name="Matches">True when the files are exactly those of the receipt, unchanged.</param>
/// <param name="Files">In contract order.</param>
public sealed record ReceiptComparison(Guid Receipt, string Service, Quarter Period, bool Matches, IReadOnlyList<ComparedFile> Files)
{
    private const int Sha256Letters = 64;

    /// <summary>Compares files, read like an upload: a word in the name tells the kind, a zip or workbook stands for its files.</summary>
    /// <returns>Refused when it is not clear which file is which.</returns>
    public static Answer<ReceiptComparison> Of(Receipt receipt, IReadOnlyList<UploadedFile> files)
    {
        var request = new CheckRequest(receipt.Service, receipt.Period, MeasureCatalogue.Published, UploadLimits.Default);
        var log = new ProblemLog();
        var named = Naming
            .Files(WorkbookExtract.FilesOf(files, request, log), request, log)
            .ToDictionary(file => ExtractFiles.Of(file.Kind).Name);
        // Other problems, such as an identifier in a name or a missing cases.csv, do not matter here.
        if (
            log.ToProblems()
                .FirstOrDefault(problem =>
                    problem.Code
                        is "file.unknown_name"
                            or "file.repeated"
                            or "file.zip_refused"
                            or "file.too_large"
                            or "file.workbook"
                            or "file.workbook_damaged"
                ) is
            { } problem
        )
            return new Refusal(StatusCodes.Status400BadRequest, "FILES_UNUSABLE", problem.Message);

        var lines = receipt.Files.Where(line => line.IsThere).ToDictionary(line => line.Name);
        var compared = ExtractFiles
            .All.Select(file => Compare(file.Name, lines.GetValueOrDefault(file.Name), named.GetValueOrDefault(file.Name), request))
            .OfType<ComparedFile>()
            .ToList();
        return new ReceiptComparison(
            receipt.Id,
            receipt.Service,
            receipt.Period,
            compared.All(file => file.Match == FileMatch.Same),
            compared
        );
    }

    /// <summary>Whether a receipt that was read from JSON has everything that a comparison needs.</summary>
    public static bool IsWhole(Receipt receipt) =>
        receipt.Id != Guid.Empty
        && receipt.Service is not null
        && receipt.Period != default
        && receipt.Files is { Count: > 0 } files
        && files.All(line =>
            line is { Name: not null, Rows: >= 0 }
            && line.Sha256?.Length == (line.IsThere ? Sha256Letters : null)
            && ExtractFiles.All.Any(file => file.Name == line.Name)
        )
        && files.DistinctBy(line => line.Name).Count() == files.Count;

    private static ComparedFile? Compare(string name, FileLine? line, NamedFile? file, CheckRequest request)
    {
        // Made from columns of another file, whose line says whether they are the same.
        if (file is null && line is null or { MadeFrom: not null })
            return null;
        var sha256 = file is null ? null : Convert.ToHexStringLower(SHA256.HashData(file.Source.Content.Span));
        var match = (line, file) switch
        {
            (null, _) => FileMatch.Extra,
            (_, null) => FileMatch.Missing,
            _ => string.Equals(line.Sha256, sha256, StringComparison.OrdinalIgnoreCase) ? FileMatch.Same : FileMatch.Different,
        };
        return new ComparedFile(
            name,
            match,
            line?.Sha256,
            sha256,
            line?.Rows,
            file is null ? null : FileGate.Read(file, request, new ProblemLog())?.Rows
        );
    }
}
