using System.Security.Cryptography;
using System.Text;
using Portal.Api.Checking.Files;
using Portal.Api.Checking.History;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Checking.WideSheets;
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
        var gated = named.Select(file => FileGate.Read(file, request, log)).OfType<GatedFile>().ToList();
        var made = MadeTables.Of(gated, standing, request, log);
        IReadOnlyList<FileKind> sent = [.. named.Select(file => file.Kind).Union(made.Select(table => table.Kind))];
        var carried = standing?.Without(sent, request.Removed, request.Coverage) ?? CarriedFiles.None;

        var read = ReadExtract.Of([.. gated, .. made], request, log) with
        {
            Carried = carried,
            QuarterOnly = QuarterOnly(sent, carried, request),
        };
        MadeTables.HideFreeText(made);
        return new OpenedExtract(request, standing, log, MadeTables.InPlaceOfSheets(gated, made), read);
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
                : new([.. opened.Files.SelectMany(Headings)], [.. opened.Files.SelectMany(file => file.Words)])
                {
                    Services =
                    [
                        .. opened.Files.Select(Asked).Where(file => file.AsksService).Select(file => ExtractFiles.Of(file.Kind).Name),
                    ],
                },
        };
    }

    private static HashSet<FileKind> QuarterOnly(IReadOnlyList<FileKind> sent, CarriedFiles carried, CheckRequest request) =>
        sent.Select(kind => (Kind: kind, Coverage: request.Coverage.GetValueOrDefault(kind, Coverage.All)))
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

    private static IEnumerable<HeadingQuestion> Headings(GatedFile file) => Asked(file).Headings;

    private static GatedFile Asked(GatedFile file) => file.MadeFrom is { } sheet && sheet.Kind == file.Kind ? sheet : file;

    // A sheet that is the same file in another form stands as it was sent.
    private static CheckedFile CheckedFileOf(GatedFile file, Coverage coverage)
    {
        var sent = file.MadeFrom is { } sheet && sheet.Kind == file.Kind ? sheet : file;
        return new(
            file.Kind,
            ExtractFiles.Of(file.Kind).Name,
            sent.Source.Sha256,
            file.Rows,
            sent.Text.Encoding,
            sent.Separator.ToString(),
            sent.Source.Content
        )
        {
            Coverage = coverage,
            Kept = FreeText.Without(sent),
            ContentSha256 = ContentOf(file),
            MadeFrom = sent == file ? file.MadeFrom?.Kind : null,
        };
    }

    // The same bytes say something else when the service's own columns or words stand for something else.
    private static string ContentOf(GatedFile file)
    {
        var own = Enumerable
            .Range(0, file.Header.Names.Count)
            .Where(file.Header.IsMapped)
            .Select(place => $"{Fold.Name(file.Header.Names[place])} {file.Header.Ordinals[place]}\n")
            .Concat(file.WordsUsed.Select(word => $"{word.Column} {word.Key} {word.Code}\n").Order(StringComparer.Ordinal))
            .ToList();
        return own.Count == 0
            ? file.Source.Sha256
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Source.Sha256 + "\n" + string.Concat(own))));
    }

    // Of the whole quarter: what is sent again counts as what stands when nothing differs, whichever files come.
    private static string ContentHash(List<CheckedFile> files, CarriedFiles carried, IReadOnlySet<FileKind> quarterOnly)
    {
        var lines = files
            .Select(file => (file.Kind, Sha256: file.ContentSha256))
            .Concat(carried.Files.Select(file => (file.Kind, Sha256: file.ContentSha256)))
            .OrderBy(file => file.Kind)
            .Select(file => $"{ExtractFiles.Of(file.Kind).Name} {file.Sha256}{(quarterOnly.Contains(file.Kind) ? " QUARTER" : "")}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(lines))));
    }
}
