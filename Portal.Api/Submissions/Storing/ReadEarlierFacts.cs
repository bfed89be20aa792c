using Dapper;
using Portal.Api.Checking.History;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Submissions.Storing;

/// <summary>Reads what one service sent for the quarters before a period. Later quarters do not count, whenever they were sent.</summary>
public static class ReadEarlierFacts
{
    private const string Quarters = """
        SELECT s.submission_id AS SubmissionId, s.period, count(c.case_ref) FILTER (
            WHERE c.referral_month >= make_date(left(s.period, 4)::int, right(s.period, 1)::int * 3 - 2, 1)
              AND c.referral_month < make_date(left(s.period, 4)::int, right(s.period, 1)::int * 3 - 2, 1)
                + interval '3 months')::int AS referrals
        FROM submission s
        LEFT JOIN case_record c ON c.service_id = s.service_id AND c.submission_id = s.submission_id
        WHERE s.service_id = @ServiceId AND s.state = 'ACCEPTED' AND s.period < @Period
        GROUP BY s.submission_id, s.period
        ORDER BY s.period DESC
        LIMIT @Most
        """;

    private const string Standing =
        "SELECT submission_id FROM submission WHERE service_id = @ServiceId AND state = 'ACCEPTED' AND period < @Period "
        + "ORDER BY period DESC LIMIT @Most";

    private const string Cases = """
        WITH listed AS (
          SELECT c.case_ref, s.period, c.submission_id, c.status, c.decision, c.closure_month, c.contacts_attended
          FROM case_record c
          JOIN submission s ON s.service_id = c.service_id AND s.submission_id = c.submission_id
          WHERE c.service_id = @ServiceId AND c.submission_id = ANY (@Submissions)
        ), contact_source AS (
          SELECT DISTINCT ON (l.case_ref) l.case_ref, l.submission_id
          FROM listed l
          JOIN case_file f ON f.service_id = @ServiceId AND f.submission_id = l.submission_id AND f.case_ref = l.case_ref
            AND f.kind = 'contacts'
          ORDER BY l.case_ref, l.period DESC
        ), attended AS (
          SELECT x.case_ref, count(r.contact)::int AS contacts
          FROM contact_source x
          LEFT JOIN contact_record r ON r.service_id = @ServiceId AND r.submission_id = x.submission_id
            AND r.case_ref = x.case_ref AND r.attendance = 'ATTENDED'
          WHERE x.submission_id = ANY (@Submissions)
          GROUP BY x.case_ref
        )
        SELECT DISTINCT ON (l.case_ref) l.case_ref AS CaseRef, l.period, l.status, l.decision, l.closure_month AS ClosureMonth,
          a.contacts AS AttendedRows, l.contacts_attended AS ContactsAttended
        FROM listed l
        LEFT JOIN attended a ON a.case_ref = l.case_ref
        ORDER BY l.case_ref, l.period DESC
        """;

    private const string Scores = """
        WITH source AS (
          SELECT DISTINCT ON (c.case_ref) c.case_ref, c.submission_id
          FROM case_file c
          JOIN submission s ON s.service_id = c.service_id AND s.submission_id = c.submission_id
          WHERE c.service_id = @ServiceId AND c.submission_id = ANY (@Submissions) AND c.kind = 'scores'
          ORDER BY c.case_ref, s.period DESC
        )
        SELECT r.case_ref AS CaseRef, r.measure, r.subscale, r.timepoint, r.week, r.respondent, r.goal, r.score
        FROM source x
        JOIN score_record r ON r.service_id = @ServiceId AND r.submission_id = x.submission_id AND r.case_ref = x.case_ref
        WHERE r.score IS NOT NULL
        ORDER BY r.case_ref, r.measure, r.subscale, r.respondent, r.goal, r.week, r.timepoint
        """;

    public static async Task<EarlierFacts> RunAsync(PortalDatabase database, int serviceId, Quarter period, CancellationToken cancellation)
    {
        // One snapshot for all reads, so that a submission in the meantime changes nothing.
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([serviceId]),
            cancellation,
            System.Data.IsolationLevel.RepeatableRead
        );
        await transaction.Connection.ExecuteAsync(transaction.Command(RowJoins.ByHash, null, cancellation));
        var quarters = await ListAsync<StandingQuarter>(
            transaction,
            Quarters,
            new
            {
                ServiceId = serviceId,
                Period = period.ToString(),
                Most = EarlierFacts.QuartersLookedAt,
            },
            cancellation
        );
        if (quarters.Count == 0)
            return EarlierFacts.None;
        var latest = new { ServiceId = serviceId, Submissions = quarters.Select(quarter => quarter.SubmissionId).ToArray() };
        var cases = await ListAsync<CaseLine>(transaction, Cases, latest, cancellation);
        var scores = await ListAsync<EarlierScore>(transaction, Scores, latest, cancellation);
        return new EarlierFacts(
            [.. quarters.Select(quarter => new EarlierQuarter(quarter.Period, quarter.Referrals) { SubmissionId = quarter.SubmissionId })],
            [
                .. cases.Select(line => new EarlierCase(
                    line.CaseRef,
                    line.Period,
                    line.Status,
                    line.Decision,
                    line.ClosureMonth,
                    line.AttendedRows,
                    line.ContactsAttended
                )),
            ],
            scores
        );
    }

    /// <summary>
    /// The submissions that the facts would now be read from, newest quarter first. It is cheap, so ask again before storing.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> SubmissionsAsync(
        PortalTransaction transaction,
        int serviceId,
        Quarter period,
        CancellationToken cancellation
    ) =>
        await ListAsync<Guid>(
            transaction,
            Standing,
            new
            {
                ServiceId = serviceId,
                Period = period.ToString(),
                Most = EarlierFacts.QuartersLookedAt,
            },
            cancellation
        );

    private static async Task<List<TRow>> ListAsync<TRow>(
        PortalTransaction transaction,
        string sql,
        object parameters,
        CancellationToken cancellation
    ) => (await transaction.Connection.QueryAsync<TRow>(transaction.Command(sql, parameters, cancellation))).AsList();

    private sealed record StandingQuarter(Guid SubmissionId, Quarter Period, int Referrals);

    private sealed record CaseLine(
        string CaseRef,
        Quarter Period,
        string Status,
        string Decision,
        Month? ClosureMonth,
        int? AttendedRows,
        int? ContactsAttended
    );
}
