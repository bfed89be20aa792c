using Dapper;
using Portal.Analytics.Moments;
using Portal.Api.Database;
using Portal.Tests.Http;

namespace Portal.Tests.OptIn;

/// <summary>
/// Closed and referred cases straight into a service's counts and moments, for networks whose sizes a test needs to choose.
/// </summary>
internal static class InventedPairs
{
    private const string Find = "SELECT service_id FROM service WHERE code = @Service";

    private const string Enter = """
        INSERT INTO cohort_count (service_id, cohort, closure_month, eligible, contacts_known)
        SELECT @Id, cohort, @Month, @N, true FROM unnest(ARRAY['CLOSED', 'CLOSED_TWO_CONTACTS']) AS cohort;
        INSERT INTO outcome_moment (service_id, cohort, selection, respondent, measure, subscale, closure_month, baseline, baseline_mean, baseline_m2,
          paired, first_mean, last_mean, first_m2, last_m2, co_moment, change_m2)
        SELECT @Id, cohort, 'HEADLINE', 'MOTHER', 'HADS', 'ANXIETY', @Month, @N, @MeanFirst, @M2First, @N, @MeanFirst, @MeanLast, @M2First, @M2Last, @CoMoment, @M2Change
        FROM unnest(ARRAY['CLOSED', 'CLOSED_TWO_CONTACTS']) AS cohort;
        INSERT INTO profile_count (service_id, referral_month, dimension, code, cases)
        VALUES (@Id, @Month, 'REFERRALS', '', @N), (@Id, @Month, 'ANY_RISK_ASSESSED', '', @N), (@Id, @Month, 'RISK_ASSESSED', 'ISOLATION', @N), (@Id, @Month, 'RISK_PRESENT', 'ISOLATION', 1);
        """;

    private const string Clear = """
        DELETE FROM cohort_count WHERE service_id = @Id;
        DELETE FROM outcome_moment WHERE service_id = @Id;
        DELETE FROM profile_count WHERE service_id = @Id;
        """;

    /// <summary>Scores of HADS anxiety that differ from pair to pair; lower is better.</summary>
    /// <param name="pairs">How many.</param>
    /// <param name="seed">Other seeds, other scores.</param>
    public static IReadOnlyList<(double First, double Last)> Some(int pairs, int seed) =>
        [.. Enumerable.Range(0, pairs).Select(place => (8.0 + (place * 7 + seed * 3) % 11, 4.0 + (place * 5 + seed * 4) % 13))];

    /// <summary>
    /// As many families referred, closed and scored twice in the month as there are pairs, one of them with the risk ISOLATION.
    /// </summary>
    public static async Task EnterAsync(
        RunningPortal portal,
        string service,
        DateOnly month,
        IReadOnlyList<(double First, double Last)> pairs
    )
    {
        var of = PairedMoments.OfPairs(pairs);
        await WriteAsync(
            portal,
            service,
            Enter,
            id => new
            {
                Id = id,
                Month = month,
                of.N,
                of.MeanFirst,
                of.MeanLast,
                of.M2First,
                of.M2Last,
                of.CoMoment,
                of.M2Change,
            }
        );
    }

    /// <summary>Takes everything of the service out again.</summary>
    public static Task ClearAsync(RunningPortal portal, string service) => WriteAsync(portal, service, Clear, id => new { Id = id });

    private static async Task WriteAsync(RunningPortal portal, string service, string sql, Func<int, object> parameters)
    {
        int id;
        await using (
            var registry = await PortalTransaction.BeginAsync(portal.Database.Portal.Application, Scope.None, CancellationToken.None)
        )
            id = await registry.Connection.ExecuteScalarAsync<int>(
                registry.Command(Find, new { Service = service }, CancellationToken.None)
            );
        await using var transaction = await PortalTransaction.BeginAsync(
            portal.Database.Portal.Application,
            new Scope([id]),
            CancellationToken.None
        );
        await transaction.Connection.ExecuteAsync(transaction.Command(sql, parameters(id), CancellationToken.None));
        await transaction.CommitAsync(CancellationToken.None);
    }
}
