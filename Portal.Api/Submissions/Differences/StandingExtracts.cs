using Dapper;
using Portal.Api.Checking.Problems;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions.Differences;

/// <summary>A standing extract with its cells in the form of the files, by case.</summary>
internal sealed record StandingExtract(Quarter Period, IReadOnlyDictionary<FileKind, ILookup<string, string?[]>> Rows);

/// <summary>What a check report shows of earlier submissions.</summary>
/// <param name="PreviousPeriod">The calendar quarter before, if it stands.</param>
/// <param name="Accepted">The same quarter, if it stands.</param>
/// <param name="Reasons">The latest reason by rule and file.</param>
internal sealed record ReportHistory(
    StandingExtract? PreviousPeriod,
    StandingExtract? Accepted,
    IReadOnlyDictionary<(string Code, string File), EarlierReason> Reasons
);

/// <summary>Reads the standing extracts that a report compares with, and the reasons given before.</summary>
internal static class StandingExtracts
{
    private const string Standing =
        "SELECT submission_id AS SubmissionId, period FROM submission "
        + "WHERE service_id = @ServiceId AND state = 'ACCEPTED' AND period IN (@Before, @Period)";

    // A withdrawn quarter was a mistake as a whole, so its reasons may be mistakes too.
    private const string Reasons = """
        SELECT DISTINCT ON (w.code, w.file) w.code, coalesce(w.file, '') AS file, w.reason, s.period
        FROM submission s CROSS JOIN LATERAL jsonb_to_recordset(s.warnings) AS w(code text, file text, reason text)
        WHERE s.service_id = @ServiceId AND s.state <> 'WITHDRAWN' AND s.period <= @Period
        ORDER BY w.code, w.file, s.period DESC, s.accepted_at DESC, s.submission_id DESC
        """;

    public static async Task<ReportHistory> ReadAsync(
        PortalDatabase database,
        int serviceId,
        Quarter period,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([serviceId]),
            cancellation,
            System.Data.IsolationLevel.RepeatableRead
        );
        var before = period.Plus(-1);
        var named = new
        {
            ServiceId = serviceId,
            Before = before.ToString(),
            Period = period.ToString(),
        };
        var standing = (
            await transaction.Connection.QueryAsync<(Guid SubmissionId, Quarter Period)>(transaction.Command(Standing, named, cancellation))
        ).ToDictionary(found => found.Period, found => found.SubmissionId);
        var reasons = (
            await transaction.Connection.QueryAsync<(string Code, string File, string Reason, Quarter Period)>(
                transaction.Command(Reasons, named, cancellation)
            )
        ).ToDictionary(given => (given.Code, given.File), given => new EarlierReason(given.Reason, given.Period));
        if (standing.Count == 0)
            return new ReportHistory(null, null, reasons);

        var ids = standing.Values.ToArray();
        var rows = new Dictionary<FileKind, ILookup<Guid, string?[]>>
        {
            [FileKind.Cases] = await RowTables.Cases.ReadAsync(transaction, serviceId, ids, cancellation),
            [FileKind.Risks] = await RowTables.Risks.ReadAsync(transaction, serviceId, ids, cancellation),
            [FileKind.Scores] = await RowTables.Scores.ReadAsync(transaction, serviceId, ids, cancellation),
            [FileKind.Contacts] = await RowTables.Contacts.ReadAsync(transaction, serviceId, ids, cancellation),
        };
        return new ReportHistory(Of(before), Of(period), reasons);

        StandingExtract? Of(Quarter quarter) =>
            standing.TryGetValue(quarter, out var id)
                ? new StandingExtract(
                    quarter,
                    rows.ToDictionary(file => file.Key, file => file.Value[id].ToLookup(row => row[0]!, StringComparer.Ordinal))
                )
                : null;
    }
}
