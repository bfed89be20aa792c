using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Records;

/// <summary>First score of one family, and its last when there is one; in points of the measure.</summary>
/// <param name="Averaged">
/// How many pairs First and Last are means of: twins and siblings seen together have one each. 0 without a last.
/// </param>
public sealed record ScorePair(string Measure, string Subscale, double First, double? Last, int Averaged);

/// <summary>
/// Scores of the caller's own service, for what moments cannot answer: classes of reliable change, crossings of a cut-off, and how much
/// missing last scores could matter.
/// </summary>
public static class ScorePairs
{
    private const string OfService =
        """
            WITH counted AS MATERIALIZED (
              SELECT service_id, unit_ref FROM unit_cohort
              WHERE service_id = @ServiceId AND cohort = @Cohort AND closure_month >= @From AND closure_month < @Before
            )
            """ + Scores;

    private const string OfAge = $"WITH {UnitsOfAge.Counted}" + Scores;

    private const string Scores = """

        SELECT p.measure, p.subscale, coalesce(p.first_score, p.baseline_score)::float8 AS First, p.last_score::float8 AS Last,
          p.pairs AS Averaged
        FROM respondent_pair p
        JOIN counted c ON c.service_id = p.service_id AND c.unit_ref = p.unit_ref
        WHERE p.service_id = @ServiceId AND (p.respondent = @Respondent OR (@Respondent::text IS NULL AND p.is_headline))
        ORDER BY p.measure, p.subscale, First, Last, Averaged
        """;

    public static async Task<IReadOnlyList<ScorePair>> OfServiceAsync(
        PortalTransaction transaction,
        int serviceId,
        OutcomeFilter filter,
        CancellationToken cancellation
    )
    {
        await RowJoins.UseAsync(transaction, cancellation);
        return (
            await transaction.Connection.QueryAsync<ScorePair>(
                transaction.Command(
                    filter.BabyAges is null ? OfService : OfAge,
                    new
                    {
                        ServiceId = serviceId,
                        filter.Cohort,
                        filter.Window.From,
                        filter.Window.Before,
                        filter.Respondent,
                        Ages = filter.BabyAges,
                    },
                    cancellation
                )
            )
        ).AsList();
    }
}
