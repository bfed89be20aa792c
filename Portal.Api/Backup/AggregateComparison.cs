using System.Globalization;
using Dapper;
using Portal.Api.Database;
using Portal.Api.Records;

namespace Portal.Api.Backup;

/// <summary>Compares the stored counts and moments with those that a rebuild from rows makes, and changes nothing.</summary>
/// <param name="Services">Services that have sent.</param>
/// <param name="Rows">Rows of counts and moments.</param>
/// <param name="Difference">The first that differs, in words.</param>
/// <remarks>Source: docs/security.md, "Reliability after a fault".</remarks>
internal sealed record AggregateComparison(int Services, int Rows, string? Difference)
{
    private const string Senders = "SELECT DISTINCT service_id FROM submission ORDER BY service_id";

    // Sums of doubles differ in their last digits with the order of rows, which is the server's to choose.
    private const string All = """
        SELECT 'profile_count|' || t::text FROM profile_count t WHERE service_id = @ServiceId
        UNION ALL SELECT 'cohort_count|' || t::text FROM cohort_count t WHERE service_id = @ServiceId
        UNION ALL SELECT concat_ws('|', 'outcome_moment', cohort, selection, respondent, measure, subscale, closure_month, baseline,
          round(baseline_mean::numeric, 8), round(baseline_m2::numeric, 6), paired, round(first_mean::numeric, 8),
          round(last_mean::numeric, 8), round(first_m2::numeric, 6), round(last_m2::numeric, 6), round(co_moment::numeric, 6),
          round(change_m2::numeric, 6))
        FROM outcome_moment WHERE service_id = @ServiceId
        """;

    public static async Task<AggregateComparison> RunAsync(PortalDatabase database, CancellationToken cancellation)
    {
        List<int> services;
        await using (var network = await PortalTransaction.BeginAsync(database.Network, cancellation))
            services = (await network.Connection.QueryAsync<int>(network.Command(Senders, null, cancellation))).AsList();
        var rows = 0;
        foreach (var service in services)
        {
            await using var transaction = await PortalTransaction.BeginAsync(
                database.ForJob("REBUILD_AGGREGATES").Application,
                new Scope([service]),
                cancellation
            );
            await AggregateRefresh.LockAsync(transaction, service, cancellation);
            var stored = await ReadAsync(transaction, service, cancellation);
            await AggregateRefresh.RunAsync(transaction, service, cancellation);
            var rebuilt = await ReadAsync(transaction, service, cancellation);
            rows += stored.Count;
            // Which row it is, is told by its table alone: the rest are figures of families.
            if (stored.Except(rebuilt).Concat(rebuilt.Except(stored)).Order(StringComparer.Ordinal).FirstOrDefault() is { } other)
                return new AggregateComparison(
                    services.Count,
                    rows,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The stored rows of {other.Split('|')[0]} for the service with id {service} are not those that a rebuild from "
                            + $"its rows makes."
                    )
                );
        }

        return new AggregateComparison(services.Count, rows, null);
    }

    private static async Task<HashSet<string>> ReadAsync(PortalTransaction transaction, int service, CancellationToken cancellation) =>
        [.. await transaction.Connection.QueryAsync<string>(transaction.Command(All, new { ServiceId = service }, cancellation))];
}
