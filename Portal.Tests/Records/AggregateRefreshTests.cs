using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Analytics.Moments;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Records;

/// <summary>Every stored aggregate equals a rebuild from rows, and the moments equal those of the pairs themselves.</summary>
[NeedsDatabase]
public sealed class AggregateRefreshTests
{
    private const string Pairs = """
        SELECT p.measure || '/' || p.subscale AS Measure, p.first_score AS First, p.last_score AS Last
        FROM respondent_pair p JOIN unit_cohort c ON c.service_id = p.service_id AND c.unit_ref = p.unit_ref AND c.cohort = 'CLOSED_TWO_CONTACTS'
        WHERE p.service_id = @ServiceId AND p.last_score IS NOT NULL AND p.is_headline
        """;

    [TestCase("profile_count")]
    [TestCase("cohort_count")]
    [TestCase("outcome_moment")]
    public async Task Stored_AfterTheWholeNetwork_EqualsARebuild(string table)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        var stored = await RowsAsync(portal, table);
        foreach (var service in stored.Select(row => row.ServiceId).Distinct())
        {
            await using var transaction = await PortalTransaction.BeginAsync(
                portal.Database.Portal.Application,
                new Scope([service]),
                CancellationToken.None
            );
            await AggregateRefresh.RunAsync(transaction, service, CancellationToken.None);
            var rebuilt = (
                await transaction.Connection.QueryAsync<(int, string)>(transaction.Command(Rounded(table), null, CancellationToken.None))
            ).Order();
            Assert.That(rebuilt, Is.EqualTo(stored.Where(row => row.ServiceId == service).Order()), $"service {service}");
        }
    }

    [Test]
    public async Task Moments_OfEveryService_EqualThoseOfItsPairs()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        var filter = new OutcomeFilter(new Window(new(2000, 1), new(2100, 1)), OutcomeFilter.DefaultCohort, null, null, null);
        for (var service = 1; service <= 12; service++)
        {
            await using var transaction = await PortalTransaction.BeginAsync(
                portal.Database.Portal.Application,
                new Scope([service]),
                CancellationToken.None
            );
            var moments = await OutcomeMoments.ByServiceAsync(transaction, filter, CancellationToken.None);
            var pairs = (
                await transaction.Connection.QueryAsync<(string Measure, double First, double Last)>(
                    transaction.Command(Pairs, new { ServiceId = service }, CancellationToken.None)
                )
            ).ToLookup(pair => pair.Measure);
            Assert.That(moments, Is.Not.Empty);
            foreach (var moment in moments)
            {
                var expected = PairedMoments.OfPairs(pairs[moment.Measure + "/" + moment.Subscale].Select(pair => (pair.First, pair.Last)));
                Assert.That(moment.Pairs.N, Is.EqualTo(expected.N));
                Assert.That(moment.Pairs.MeanFirst, Is.EqualTo(expected.MeanFirst).Within(1e-10));
                Assert.That(moment.Pairs.M2Change, Is.EqualTo(expected.M2Change).Within(1e-8));
                Assert.That(moment.Pairs.CoMoment, Is.EqualTo(expected.CoMoment).Within(1e-8));
            }
        }
    }

    private static async Task<IReadOnlyList<(int ServiceId, string Row)>> RowsAsync(RunningPortal portal, string table)
    {
        await using var connection = new NpgsqlConnection(portal.Database.AdministratorConnectionString);
        var rows = (await connection.QueryAsync<(int, string)>(Rounded(table))).AsList();
        Assert.That(rows, Is.Not.Empty);
        return rows;
    }

    // Sums of doubles differ in their last digits with the order of rows, which is the server's to choose.
    internal static string Rounded(string table) =>
        table == "outcome_moment"
            ? """
                SELECT service_id AS ServiceId, concat_ws('|', cohort, selection, respondent, measure, subscale, closure_month, baseline, round(baseline_mean::numeric, 8),
                  round(baseline_m2::numeric, 6), paired, round(first_mean::numeric, 8), round(last_mean::numeric, 8), round(first_m2::numeric, 6),
                  round(last_m2::numeric, 6), round(co_moment::numeric, 6), round(change_m2::numeric, 6)) AS Row
                FROM outcome_moment
                """
            : $"SELECT service_id AS ServiceId, t::text AS Row FROM {table} t";
}
