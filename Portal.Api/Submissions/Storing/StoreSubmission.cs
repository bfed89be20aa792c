using System.Text.Json;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.LocalMeasures;
using Portal.Api.Mail.Messages;
using Portal.Api.Records;
using Portal.Api.Tombstones;

namespace Portal.Api.Submissions.Storing;

/// <summary>The result of storing a submission.</summary>
/// <param name="Submission">The submission that stands now.</param>
/// <param name="New">False when the same bytes already stood, so that nothing was stored.</param>
public sealed record Stored(StoredSubmission Submission, bool New);

/// <summary>Stores an acceptable extract as a whole, in one transaction with the counts and moments that follow from it.</summary>
public static class StoreSubmission
{
    private const string Replace =
        "UPDATE submission SET state = 'REPLACED' WHERE service_id = @ServiceId AND submission_id = @SubmissionId AND state = 'ACCEPTED'";

    private const string Insert = """
        INSERT INTO submission (service_id, submission_id, period, state, content_hash, rule_set, accepted_at, accepted_by, replaces,
          warnings, draft_id, replacement_reason, removed, mapping_version,
          effects)
        VALUES (@ServiceId, @SubmissionId, @Period, 'ACCEPTED', @ContentHash, @RuleSet, @AcceptedAt, @AcceptedBy, @Replaces,
          @Warnings::jsonb, @DraftId, @ReplacementReason, @Removed, @MappingVersion,
          @Effects::jsonb)
        """;

    private const string InsertFile = """
        INSERT INTO submission_file (service_id, submission_id, kind, sha256, row_count, encoding, delimiter, carried_from, coverage,
          content_sha256, made_from)
        VALUES (@ServiceId, @SubmissionId, @Kind, @Sha256, @Rows, @Encoding, @Delimiter, @CarriedFrom, @Coverage,
          @ContentSha256, @MadeFrom)
        """;

    /// <summary>What the extract was compared with or carries forward has changed since; it must be checked again.</summary>
    internal static readonly Refusal HistoryMoved = new(
        StatusCodes.Status409Conflict,
        "HISTORY_MOVED",
        "Another extract of your service was submitted or withdrawn in the same moment, so the comparison with it is out of date. "
            + "Nothing was stored: submit again."
    );

    /// <summary>A case or the whole service was erased since the check; the extract must be checked again.</summary>
    internal static readonly Refusal ErasedMeanwhile = new(
        StatusCodes.Status409Conflict,
        "ERASED_MEANWHILE",
        "Something of your service was erased in the same moment. Nothing was stored: submit again."
    );

    /// <summary>Stores the extract and commits; stores nothing when the same bytes stand already.</summary>
    /// <returns>
    /// Refused when the quarter or the service is closed, or when since the check something was erased or an earlier quarter changed.
    /// </returns>
    /// <param name="source">A draft is deleted in the same commit; a replacement reason is kept only when something is replaced.</param>
    public static async Task<Answer<Stored>> RunAsync(
        ServiceCall call,
        AcceptableExtract acceptable,
        SubmissionSource source,
        CancellationToken cancellation
    )
    {
        var serviceId = call.Service.Id;
        var extract = acceptable.Extract;
        await using var transaction = await call.BeginAsync(cancellation);
        await AggregateRefresh.LockAsync(transaction, serviceId, cancellation);
        if (await ClosedQuarters.RefusalAsync(transaction, serviceId, extract.Request.Period, cancellation) is { } closed)
            return closed;
        // Behind the lock, which every erasure holds to its end: whatever waited, nothing erased comes in.
        if (await StoredTombstones.HaveGrownAsync(transaction, serviceId, extract.ErasuresSeen, cancellation))
            return ErasedMeanwhile;
        var standing = await StoredSubmissions.StandingAsync(transaction, serviceId, extract.Request.Period, cancellation);
        if (standing is not null && standing.ContentHash == extract.ContentHash)
            return new Stored(standing, New: false);
        if (standing?.SubmissionId != extract.Standing?.Submission)
            return HistoryMoved;
        if (
            extract.Earlier is { } seen
            && !seen.SequenceEqual(await ReadEarlierFacts.SubmissionsAsync(transaction, serviceId, extract.Request.Period, cancellation))
        )
            return HistoryMoved;

        var scores = acceptable.Rows.Scores ?? [];
        if (!await UseMeasures.RunAsync(transaction, extract.Request.Period, extract.Request.Measures, scores, call.Now, cancellation))
            return HistoryMoved;

        var submission = Submission(call, acceptable, standing?.SubmissionId, source.ReplacementReason);
        if (standing is not null)
            await ExecuteAsync(transaction, Replace, new { ServiceId = serviceId, standing.SubmissionId }, cancellation);
        await ExecuteAsync(
            transaction,
            Insert,
            new
            {
                ServiceId = serviceId,
                submission.SubmissionId,
                Period = submission.Period.ToString(),
                submission.ContentHash,
                submission.RuleSet,
                submission.AcceptedAt,
                submission.AcceptedBy,
                submission.Replaces,
                Warnings = JsonSerializer.Serialize(submission.Warnings, JsonSerializerOptions.Web),
                source.DraftId,
                submission.ReplacementReason,
                Removed = extract.Removed.Select(SentFiles.Word).ToArray(),
                submission.MappingVersion,
                Effects = JsonSerializer.Serialize(submission.Effects, JsonSerializerOptions.Web),
            },
            cancellation
        );
        foreach (var file in submission.Files.Where(file => file.IsThere))
        {
            await ExecuteAsync(
                transaction,
                InsertFile,
                new
                {
                    ServiceId = serviceId,
                    submission.SubmissionId,
                    Kind = Path.GetFileNameWithoutExtension(file.Name),
                    file.Sha256,
                    file.Rows,
                    file.Encoding,
                    file.Delimiter,
                    file.CarriedFrom,
                    Coverage = Codes.Of(file.Coverage ?? Coverage.All),
                    ContentSha256 = file.ContentSha256 == file.Sha256 ? null : file.ContentSha256,
                    MadeFrom = Path.GetFileNameWithoutExtension(file.MadeFrom),
                },
                cancellation
            );
        }

        await StoreRowsAsync(transaction, serviceId, submission.SubmissionId, acceptable.Rows, cancellation);
        await AggregateRefresh.RunAsync(transaction, serviceId, cancellation);
        if (source.DraftId is { } draftId)
            await Drafts.DeleteAsync(transaction, serviceId, draftId, cancellation);
        if (call.Portal is { } portal)
            await QueueMail.ToPersonAsync(transaction, call.Caller.Responsible, Receipt(call, submission, portal), call.Now, cancellation);
        await AuditLog.AppendAsync(transaction, Happened(serviceId, submission), cancellation);
        await transaction.CommitAsync(cancellation);
        return new Stored(submission, New: true);
    }

    private static StoredSubmission Submission(ServiceCall call, AcceptableExtract acceptable, Guid? replaces, string? replacementReason)
    {
        var now = call.Now;
        var extract = acceptable.Extract;
        var warnings = extract
            .Problems.Where(problem => problem.Severity == Severity.Warning)
            .Select(problem => new AcceptedWarning(
                problem.Code,
                problem.File,
                problem.Column,
                problem.Message,
                problem.Count,
                acceptable.Acknowledgements.First(given => given.Code == problem.Code && given.File == problem.File).Reason
            ))
            .ToList();
        // A receipt has whole seconds, and must be the same when it is read back from the database.
        var acceptedAt = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        return new StoredSubmission(
            Guid.CreateVersion7(now),
            extract.Request.Period,
            SubmissionState.Accepted,
            extract.ContentHash,
            RuleCatalogue.RuleSet,
            acceptedAt,
            call.Caller.PersonId,
            replaces,
            FileLine.AllSix([.. extract.Files.Select(FileLine.Of), .. extract.Carried.Files.Select(FileLine.Of)], extract.Removed),
            warnings,
            Withdrawal: null,
            ReplacementReason: replaces is null ? null : replacementReason ?? ReplacementReasons.NotGiven,
            ErasedRows: 0,
            ErasedAt: null,
            MappingVersion: extract.MappingUsed?.Version,
            Effects: extract.Effects
        );
    }

    private static NewMail Receipt(ServiceCall call, StoredSubmission submission, string portal) =>
        new(
            MailKind.Receipt,
            submission.SubmissionId.ToString(),
            ReceiptMail.Write(
                (call.Caller.ResponsibleName, call.Service.Name, call.Caller.TokenService is null ? null : call.Caller.Name),
                submission.Period,
                portal,
                $"/history/{call.Service.Code}/{submission.SubmissionId}"
            )
        );

    private static AuditEvent Happened(int serviceId, StoredSubmission submission) =>
        new(
            serviceId,
            submission.AcceptedBy,
            submission.Replaces is null ? AuditEvents.ExtractSubmitted : AuditEvents.ExtractReplaced,
            submission.AcceptedAt,
            submission.Period,
            submission.SubmissionId.ToString(),
            submission.ReplacementReason
        );

    private static async Task StoreRowsAsync(
        PortalTransaction transaction,
        int serviceId,
        Guid submissionId,
        ExtractRows rows,
        CancellationToken cancellation
    )
    {
        await RowTables.Cases.StoreAsync(transaction, serviceId, submissionId, rows.Cases, cancellation);
        await RowTables.Risks.StoreAsync(transaction, serviceId, submissionId, rows.Risks ?? [], cancellation);
        await RowTables.Scores.StoreAsync(transaction, serviceId, submissionId, rows.Scores ?? [], cancellation);
        await RowTables.Contacts.StoreAsync(transaction, serviceId, submissionId, rows.Contacts ?? [], cancellation);
        await RowTables.Feedback.StoreAsync(transaction, serviceId, submissionId, rows.Feedback ?? [], cancellation);
        await RowTables.Activity.StoreAsync(transaction, serviceId, submissionId, rows.Activity ?? [], cancellation);
    }

    private static Task<int> ExecuteAsync(PortalTransaction transaction, string sql, object parameters, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(sql, parameters, cancellation));
}
