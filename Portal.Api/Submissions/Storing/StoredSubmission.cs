using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Answers;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Submissions.Storing;

/// <summary>What has become of a submission.</summary>
[JsonConverter(typeof(CodeText<SubmissionState>))]
public enum SubmissionState
{
    /// <summary>It stands, and counts in figures.</summary>
    Accepted,

    /// <summary>A later extract of the same quarter took its place.</summary>
    Replaced,

    Withdrawn,

    /// <summary>It stood when the whole service was erased.</summary>
    Erased,
}

/// <summary>The withdrawal of a submission from the current records.</summary>
/// <param name="Reason">One of <see cref="WithdrawSubmission.Reasons"/>.</param>
public sealed record Withdrawal(DateTimeOffset At, string By, string Reason);

/// <summary>A submission as stored, without its rows.</summary>
/// <param name="Files">All six in contract order, with what became of each.</param>
/// <param name="Withdrawal"><c>null</c> unless the state is <see cref="SubmissionState.Withdrawn"/>.</param>
/// <param name="ReplacementReason"><c>null</c> when nothing was replaced.</param>
/// <param name="ErasedRows">Rows erased from it since.</param>
/// <param name="ErasedAt">The latest erasure; <c>null</c> when there is none.</param>
/// <param name="MappingVersion">The version of the service's own columns and words by which something was read; <c>null</c> when
/// nothing was.</param>
/// <param name="Effects">What it changed in the figures of its quarter, as shown before it was accepted; empty when nobody looked.</param>
public sealed record StoredSubmission(
    Guid SubmissionId,
    Quarter Period,
    SubmissionState State,
    string ContentHash,
    string RuleSet,
    DateTimeOffset AcceptedAt,
    string AcceptedBy,
    Guid? Replaces,
    IReadOnlyList<FileLine> Files,
    IReadOnlyList<AcceptedWarning> Warnings,
    Withdrawal? Withdrawal,
    string? ReplacementReason,
    int ErasedRows,
    DateTimeOffset? ErasedAt,
    int? MappingVersion,
    IReadOnlyList<Effect> Effects
);

/// <summary>Reads submissions of one service, in the scope of the transaction.</summary>
public static class StoredSubmissions
{
    private const string Columns = """
        SELECT s.submission_id AS SubmissionId, s.period, s.state, s.content_hash AS ContentHash, s.rule_set AS RuleSet,
          s.accepted_at AS AcceptedAt, s.accepted_by AS AcceptedBy, s.replaces, s.warnings::text AS warnings,
          (SELECT json_agg(json_build_object('name', f.kind || '.csv', 'sha256', f.sha256, 'rows', f.row_count,
              'encoding', f.encoding, 'delimiter', f.delimiter,
              'state', CASE WHEN f.carried_from IS NULL THEN 'NEW' ELSE 'CARRIED' END, 'carriedFrom', f.carried_from,
              'madeFrom', f.made_from || '.csv',
              'coverage', CASE WHEN f.kind IN ('risks', 'scores', 'contacts') THEN f.coverage END)
             ORDER BY array_position(ARRAY['cases', 'risks', 'scores', 'contacts', 'feedback', 'activity'], f.kind))::text
           FROM submission_file f WHERE f.service_id = s.service_id AND f.submission_id = s.submission_id) AS files,
          s.withdrawn_at AS WithdrawnAt, s.withdrawn_by AS WithdrawnBy, s.withdrawal_reason AS WithdrawalReason,
          s.replacement_reason AS ReplacementReason, s.erased_rows AS ErasedRows, s.erased_at AS ErasedAt,
          array_to_string(s.removed, ',') AS removed, s.mapping_version AS MappingVersion,
          s.effects::text AS effects
        FROM submission s
        """;

    private const string Standing = Columns + " WHERE s.service_id = @ServiceId AND s.period = @Period AND s.state = 'ACCEPTED'";

    private const string ById = Columns + " WHERE s.service_id = @ServiceId AND s.submission_id = @SubmissionId";

    private const string ByDraft = Columns + " WHERE s.service_id = @ServiceId AND s.draft_id = @DraftId";

    private const string Page =
        Columns + " WHERE s.service_id = @ServiceId ORDER BY s.accepted_at DESC, s.submission_id DESC LIMIT @Size OFFSET @Skip";

    private const string Count = "SELECT count(*)::int FROM submission WHERE service_id = @ServiceId";

    /// <summary>The standing submission of a quarter, or <c>null</c>.</summary>
    public static Task<StoredSubmission?> StandingAsync(
        PortalTransaction transaction,
        int serviceId,
        Quarter period,
        CancellationToken cancellation
    ) => OneAsync(transaction, Standing, new { ServiceId = serviceId, Period = period.ToString() }, cancellation);

    public static Task<StoredSubmission?> FindAsync(
        PortalTransaction transaction,
        int serviceId,
        Guid submissionId,
        CancellationToken cancellation
    ) => OneAsync(transaction, ById, new { ServiceId = serviceId, SubmissionId = submissionId }, cancellation);

    /// <summary>The submission made from a draft, or <c>null</c>.</summary>
    public static Task<StoredSubmission?> OfDraftAsync(
        PortalTransaction transaction,
        int serviceId,
        string draftId,
        CancellationToken cancellation
    ) => OneAsync(transaction, ByDraft, new { ServiceId = serviceId, DraftId = draftId }, cancellation);

    /// <summary>Newest first.</summary>
    public static async Task<(IReadOnlyList<StoredSubmission> Items, int Total)> PageAsync(
        PortalTransaction transaction,
        int serviceId,
        int page,
        int pageSize,
        CancellationToken cancellation
    )
    {
        var total = await transaction.Connection.ExecuteScalarAsync<int>(
            transaction.Command(Count, new { ServiceId = serviceId }, cancellation)
        );
        var records = await transaction.Connection.QueryAsync<Record>(
            transaction.Command(
                Page,
                new
                {
                    ServiceId = serviceId,
                    Size = pageSize,
                    Skip = (page - 1) * pageSize,
                },
                cancellation
            )
        );
        return ([.. records.Select(Read)], total);
    }

    private static async Task<StoredSubmission?> OneAsync(
        PortalTransaction transaction,
        string sql,
        object parameters,
        CancellationToken cancellation
    )
    {
        var record = await transaction.Connection.QuerySingleOrDefaultAsync<Record>(transaction.Command(sql, parameters, cancellation));
        return record is null ? null : Read(record);
    }

    private static StoredSubmission Read(Record record) =>
        new(
            record.SubmissionId,
            record.Period,
            record.State,
            record.ContentHash,
            record.RuleSet,
            Utc(record.AcceptedAt),
            record.AcceptedBy,
            record.Replaces,
            FileLine.AllSix(
                JsonSerializer.Deserialize<List<FileLine>>(record.Files ?? "[]", JsonSerializerOptions.Web)!,
                SentFiles.Kinds(SentFiles.Words(record.Removed))!
            ),
            JsonSerializer.Deserialize<List<AcceptedWarning>>(record.Warnings, JsonSerializerOptions.Web)!,
            record is { WithdrawnAt: { } at, WithdrawnBy: { } by, WithdrawalReason: { } reason }
                ? new Withdrawal(Utc(at), by, reason)
                : null,
            record.Replaces is null ? null : record.ReplacementReason ?? ReplacementReasons.NotGiven,
            record.ErasedRows,
            record.ErasedAt is { } erased ? Utc(erased) : null,
            record.MappingVersion,
            JsonSerializer.Deserialize<List<Effect>>(record.Effects ?? "[]", JsonSerializerOptions.Web)!
        );

    private static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private sealed record Record(
        Guid SubmissionId,
        Quarter Period,
        SubmissionState State,
        string ContentHash,
        string RuleSet,
        DateTime AcceptedAt,
        string AcceptedBy,
        Guid? Replaces,
        string Warnings,
        string? Files,
        DateTime? WithdrawnAt,
        string? WithdrawnBy,
        string? WithdrawalReason,
        string? ReplacementReason,
        int ErasedRows,
        DateTime? ErasedAt,
        string Removed,
        int? MappingVersion,
        string? Effects
    );
}
