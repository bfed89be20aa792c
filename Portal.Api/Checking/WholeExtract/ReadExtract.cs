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
    public static ReadExtract Of(IReadOnlyList<GatedFile> files, UploadLimits limits, ProblemLog log)
    {
        var sound = files.Where(file => file.Sound).ToDictionary(file => file.Kind);
        return new ReadExtract(
            Read(FileKind.Cases, RowReading.Cases),
            Read(FileKind.Risks, RowReading.Risks),
            Read(FileKind.Scores, RowReading.Scores),
            Read(FileKind.Contacts, RowReading.Contacts),
            Read(FileKind.Feedback, RowReading.Feedback),
            Read(FileKind.Activity, RowReading.Activity)
        );

        TypedRows<TRow>? Read<TRow>(FileKind kind, Func<GatedFile, UploadLimits, ProblemLog, TypedRows<TRow>> read) =>
            sound.TryGetValue(kind, out var file) ? read(file, limits, log) : null;
    }

    /// <summary>The rows to store; call it only when there is no error.</summary>
    public ExtractRows ToRows() => new(Cases!.Rows, Risks?.Rows, Scores?.Rows, Contacts?.Rows, Feedback?.Rows, Activity?.Rows);
}
