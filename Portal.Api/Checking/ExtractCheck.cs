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
    /// <param name="standing">What stands of the same quarter: files that are not sent again are carried forward from it.</param>
    public static CheckedExtract Run(
        CheckRequest request,
        IReadOnlyList<UploadedFile> files,
        EarlierFacts? earlier = null,
        ErasedCases? erased = null,
        StandingQuarter? standing = null
    )
    {
        var log = new ProblemLog();
        var named = Naming.Files(Unpacking.Files(files, request, log), request.Period, log, standing is not null);
        var carried = standing?.Without([.. named.Select(file => file.Kind)], request.Removed) ?? CarriedFiles.None;
        var gated = named.Select(file => FileGate.Read(file, request, log)).OfType<GatedFile>().ToList();

        var extract = ReadExtract.Of(gated, request.Limits, log) with { Carried = carried };
        ExtractGate.Check(extract, request, log);
        if (earlier is not null)
            HistoryGate.Check(extract, request, earlier, standing, log);
        var holdsErased = erased is not null && ErasedCheck.Check(extract, erased, log);

        var rows = log.HasErrors ? null : extract.ToRows();
        var checkedFiles = gated.Select(CheckedFileOf).ToList();
        return new CheckedExtract(
            request,
            checkedFiles,
            log.ToProblems(),
            extract.ListedCases is { } cases ? Completeness.Of(cases) : [],
            rows is null ? [] : PairedCounts.Of(rows, request.Period, request.Measures),
            rows,
            ContentHash(checkedFiles, carried),
            !log.GateFailed
        )
        {
            Earlier = earlier?.Submissions,
            Standing = standing,
            Effects = rows is null || earlier is null ? [] : Effects.Of(standing?.Rows, rows, request.Period, request.Measures),
            Carried = carried,
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

    // Of the whole quarter: what is sent again counts as what stands when nothing differs, whichever files come.
    private static string ContentHash(List<CheckedFile> files, CarriedFiles carried)
    {
        var lines = files
            .Select(file => (file.Kind, file.Sha256))
            .Concat(carried.Files.Select(file => (file.Kind, file.Sha256)))
            .OrderBy(file => file.Kind)
            .Select(file => $"{ExtractFiles.Of(file.Kind).Name} {file.Sha256}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(lines))));
    }
}
