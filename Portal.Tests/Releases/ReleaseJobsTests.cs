using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Access;
using Portal.Api.Periods;
using Portal.Api.Releases.Making;
using Portal.Tests.Answers;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>What becomes of a release that cannot be finished.</summary>
[NeedsDatabase]
public sealed class ReleaseJobsTests
{
    private const string Releases = "/api/v1/network/releases";

    private static readonly Caller Analyst = new("analyst", "Analyst", [Roles.Analyst]);

    [Test]
    public async Task Run_RowRemovedByAnotherNode_StopsAndStoresNothing([Values] bool noticedByABeat)
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = noticedByABeat ? new HastyClock() : TimeProvider.System;
        var begun = (
            await StartRelease.BeginAsync(
                database.Portal,
                Analyst,
                new ReleaseRequest("2025-Q4", null),
                new CalendarDay(clock),
                CancellationToken.None
            )
        ).Value();
        await AdministerAsync(database, "DELETE FROM release");
        using var stop = new CancellationTokenSource();
        await using var other = new NpgsqlConnection(database.AdministratorConnectionString);
        await other.OpenAsync();
        await using var holding = await other.BeginTransactionAsync();
        if (noticedByABeat)
            // The work waits for what it reads until a beat has stopped it.
            await other.ExecuteAsync("LOCK TABLE case_record IN ACCESS EXCLUSIVE MODE", transaction: holding);

        Assert.That(
            async () => await FreezeRelease.RunAsync(database.Portal, begun.Id, InventedNetwork.QuarterOf("2025-Q4"), clock, stop),
            Throws.InstanceOf<OperationCanceledException>()
        );

        await holding.RollbackAsync();
        foreach (
            var table in new[]
            {
                "release",
                "release_roll",
                "release_population",
                "release_value",
                "release_for_service",
                "service_report",
                "workspace_group",
                "workspace_part",
                "workspace_profile",
                "workspace_known",
                "workspace_item",
            }
        )
            Assert.That(await CountAsync(database, table), Is.Zero, table);
    }

    [Test]
    public async Task Job_DatabaseRefuses_IsFailedInsideAndCanBeDiscarded()
    {
        using var log = new CapturedLog();
        await using var portal = await RunningPortal.StartAsync(log);
        await AdministerAsync(portal.Database, "REVOKE SELECT ON case_record FROM portal_release");
        using var analyst = await portal.ClientAsync("analyst");

        var id = (string)(await PublishedRelease.StartAsync(analyst, "2025-Q4")).Json["id"]!;
        await PublishedRelease.UntilAsync(async () =>
            (string?)(await analyst.GetAnswerAsync($"{Releases}/{id}")).Json["state"] != "RUNNING"
        );

        var failed = (await analyst.GetAnswerAsync($"{Releases}/{id}")).Json;
        Assert.That(((string?)failed["state"], (string?)failed["progress"]!["step"]), Is.EqualTo(("FAILED", "FAILED_INSIDE")));
        Assert.That(
            log.Lines.Single(line =>
                line.Contains(nameof(ReleaseJobs), StringComparison.Ordinal) && line.StartsWith("Error", StringComparison.Ordinal)
            ),
            Does.Contain($"Release {id} failed: PostgresException.").And.Not.Contain("case_record")
        );
        using (var gone = await analyst.DeleteAsync(new Uri($"{Releases}/{id}", UriKind.Relative)))
            Assert.That((int)gone.StatusCode, Is.EqualTo(204));
        Assert.That(await CountAsync(portal.Database, "release"), Is.Zero);
    }

    [Test]
    public async Task Draft_CaseErasedMeanwhile_IsGoneAndThePublishedReleaseStands()
    {
        await using var portal = await RunningPortal.StartAsync();
        await SampleExtracts.SendAsync(portal, "2025-Q4", service => service is "HARBOUR" or "TEASEL");
        var published = await PublishedRelease.MakeAsync(portal, "2025-Q4");
        using var analyst = await portal.ClientAsync("analyst");
        using var admin = await portal.ClientAsync("admin");
        var before = (await analyst.GetAnswerAsync($"{Releases}/{published}")).Json["contentHash"]!.ToString();
        var draft = await PublishedRelease.DraftAsync(analyst, "2025-Q4", "A case is erased while it waits");
        var cases = SampleExtracts.Files("HARBOUR", "2025-Q4")["cases.csv"].Split('\n');
        var caseRef = cases[1].Split(',')[Array.IndexOf(cases[0].TrimStart('\uFEFF').Split(','), "case_ref")];
        var harbour = $"workspace_group g JOIN service s USING (service_id) WHERE s.code = 'HARBOUR' AND release_id = '{published}'";
        Assert.That(await CountAsync(portal.Database, harbour), Is.Positive);

        var erased = await admin.PostAnswerAsync(
            "/api/v1/admin/erasures",
            Requests.Json($$"""{"service":"HARBOUR","caseRef":"{{caseRef}}","reason":"REQUEST_OF_FAMILY"}""")
        );

        Assert.That(erased.Status, Is.EqualTo(201), erased.Body);
        Assert.That((await analyst.GetAnswerAsync($"{Releases}/{draft}")).Status, Is.EqualTo(404));
        Assert.That((await analyst.GetAnswerAsync($"{Releases}/{published}")).Json["contentHash"]!.ToString(), Is.EqualTo(before));
        Assert.That(await CountAsync(portal.Database, harbour), Is.Zero, "moments by band of the service");
        Assert.That(
            await CountAsync(portal.Database, $"release_for_service WHERE release_id = '{published}'"),
            Is.EqualTo(Api.Samples.SampleServices.All.Count)
        );
    }

    [TestCase("charts/forest.svg")]
    [TestCase("charts/changes.svg?scope=NATION_E,NATION_W")]
    [TestCase("cells.xml")]
    public async Task File_ThatNoReleaseHas_IsNotFound(string file)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var reader = await portal.ClientAsync("reader");
        var id = (string)(await reader.GetAnswerAsync(Releases)).Json["items"]![0]!["id"]!;

        Assert.That((await reader.GetAnswerAsync($"{Releases}/{id}/{file}")).Status, Is.EqualTo(404));
    }

    private static async Task AdministerAsync(TestDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.ExecuteAsync(sql);
    }

    private static async Task<int> CountAsync(TestDatabase database, string fromWhere)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        return await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM " + fromWhere);
    }

    /// <summary>Its timers ring at once and again and again.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1));
    }
}
