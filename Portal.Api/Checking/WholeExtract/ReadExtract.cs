using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>The files of an extract after the rows gate; <c>null</c> for a file that was not sent or failed the file gate.</summary>
internal sealed record ReadExtract(
    TypedRows<CaseRow>? Cases,
    TypedRows<RiskRow>? Risks,
    TypedRows<ScoreRow>? Scores,
    TypedRows<ContactRow>? Contacts,
    TypedRows<FeedbackRow>? Feedback,
    TypedRows<ActivityRow>? Activity
)
{
    /// <summary>Files that stand and are not sent again.</summary>
    public CarriedFiles Carried { get; init; } = CarriedFiles.None;

    /// <summary>What the quarters before hold, for files that hold only what is new; <c>null</c> when it was not looked at.</summary>
    public SentRows? Record { get; init; }

    /// <summary>The files, sent or carried forward, that hold only what is new.</summary>
    public IReadOnlySet<FileKind> QuarterOnly { get; init; } = new HashSet<FileKind>();

    /// <summary>The risks of the quarter's own file, sent or carried forward; <c>null</c> when it has none.</summary>
    public IReadOnlyList<RiskRow>? RisksThere => Risks?.Rows ?? Carried.Rows.Risks;

    /// <summary>The same for scores.</summary>
    public IReadOnlyList<ScoreRow>? ScoresThere => Scores?.Rows ?? Carried.Rows.Scores;

    /// <summary>Contacts with those that they rest on; <c>null</c> when the quarter has none.</summary>
    public IReadOnlyList<ContactRow>? KnownContacts =>
        QuarterOnly.Contains(FileKind.Contacts)
            ? RecordRows.Contacts(Record?.Contacts, Contacts?.Rows ?? Carried.Rows.Contacts)
            : Contacts?.Rows ?? Carried.Rows.Contacts;

    /// <summary>Scores of earlier quarters that the file rests on; none when it says everything.</summary>
    public IReadOnlyList<ScoreRow> ScoresBefore => QuarterOnly.Contains(FileKind.Scores) ? Record?.Scores ?? [] : [];

    public Coverage CoverageOf(FileKind kind) => QuarterOnly.Contains(kind) ? Coverage.Quarter : Coverage.All;

    /// <summary>A file that was sent and read; <c>null</c> for any other.</summary>
    public GatedFile? FileOf(FileKind kind) =>
        kind switch
        {
            FileKind.Cases => Cases?.File,
            FileKind.Risks => Risks?.File,
            FileKind.Scores => Scores?.File,
            FileKind.Contacts => Contacts?.File,
            FileKind.Feedback => Feedback?.File,
            _ => Activity?.File,
        };

    /// <summary>The cases of the quarter as far as they can be known: those of cases.csv, sent or carried forward.</summary>
    public IReadOnlyList<CaseRow>? ListedCases => Cases?.Rows ?? Carried.Rows.Cases;

    /// <summary>True when it is certain which cases the quarter lists.</summary>
    public bool ListsEveryCase => Cases?.HasEveryKey ?? Carried.Has(FileKind.Cases);

    public static ReadExtract Of(IReadOnlyList<GatedFile> files, CheckRequest request, ProblemLog log)
    {
        foreach (var file in files.Where(file => !file.Sound && file.AsksHeadings && !file.Header.IsWide))
            ReadForWords(file, request);
        var sound = files.Where(file => file.Sound && !file.Header.IsWide).ToDictionary(file => file.Kind);
        return new ReadExtract(
            Read(FileKind.Cases, RowReading.Cases),
            Read(FileKind.Risks, RowReading.Risks),
            Read(FileKind.Scores, RowReading.Scores),
            Read(FileKind.Contacts, RowReading.Contacts),
            Read(FileKind.Feedback, RowReading.Feedback),
            Read(FileKind.Activity, RowReading.Activity)
        );

        TypedRows<TRow>? Read<TRow>(FileKind kind, Func<GatedFile, CheckRequest, ProblemLog, TypedRows<TRow>> read) =>
            sound.TryGetValue(kind, out var file) ? read(file, request, log) : null;
    }

    // Nothing can be said of rows while it is not known what their columns are, but both questions are asked at once.
    private static void ReadForWords(GatedFile file, CheckRequest request)
    {
        var log = new ProblemLog();
        _ = file.Kind switch
        {
            FileKind.Cases => RowReading.Cases(file, request, log) as object,
            FileKind.Risks => RowReading.Risks(file, request, log),
            FileKind.Scores => RowReading.Scores(file, request, log),
            FileKind.Contacts => RowReading.Contacts(file, request, log),
            FileKind.Feedback => RowReading.Feedback(file, request, log),
            _ => RowReading.Activity(file, request, log),
        };
    }

    /// <summary>The rows of the quarter with those that they rest on; call it only when there is no error.</summary>
    public ExtractRows ToRecord() => RecordRows.Resting(ToRows(), Record, QuarterOnly);

    /// <summary>The rows of the quarter, sent and carried forward; call it only when there is no error.</summary>
    public ExtractRows ToRows()
    {
        var carried = Carried.Rows.OfListed(ListedCases!);
        return new(
            ListedCases!,
            Risks?.Rows ?? carried.Risks,
            Scores?.Rows ?? carried.Scores,
            Contacts?.Rows ?? carried.Contacts,
            Feedback?.Rows ?? carried.Feedback,
            Activity?.Rows ?? carried.Activity
        );
    }
}
