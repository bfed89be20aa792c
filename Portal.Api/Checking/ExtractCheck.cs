using System.Security.Cryptography;
using System.Text;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.History;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts;
using Portal.Api.Tombstones;

namespace Portal.Api.Checking;

/// <summary>Checks an extract: bytes in, report out; no database and no clock.</summary>
public static class ExtractCheck
{
    /// <summary>Reads and checks the files of one extract. No input makes it throw.</summary>
    /// <param name="earlier">What the service sent before; <c>null</c> skips the history rules.</param>
    /// <param name="erased">The service's erased cases; <c>null</c> when they cannot be known, as without a database.</param>
    public static CheckedExtract Run(
        CheckRequest request,
        IReadOnlyList<UploadedFile> files,
        EarlierFacts? earlier = null,
        ErasedCases? erased = null
    )
    {
        var log = new ProblemLog();
        var named = Naming.Files(Unpacking.Files(files, request, log), request.Period, log);
        var gated = named.Select(file => FileGate.Read(file, request, log)).OfType<GatedFile>().ToList();

        var extract = ReadExtract.Of(gated, request.Limits, log);
        ExtractGate.Check(extract, request, log);
        if (earlier is not null)
            HistoryGate.Check(extract, request, earlier, log);
        var holdsErased = erased is not null && ErasedCheck.Check(extract, erased, log);

        var rows = log.HasErrors ? null : extract.ToRows();
        var checkedFiles = gated.Select(CheckedFileOf).ToList();
        return new CheckedExtract(
            request,
            checkedFiles,
            log.ToProblems(),
            extract.Cases is { } cases ? Completeness.Of(cases.Rows) : [],
            rows is null ? [] : PairedCounts.Of(rows, request.Period, request.Measures),
            rows,
            ContentHash(checkedFiles),
            !log.GateFailed
        )
        {
            Earlier = earlier?.Submissions,
            ErasuresSeen = erased?.Count ?? 0,
            HoldsErasedCase = holdsErased,
            Read = extract,
        };
    }

    private static CheckedFile CheckedFileOf(GatedFile file) =>
        new(
            file.Kind,
            ExtractFiles.Of(file.Kind).Name,
            Convert.ToHexStringLower(SHA256.HashData(file.Source.Content.Span)),
            file.Rows,
            file.Text.Encoding,
            file.Separator.ToString(),
            file.Source.Content
        );

    private static string ContentHash(List<CheckedFile> files)
    {
        var lines = files.OrderBy(file => file.Kind).Select(file => $"{file.Name} {file.Sha256}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(lines))));
    }
}
