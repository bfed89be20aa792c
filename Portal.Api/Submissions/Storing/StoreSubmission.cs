using System.Text.Json;
using Dapper;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Rules;
using Portal.Api.Records;

namespace Portal.Api.Submissions.Storing;

/// <summary>What became of a submission that could be stored.</summary>
/// <param name="Submission">The submission that stands now.</param>
/// <param name="New">False when exactly these bytes stood already and nothing was stored.</param>
public sealed record Stored(StoredSubmission Submission, bool New);

/// <summary>Stores an acceptable extract whole, in one transaction, with the counts and moments that follow from it.</summary>
public static class StoreSubmission
{
    private const string Replace = "UPDATE submission SET state = 'REPLACED' WHERE service_id = @ServiceId AND submission_id = @SubmissionId AND state = 'ACCEPTED'";

    private const string Insert =
        """
        INSERT INTO submission (service_id, submission_id, period, state, content_hash, rule_set, accepted_at, accepted_by, replaces, warnings, draft_id)
        VALUES (@ServiceId, @SubmissionId, @Period, 'ACCEPTED', @ContentHash, @RuleSet, @AcceptedAt, @AcceptedBy, @Replaces, @Warnings::jsonb, @DraftId)
        """;

    private const string InsertFile =
        """
        INSERT INTO submission_file (service_id, submission_id, kind, sha256, row_count, encoding, delimiter)
        VALUES (@ServiceId, @SubmissionId, @Kind, @Sha256, @Rows, @Encoding, @Delimiter)
        """;

    /// <summary>Stores the extract and commits; the same bytes as the standing submission store nothing.</summary>
    /// <param name="draftId">The draft that the bytes come from, which goes with the same commit; <c>null</c> for files.</param>
    public static async Task<Stored> RunAsync(
        PortalDatabase database, int serviceId, AcceptableExtract acceptable, string? draftId, string acceptedBy, DateTimeOffset now, CancellationToken cancellation)
    {
        var extract = acceptable.Extract;
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([serviceId], null), cancellation);
        await AggregateRefresh.LockAsync(transaction, serviceId, cancellation);
        var standing = await StoredSubmissions.StandingAsync(transaction, serviceId, extract.Request.Period, cancellation);
        if (standing is not null && standing.ContentHash == extract.ContentHash)
            return new Stored(standing, New: false);

        var submission = Submission(acceptable, acceptedBy, now, standing?.SubmissionId);
        if (standing is not null)
            await ExecuteAsync(transaction, Replace, new { ServiceId = serviceId, standing.SubmissionId }, cancellation);
        await ExecuteAsync(
            transaction, Insert,
            new
            {
                ServiceId = serviceId, submission.SubmissionId, Period = submission.Period.ToString(), submission.ContentHash, submission.RuleSet, submission.AcceptedAt,
                submission.AcceptedBy, submission.Replaces, Warnings = JsonSerializer.Serialize(submission.Warnings, JsonSerializerOptions.Web), DraftId = draftId,
            },
            cancellation);
        foreach (var file in extract.Files)
        {
            await ExecuteAsync(
                transaction, InsertFile,
                new
                {
                    ServiceId = serviceId, submission.SubmissionId, Kind = Path.GetFileNameWithoutExtension(file.Name), file.Sha256, file.Rows, file.Encoding, file.Delimiter,
                },
                cancellation);
        }

        await StoreRowsAsync(transaction, serviceId, submission.SubmissionId, acceptable.Rows, cancellation);
        await AggregateRefresh.RunAsync(transaction, serviceId, cancellation);
        if (draftId is not null)
            await Drafts.DeleteAsync(transaction, serviceId, draftId, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Stored(submission, New: true);
    }

    private static StoredSubmission Submission(AcceptableExtract acceptable, string acceptedBy, DateTimeOffset now, Guid? replaces)
    {
        var extract = acceptable.Extract;
        var warnings = extract.Problems
            .Where(problem => problem.Severity == Severity.Warning)
            .Select(problem => new AcceptedWarning(
                problem.Code, problem.File, problem.Column, problem.Message, problem.Count,
                acceptable.Acknowledgements.First(given => given.Code == problem.Code && given.File == problem.File).Reason))
            .ToList();
        // Receipts say whole seconds, and the receipt of today must equal the one read back tomorrow.
        var acceptedAt = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
        return new StoredSubmission(
            Guid.CreateVersion7(now), extract.Request.Period, "ACCEPTED", extract.ContentHash, RuleCatalogue.RuleSet, acceptedAt, acceptedBy, replaces,
            [.. extract.Files.Select(FileLine.Of)], warnings, Withdrawal: null);
    }

    private static async Task StoreRowsAsync(PortalTransaction transaction, int serviceId, Guid submissionId, ExtractRows rows, CancellationToken cancellation)
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
