using Dapper;
using Portal.Api.Checking.History;
using Portal.Api.Checking.WholeExtract;
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
        + "ORDER BY period DESC";

    private const string Cases = """
        SELECT DISTINCT ON (c.case_ref) c.case_ref AS CaseRef, s.period, c.status, c.decision, c.closure_month AS ClosureMonth,
          c.contacts_attended AS ContactsAttended
        FROM case_record c
        JOIN submission s ON s.service_id = c.service_id AND s.submission_id = c.submission_id
        WHERE c.service_id = @ServiceId AND (c.submission_id = ANY (@Submissions)
          OR c.case_ref = ANY (@Listed) AND s.state = 'ACCEPTED' AND s.period < @Period)
        ORDER BY c.case_ref, s.period DESC
        """;

    private const string Others = """
        SELECT s.period, f.kind, f.sha256
        FROM submission_file f
        JOIN submission s ON s.service_id = f.service_id AND s.submission_id = f.submission_id
        WHERE f.service_id = @ServiceId AND s.state = 'ACCEPTED' AND s.period <> @Period
        ORDER BY s.period DESC
        """;

    // Of the latest quarter that has the file.
    private const string Answers = """
        SELECT DISTINCT ON (f.kind) f.kind, f.coverage
        FROM submission_file f
        JOIN submission s ON s.service_id = f.service_id AND s.submission_id = f.submission_id
        WHERE f.service_id = @ServiceId AND f.submission_id = ANY (@Submissions)
        ORDER BY f.kind, s.period DESC
        """;

    private const string Speaking =
        "SELECT case_ref AS CaseRef, kind FROM record_source(@Period) WHERE service_id = @ServiceId AND case_ref = ANY (@Cases)";

    /// <param name="listed">Cases of the extract that is checked: they are looked for in every quarter, others in the latest ones.</param>
    public static async Task<EarlierFacts> RunAsync(
        PortalDatabase database,
        int serviceId,
        Quarter period,
        IReadOnlyCollection<string> listed,
        CancellationToken cancellation
    )
    {
        // One snapshot for all reads, so that a submission in the meantime changes nothing.
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([serviceId]),
            cancellation,
            System.Data.IsolationLevel.RepeatableRead
        );
        await RowJoins.UseAsync(transaction, cancellation);
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
        var others = (
            await ListAsync<(Quarter Period, string Kind, string Sha256)>(
                transaction,
                Others,
                new { ServiceId = serviceId, Period = period.ToString() },
                cancellation
            )
        )
            .GroupBy(file => file.Period)
            .Select(files => new OtherQuarter(
                files.Key,
                files.ToDictionary(file => ReadStandingQuarter.KindOf(file.Kind), file => file.Sha256)
            ))
            .ToList();
        var means = await ReadNetworkMeans.RunAsync(transaction, cancellation);
        if (quarters.Count == 0)
            return EarlierFacts.None with { Others = others, NetworkMeans = means };
        var latest = new
        {
            ServiceId = serviceId,
            Submissions = quarters.Select(quarter => quarter.SubmissionId).ToArray(),
            Listed = listed.ToArray(),
            Period = period.ToString(),
        };
        var cases = await ListAsync<CaseLine>(transaction, Cases, latest, cancellation);
        var answers = await ListAsync<(string Kind, string Coverage)>(transaction, Answers, latest, cancellation);
        var record = await RecordAsync(transaction, serviceId, period, [.. cases.Select(line => line.CaseRef)], cancellation);
        var attended = record.Rows.Contacts?.Where(row => row.Attendance == "ATTENDED").CountBy(row => row.CaseRef).ToDictionary();
        return new EarlierFacts(
            [.. quarters.Select(quarter => new EarlierQuarter(quarter.Period, quarter.Referrals) { SubmissionId = quarter.SubmissionId })],
            [
                .. cases.Select(line => new EarlierCase(
                    line.CaseRef,
                    line.Period,
                    line.Status,
                    line.Decision,
                    line.ClosureMonth,
                    record.WithContacts.Contains(line.CaseRef) ? attended!.GetValueOrDefault(line.CaseRef) : null,
                    line.ContactsAttended
                )),
            ],
            [
                .. (record.Rows.Scores ?? [])
                    .Where(row => row.Score is not null)
                    .Select(row => new EarlierScore(
                        row.CaseRef,
                        row.Measure,
                        row.Subscale,
                        row.Timepoint,
                        row.Week,
                        row.Respondent,
                        row.Goal ?? 0,
                        row.Score!.Value
                    )),
            ]
        )
        {
            Others = others,
            NetworkMeans = means,
            Record = record.Rows,
            Coverage = answers.ToDictionary(
                answer => ReadStandingQuarter.KindOf(answer.Kind),
                answer => SentFiles.CoverageOf(answer.Coverage)!.Value
            ),
            Submissions = await SubmissionsAsync(transaction, serviceId, period, cancellation),
        };
    }

    // The rows that count for these cases, each file with those that it rests on.
    private static async Task<(SentRows Rows, HashSet<string> WithContacts)> RecordAsync(
        PortalTransaction transaction,
        int serviceId,
        Quarter period,
        string[] cases,
        CancellationToken cancellation
    )
    {
        var speaking = await ListAsync<(string CaseRef, string Kind)>(
            transaction,
            Speaking,
            new
            {
                ServiceId = serviceId,
                Period = period.ToString(),
                Cases = cases,
            },
            cancellation
        );
        var sent = speaking.Select(source => source.Kind).ToHashSet();
        return (
            new SentRows(
                await RowsAsync(RowTables.Cases, "cases"),
                (await RowsAsync(RowTables.Risks, "risks"))?.DistinctBy(RecordRows.Key).ToList(),
                (await RowsAsync(RowTables.Scores, "scores"))?.DistinctBy(RecordRows.Key).ToList(),
                (await RowsAsync(RowTables.Contacts, "contacts"))?.DistinctBy(RecordRows.Key).ToList(),
                null,
                null
            ),
            speaking.Where(source => source.Kind == "contacts").Select(source => source.CaseRef).ToHashSet(StringComparer.Ordinal)
        );

        async Task<IReadOnlyList<TRow>?> RowsAsync<TRow>(RowTable<TRow> table, string kind) =>
            sent.Contains(kind) ? await table.ReadRecordAsync(transaction, serviceId, period.ToString(), kind, cases, cancellation) : null;
    }

    /// <summary>
    /// The submissions that the facts would now be read from, newest quarter first. It is cheap, so ask again before storing.
    /// </summary>
    public static async Task<IReadOnlyList<Guid>> SubmissionsAsync(
        PortalTransaction transaction,
        int serviceId,
        Quarter period,
        CancellationToken cancellation
    ) => await ListAsync<Guid>(transaction, Standing, new { ServiceId = serviceId, Period = period.ToString() }, cancellation);

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
        int? ContactsAttended
    );
}
