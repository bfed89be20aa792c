using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Records;

/// <summary>First and last score of one case; in points of the measure.</summary>
public sealed record ScorePair(string Measure, string Subscale, double First, double Last);

/// <summary>Pairs of the caller's own service, for what moments cannot tell: classes of reliable change and crossings of a cut-off.</summary>
public static class ScorePairs
{
    private const string OfService =
        """
        SELECT p.measure, p.subscale, p.first_score AS First, p.last_score AS Last
        FROM respondent_pair p
        JOIN case_cohort c ON c.service_id = p.service_id AND c.case_ref = p.case_ref AND c.cohort = @Cohort
        WHERE p.service_id = @ServiceId AND p.last_score IS NOT NULL AND c.closure_month >= @From AND c.closure_month < @Before
          AND (p.respondent = @Respondent OR (@Respondent::text IS NULL AND p.is_headline))
        ORDER BY p.measure, p.subscale, p.first_score, p.last_score
        """;

    public static async Task<IReadOnlyList<ScorePair>> OfServiceAsync(PortalTransaction transaction, int serviceId, OutcomeFilter filter, CancellationToken cancellation)
    {
        await transaction.Connection.ExecuteAsync(transaction.Command(RowJoins.ByHash, null, cancellation));
        return (await transaction.Connection.QueryAsync<ScorePair>(transaction.Command(
                OfService, new { ServiceId = serviceId, filter.Cohort, filter.Window.From, filter.Window.Before, filter.Respondent }, cancellation))).AsList();
    }
}
