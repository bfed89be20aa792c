using Dapper;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Records;

/// <summary>Cases of one service with one code on one dimension of the referral profile.</summary>
public sealed record ProfileCount(int ServiceId, string Dimension, string Code, int Cases);

/// <summary>Counts of the referral profile for the services that the role of the transaction may see.</summary>
public static class ProfileCounts
{
    public const string Referrals = "REFERRALS";
    public const string RiskPresent = "RISK_PRESENT";
    public const string RiskAssessed = "RISK_ASSESSED";
    public const string AnyRiskAssessed = "ANY_RISK_ASSESSED";

    // sum(int) is bigint in PostgreSQL; the cast keeps the record's int and fails loudly on overflow.
    private const string ByService = """
        SELECT service_id AS ServiceId, dimension, code, sum(cases)::int AS cases
        FROM profile_count
        WHERE referral_month >= @From AND referral_month < @Before
        GROUP BY service_id, dimension, code
        ORDER BY service_id, dimension, code
        """;

    public static async Task<IReadOnlyList<ProfileCount>> ByServiceAsync(
        PortalTransaction transaction,
        Window window,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<ProfileCount>(
                transaction.Command(ByService, new { window.From, window.Before }, cancellation)
            )
        ).AsList();
}
