using System.Security.Cryptography;
using System.Text;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.History;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Checking.Workbooks;
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
    ) => Compare(Open(request, files, standing), earlier, erased);

    /// <summary>What the files come to with a zip or workbook unpacked, in bytes; at most what the limits let through.</summary>
    public static long UnpackedBytes(IReadOnlyList<UploadedFile> files, UploadLimits limits) =>
        files.Sum(file => Unpacking.UnpackedBytes(file, limits));

    /// <summary>Reads the files, so that it is known which cases they list; nothing is compared yet.</summary>
    internal static OpenedExtract Open(CheckRequest request, IReadOnlyList<UploadedFile> files, StandingQuarter? standing)
    {
        var log = new ProblemLog();
        var named = Naming.Files(WorkbookExtract.FilesOf(files, request, log), request, log, standing is not null);
        var carried = standing?.Without([.. named.Select(file => file.Kind)], request.Removed, request.Coverage) ?? CarriedFiles.None;
        var gated = named.Select(file => FileGate.Read(file, request, log)).OfType<GatedFile>().ToList();

        var read = ReadExtract.Of(gated, request, log) with { Carried = carried, QuarterOnly = QuarterOnly(named, carried, request) };
        return new OpenedExtract(request, standing, log, gated, read);
    }

    /// <summary>Compares the rows with each other, with what was sent before and with what was erased. Once for what was opened.</summary>
    internal static CheckedExtract Compare(OpenedExtract opened, EarlierFacts? earlier, ErasedCases? erased)
    {
        var (request, standing, log) = (opened.Request, opened.Standing, opened.Log);
        var extract = opened.Read with { Record = earlier?.Record };
        ExtractGate.Check(extract, request, log);
        if (earlier is not null)
            HistoryGate.Check(extract, request, earlier, standing, log);
        var holdsErased = erased is not null && ErasedCheck.Check(extract, erased, log);

        var rows = log.HasErrors ? null : extract.ToRows();
        var record = rows is null ? null : extract.ToRecord();
        var checkedFiles = opened.Files.Select(file => CheckedFileOf(file, extract.CoverageOf(file.Kind))).ToList();
        return new CheckedExtract(
            request,
            checkedFiles,
            log.ToProblems(),
            extract.ListedCases is { } cases ? Completeness.Of(cases) : [],
            record is null ? [] : PairedCounts.Of(record, request.Period, request.Measures),
            rows,
            ContentHash(checkedFiles, extract.Carried, extract.QuarterOnly),
            !log.GateFailed
        )
        {
            Earlier = earlier?.Submissions,
            Standing = standing,
            Effects =
                record is null || earlier is null
                    ? []
                    : Effects.Of(standing?.RecordOn(earlier.Record), record, request.Period, request.Measures),
            Coverage = CoverageQuestion.Of(extract, earlier?.Record, AnswersBefore(earlier, standing), request),
            Carried = extract.Carried,
            ErasuresSeen = erased?.Count ?? 0,
            HoldsErasedCase = holdsErased,
            Read = extract,
            Questions = log.GateFailed
                ? MappingQuestions.None
                : new([.. opened.Files.SelectMany(file => file.Headings)], [.. opened.Files.SelectMany(file => file.Words)]),
        };
    }

    private static HashSet<FileKind> QuarterOnly(IReadOnlyList<NamedFile> sent, CarriedFiles carried, CheckRequest request) =>
        sent.Select(file => (file.Kind, Coverage: request.Coverage.GetValueOrDefault(file.Kind, Coverage.All)))
            .Concat(carried.Files.Select(file => (file.Kind, file.Coverage)))
            .Where(file => file.Coverage == Coverage.Quarter)
            .Select(file => file.Kind)
            .ToHashSet();

    // What stands for the quarter is nearer than what was said for the one before.
    private static Dictionary<FileKind, Coverage> AnswersBefore(EarlierFacts? earlier, StandingQuarter? standing)
    {
        var answers = new Dictionary<FileKind, Coverage>(earlier?.Coverage ?? new Dictionary<FileKind, Coverage>());
        foreach (var file in standing?.Files ?? [])
            answers[file.Kind] = file.Coverage;
        return answers;
    }

    private static CheckedFile CheckedFileOf(GatedFile file, Coverage coverage) =>
        new(
            file.Kind,
            ExtractFiles.Of(file.Kind).Name,
            file.Source.Sha256,
            file.Rows,
            file.Text.Encoding,
            file.Separator.ToString(),
            file.Source.Content
        )
        {
            Coverage = coverage,
            Kept = FreeText.Without(file),
        };

    // Of the whole quarter: what is sent again counts as what stands when nothing differs, whichever files come.
    private static string ContentHash(List<CheckedFile> files, CarriedFiles carried, IReadOnlySet<FileKind> quarterOnly)
    {
        var lines = files
            .Select(file => (file.Kind, file.Sha256))
            .Concat(carried.Files.Select(file => (file.Kind, file.Sha256)))
            .OrderBy(file => file.Kind)
            .Select(file => $"{ExtractFiles.Of(file.Kind).Name} {file.Sha256}{(quarterOnly.Contains(file.Kind) ? " QUARTER" : "")}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(lines))));
    }
}
