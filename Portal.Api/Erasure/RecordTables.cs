using Dapper;
using Portal.Api.Database;
using Portal.Api.Extracts;

namespace Portal.Api.Erasure;

/// <summary>The rows that one pass over a service's row tables found or deleted.</summary>
/// <param name="BySubmission">Rows by submission; only submissions with at least one.</param>
public sealed record RecordCount(IReadOnlyDictionary<Guid, int> BySubmission, ErasedRows Rows);

/// <summary>The rows of cases in the six row tables, over all submissions of a service: standing, replaced and withdrawn.</summary>
public static class RecordTables
{
    // Cases come last, so that the rows that cascade with them are counted first.
    private static readonly string[] Tables =
    [
        "risk_record",
        "score_record",
        "contact_record",
        "feedback_record",
        "activity_record",
        "case_record",
    ];

    private const string AllReferences = """
        SELECT case_ref FROM case_record WHERE service_id = @ServiceId
        UNION SELECT case_ref FROM feedback_record WHERE service_id = @ServiceId AND case_ref IS NOT NULL
        """;

    private const string Mark = """
        UPDATE submission s SET erased_rows = s.erased_rows + gone.rows, erased_at = @At
        FROM unnest(@Submissions, @Rows) AS gone (submission_id, rows)
        WHERE s.service_id = @ServiceId AND s.submission_id = gone.submission_id
        """;

    /// <summary>Every case reference in the service's rows.</summary>
    public static async Task<IReadOnlyList<string>> ReferencesAsync(
        PortalTransaction transaction,
        int serviceId,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<string>(transaction.Command(AllReferences, new { ServiceId = serviceId }, cancellation))
        ).AsList();

    /// <summary>The references in the service's rows that look like this one, itself included.</summary>
    public static async Task<IReadOnlyList<string>> LookalikesAsync(
        PortalTransaction transaction,
        int serviceId,
        string caseRef,
        CancellationToken cancellation
    ) =>
        [
            .. (await ReferencesAsync(transaction, serviceId, cancellation)).Where(found =>
                References.Seen(found) == References.Seen(caseRef)
            ),
        ];

    /// <summary>Counts the rows of these cases; all rows of the service when <paramref name="caseRefs"/> is <c>null</c>.</summary>
    public static Task<RecordCount> CountAsync(
        PortalTransaction transaction,
        int serviceId,
        IReadOnlyList<string>? caseRefs,
        CancellationToken cancellation
    ) =>
        EachAsync(
            transaction,
            (table, which) =>
                $"SELECT submission_id AS SubmissionId, count(*)::int AS Rows FROM {table} WHERE {which} GROUP BY submission_id",
            serviceId,
            caseRefs,
            cancellation
        );

    /// <summary>
    /// Deletes the rows of these cases, or all rows of the service, and records on
    /// each submission how many it lost. The transaction must hold the service's lock.
    /// </summary>
    /// <param name="at">The time to record.</param>
    public static async Task<RecordCount> DeleteAsync(
        PortalTransaction transaction,
        int serviceId,
        IReadOnlyList<string>? caseRefs,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var deleted = await EachAsync(
            transaction,
            (table, which) =>
                $"WITH gone AS (DELETE FROM {table} WHERE {which} RETURNING submission_id) "
                + "SELECT submission_id AS SubmissionId, count(*)::int AS Rows FROM gone GROUP BY submission_id",
            serviceId,
            caseRefs,
            cancellation
        );
        await transaction.Connection.ExecuteAsync(
            transaction.Command(
                Mark,
                new
                {
                    ServiceId = serviceId,
                    At = at,
                    Submissions = deleted.BySubmission.Keys.ToArray(),
                    Rows = deleted.BySubmission.Values.ToArray(),
                },
                cancellation
            )
        );
        return deleted;
    }

    private static async Task<RecordCount> EachAsync(
        PortalTransaction transaction,
        Func<string, string, string> sql,
        int serviceId,
        IReadOnlyList<string>? caseRefs,
        CancellationToken cancellation
    )
    {
        var bySubmission = new Dictionary<Guid, int>();
        var byTable = Tables.ToDictionary(table => table, _ => 0);
        foreach (var table in Tables)
        {
            // Activity rows have no case.
            if (caseRefs is not null && table == "activity_record")
                continue;
            var which = caseRefs is null ? "service_id = @ServiceId" : "service_id = @ServiceId AND case_ref = ANY (@CaseRefs)";
            var found = await transaction.Connection.QueryAsync<(Guid SubmissionId, int Rows)>(
                transaction.Command(sql(table, which), new { ServiceId = serviceId, CaseRefs = caseRefs?.ToArray() }, cancellation)
            );
            foreach (var (submission, rows) in found)
            {
                bySubmission[submission] = bySubmission.GetValueOrDefault(submission) + rows;
                byTable[table] += rows;
            }
        }

        return new RecordCount(
            bySubmission,
            new ErasedRows(
                byTable["case_record"],
                byTable["risk_record"],
                byTable["score_record"],
                byTable["contact_record"],
                byTable["feedback_record"],
                byTable["activity_record"]
            )
        );
    }
}
