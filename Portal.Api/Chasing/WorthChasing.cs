using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Chasing;

/// <summary>Cases that somebody of the team may want to look up, because something of them is missing.</summary>
/// <param name="Code">CLOSED_WITHOUT_LAST, NOT_LISTED, RISKS_NOT_ASSESSED or FIRST_SCORE_MISSING.</param>
/// <param name="Cases">References of the team's own, in order.</param>
public sealed record ChasingList(string Code, IReadOnlyList<string> Cases);

/// <summary>How many cases each list has, as in <see cref="WorthChasing"/>.</summary>
public sealed record ChasingCounts(IReadOnlyList<(string Code, int Cases)> Lists);

/// <summary>What is worth chasing before the next extract, by case reference: of the caller's own service only.</summary>
/// <param name="Quarter">The latest quarter that was sent; <c>null</c> before the first.</param>
/// <param name="From">First month of the cases that count as closed lately, YYYY-MM; <c>null</c> before the first extract.</param>
/// <param name="Lists">All four, in the order in which they are worth the time; empty before the first extract.</param>
public sealed record WorthChasing(Quarter? Quarter, string? From, IReadOnlyList<ChasingList> Lists)
{
    public const string ClosedWithoutLast = "CLOSED_WITHOUT_LAST";

    public const string NotListed = "NOT_LISTED";

    public const string RisksNotAssessed = "RISKS_NOT_ASSESSED";

    public const string FirstScoreMissing = "FIRST_SCORE_MISSING";

    /// <summary>From this many attended contacts on, a first score is late.</summary>
    public const int ContactsUntilFirstScore = 4;

    private const string Latest = """
        SELECT submission_id AS Id, period FROM submission WHERE service_id = @ServiceId AND state = 'ACCEPTED'
        ORDER BY period DESC LIMIT 2
        """;

    // A case of the first list has a first score on some measure and a last one on none; one with both on some measure is no loss to chase.
    private const string Cases = """
        WITH scored AS (
          SELECT case_ref, bool_or(timepoint = 'BASELINE') AS has_first, bool_or(timepoint <> 'BASELINE') AS has_later
          FROM current_score WHERE service_id = @ServiceId AND score IS NOT NULL GROUP BY case_ref
        ), seen AS (
          SELECT case_ref, count(*) FILTER (WHERE attendance = 'ATTENDED') AS contacts
          FROM current_contact WHERE service_id = @ServiceId GROUP BY case_ref
        )
        SELECT 'CLOSED_WITHOUT_LAST' AS Code, k.case_ref AS CaseRef
        FROM current_case k JOIN scored s USING (case_ref)
        WHERE k.service_id = @ServiceId AND k.status = 'CLOSED' AND k.closure_month >= @From AND s.has_first AND NOT s.has_later
        UNION ALL
        SELECT 'NOT_LISTED', b.case_ref
        FROM case_record b
        WHERE b.service_id = @ServiceId AND b.submission_id = @Before AND b.status <> 'CLOSED'
          AND NOT EXISTS (
            SELECT FROM case_record l WHERE l.service_id = b.service_id AND l.submission_id = @Latest AND l.case_ref = b.case_ref)
        UNION ALL
        SELECT 'RISKS_NOT_ASSESSED', k.case_ref
        FROM current_case k
        WHERE k.service_id = @ServiceId AND k.submission_id = @Latest AND k.decision = 'ACCEPTED' AND k.status <> 'WAITING'
          AND k.risks_assessed IS DISTINCT FROM 'Y'
        UNION ALL
        SELECT 'FIRST_SCORE_MISSING', k.case_ref
        FROM current_case k
        LEFT JOIN scored s USING (case_ref)
        LEFT JOIN seen v USING (case_ref)
        WHERE k.service_id = @ServiceId AND k.submission_id = @Latest AND k.status = 'OPEN' AND NOT coalesce(s.has_first, false)
          AND greatest(coalesce(v.contacts, 0), coalesce(k.contacts_attended, 0)) >= @Contacts
        """;

    /// <summary>How long the lists are that hold a case. References of cases are never kept.</summary>
    public static Task<ChasingCounts> CountAsync(ServiceCall call, CancellationToken cancellation) =>
        KeptFigures.ReadAsync(
            call,
            nameof(WorthChasing),
            async transaction => new ChasingCounts([
                .. (await ReadAsync(transaction, call, cancellation))
                    .Lists.Where(list => list.Cases.Count > 0)
                    .Select(list => (list.Code, list.Cases.Count)),
            ]),
            cancellation
        );

    public static async Task<WorthChasing> ReadAsync(ServiceCall call, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        await RowJoins.UseAsync(transaction, cancellation);
        return await ReadAsync(transaction, call, cancellation);
    }

    private static async Task<WorthChasing> ReadAsync(PortalTransaction transaction, ServiceCall call, CancellationToken cancellation)
    {
        var sent = (
            await transaction.Connection.QueryAsync<SentRow>(transaction.Command(Latest, new { ServiceId = call.Service.Id }, cancellation))
        ).AsList();
        if (sent.Count == 0 || !Periods.Quarter.TryParse(sent[0].Period, out var quarter))
            return new WorthChasing(null, null, []);
        var from = quarter.Plus(-3).FirstMonth;
        var found = (
            await transaction.Connection.QueryAsync<FoundRow>(
                transaction.Command(
                    Cases,
                    new
                    {
                        ServiceId = call.Service.Id,
                        Latest = sent[0].Id,
                        Before = sent.Count > 1 ? sent[1].Id : (Guid?)null,
                        From = from,
                        Contacts = ContactsUntilFirstScore,
                    },
                    cancellation
                )
            )
        ).ToLookup(row => row.Code, row => row.CaseRef);
        return new WorthChasing(
            quarter,
            from.ToString(),
            [
                .. new[] { ClosedWithoutLast, FirstScoreMissing, NotListed, RisksNotAssessed }.Select(code => new ChasingList(
                    code,
                    [.. found[code].Order(StringComparer.Ordinal)]
                )),
            ]
        );
    }

    private sealed record SentRow(Guid Id, string Period);

    private sealed record FoundRow(string Code, string CaseRef);
}
