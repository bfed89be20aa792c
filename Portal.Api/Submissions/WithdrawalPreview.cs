using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>What later quarters lose when a submission is withdrawn, because their file holds only what was new and rests on it.</summary>
/// <param name="File">Canonical name.</param>
/// <param name="Rows">Rows that would stop counting, in place of which none of an earlier quarter comes.</param>
/// <param name="Quarters">The later quarters, in order.</param>
public sealed record LaterLoss(string File, int Rows, IReadOnlyList<Quarter> Quarters);

/// <summary>Says what a withdrawal would take from later quarters; nothing is changed.</summary>
public static class WithdrawalPreview
{
    private const string Resting = """
        SELECT l.case_ref AS CaseRef, l.kind, l.period
        FROM current_source x
        JOIN current_source l ON l.service_id = x.service_id AND l.case_ref = x.case_ref AND l.kind = x.kind AND l.period > x.period
        WHERE x.service_id = @ServiceId AND x.submission_id = @SubmissionId AND x.kind <> 'cases'
        """;

    private const string CountRows = """
        SELECT (SELECT count(*)::int FROM current_risk WHERE service_id = @ServiceId AND case_ref = ANY (@Risks)),
          (SELECT count(*)::int FROM current_score WHERE service_id = @ServiceId AND case_ref = ANY (@Scores)),
          (SELECT count(*)::int FROM current_contact WHERE service_id = @ServiceId AND case_ref = ANY (@Contacts))
        """;

    /// <returns>By file in contract order; empty when no later quarter rests on the submission, or when it does not stand.</returns>
    public static async Task<Answer<IReadOnlyList<LaterLoss>>> RunAsync(ServiceCall call, Guid id, CancellationToken cancellation)
    {
        // It is taken out and counted, and the transaction is never committed: so the views say what is left, not a second set of rules.
        await using var transaction = await call.BeginAsync(cancellation);
        if (await StoredSubmissions.FindAsync(transaction, call.Service.Id, id, cancellation) is null)
            return Refusal.NotFound;
        var resting = (
            await transaction.Connection.QueryAsync<(string CaseRef, string Kind, Quarter Period)>(
                transaction.Command(Resting, new { ServiceId = call.Service.Id, SubmissionId = id }, cancellation)
            )
        ).ToLookup(row => row.Kind);
        if (resting.Count == 0)
            return new List<LaterLoss>();
        var before = await CountAsync();
        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                WithdrawSubmission.Withdraw,
                new
                {
                    ServiceId = call.Service.Id,
                    SubmissionId = id,
                    At = call.Now,
                    By = call.Caller.PersonId,
                    Reason = WithdrawSubmission.Reasons[0],
                },
                cancellation
            )
        );
        var after = await CountAsync();
        return CoverageKinds
            .All.Select(
                (kind, place) =>
                    new LaterLoss(
                        ExtractFiles.Of(kind).Name,
                        before[place] - after[place],
                        [.. resting[SentFiles.Word(kind)].Select(row => row.Period).Distinct().Order()]
                    )
            )
            .Where(loss => loss.Rows > 0)
            .ToList();

        async Task<int[]> CountAsync()
        {
            var (risks, scores, contacts) = await transaction.Connection.QuerySingleAsync<(int, int, int)>(
                transaction.Command(
                    CountRows,
                    new
                    {
                        ServiceId = call.Service.Id,
                        Risks = Cases("risks"),
                        Scores = Cases("scores"),
                        Contacts = Cases("contacts"),
                    },
                    cancellation
                )
            );
            return [risks, scores, contacts];
        }

        string[] Cases(string kind) => [.. resting[kind].Select(row => row.CaseRef).Distinct()];
    }
}
