using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Records;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>Takes the standing submission of a quarter out of the current records. Its receipt stays; sending again undoes it.</summary>
/// <remarks>
/// Works in a closed quarter too, because a family may withdraw consent at any time. To undo it there, reopen the quarter.
/// </remarks>
public static class WithdrawSubmission
{
    /// <summary>The reasons that a lead can give; a check constraint in the database lists the same.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["WRONG_QUARTER", "WRONG_DATA", "CONSENT", "OTHER"];

    public static readonly Refusal ReasonMissing = new(
        StatusCodes.Status400BadRequest,
        "REASON_MISSING",
        $"Send JSON with a reason, which is one of {string.Join(", ", Reasons)}."
    );

    private static readonly Refusal NotStanding = new(
        StatusCodes.Status409Conflict,
        "NOT_STANDING",
        "This submission no longer stands: it was replaced or withdrawn already. Nothing was changed."
    );

    internal const string Withdraw = """
        UPDATE submission SET state = 'WITHDRAWN', withdrawn_at = @At, withdrawn_by = @By, withdrawal_reason = @Reason
        WHERE service_id = @ServiceId AND submission_id = @SubmissionId AND state = 'ACCEPTED'
        """;

    /// <summary>Withdraws in one transaction with the counts and moments that follow.</summary>
    /// <param name="call">Of a lead, which is checked before this is called.</param>
    /// <param name="reason">One of <see cref="Reasons"/>; anything else is refused.</param>
    public static async Task<Answer<Receipt>> RunAsync(ServiceCall call, Guid id, string? reason, CancellationToken cancellation)
    {
        var service = call.Service;
        if (reason is null || !Reasons.Contains(reason))
            return ReasonMissing;
        await using var transaction = await call.BeginAsync(cancellation);
        await AggregateRefresh.LockAsync(transaction, service.Id, cancellation);
        if (await StoredSubmissions.FindAsync(transaction, service.Id, id, cancellation) is null)
            return Refusal.NotFound;
        var withdrawn = await transaction.Connection.ExecuteAsync(
            transaction.Command(
                Withdraw,
                new
                {
                    ServiceId = service.Id,
                    SubmissionId = id,
                    At = call.Now,
                    By = call.Caller.PersonId,
                    Reason = reason,
                },
                cancellation
            )
        );
        if (withdrawn == 0)
            return NotStanding;
        await AggregateRefresh.RunAsync(transaction, service.Id, cancellation);
        var submission = await StoredSubmissions.FindAsync(transaction, service.Id, id, cancellation);
        await AuditLog.AppendAsync(
            transaction,
            new AuditEvent(
                service.Id,
                call.Caller.PersonId,
                AuditEvents.SubmissionWithdrawn,
                call.Now,
                submission!.Period,
                id.ToString(),
                reason
            ),
            cancellation
        );
        await transaction.CommitAsync(cancellation);
        return Receipt.Of(service.Code, submission);
    }
}
