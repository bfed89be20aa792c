using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Workspace;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Benches;

/// <summary>Network outcomes from stored moments, against moments computed from rows in the same run.</summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class PoolingBench
{
    private const string FromRows = """
        SELECT c.service_id, p.measure, p.subscale, count(*), avg(p.baseline_score), var_samp(p.baseline_score), count(p.last_score),
          avg(p.first_score), avg(p.last_score), var_samp(p.first_score), var_samp(p.last_score), covar_samp(p.first_score, p.last_score),
          var_samp(p.last_score - p.first_score)
        FROM respondent_pair p
        JOIN unit_cohort c ON c.service_id = p.service_id AND c.unit_ref = p.unit_ref AND c.cohort = 'CLOSED_TWO_CONTACTS'
        WHERE c.closure_month >= DATE '2025-01-01' AND c.closure_month < DATE '2026-01-01' AND p.is_headline
        GROUP BY c.service_id, p.measure, p.subscale
        """;

    [Test]
    public async Task NetworkOutcomes_FromMoments_BesideRows()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        var query = new WorkspaceQuery();
        await using var connection = new NpgsqlConnection(portal.Database.AdministratorConnectionString);
        await connection.OpenAsync();
        // The baseline uses the joins that the portal itself uses for a whole service.
        await connection.ExecuteAsync("SET enable_nestloop = off");
        var rows = await Timing.OfAsync(
            "moments of all services and measures from rows (baseline)",
            5,
            async () => await connection.QueryAsync(FromRows)
        );
        var moments = await Timing.OfAsync(
            "network outcomes from frozen moments, pooled and all (REML, 15 measures)",
            20,
            () => NetworkOutcomes.ReadAsync(portal.Database.Portal, query, CancellationToken.None)
        );
        using var client = await portal.ClientAsync("analyst");
        var http = await Timing.OfAsync("the same over HTTP, as JSON", 20, () => client.GetAnswerAsync("/api/v1/network/outcomes"));

        await TestContext.Out.WriteLineAsync(string.Join('\n', "", Timing.Heading, rows.Line(rows), moments.Line(rows), http.Line(rows)));
    }
}
