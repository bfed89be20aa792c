using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Api.Records;
using Portal.Tests.Http;
using Portal.Tests.Records;

namespace Portal.Tests.Erasure;

/// <summary>A portal in which something is sent and erased, and the server's own view of what is left.</summary>
internal sealed class ErasingPortal : IAsyncDisposable
{
    /// <summary>
    /// The case of <c>samples/problems/valid</c> that has rows in every file about cases; one form of feedback is given to it here.
    /// </summary>
    public const string CaseRef = "C-7Q2K9";

    public const string Own = "/api/v1/services/HARBOUR";

    public const string Erasures = "/api/v1/admin/erasures";

    public static readonly string[] CaseTables = ["case_record", "risk_record", "score_record", "contact_record", "feedback_record"];

    private ErasingPortal(RunningPortal portal, HttpClient admin, HttpClient lead) => (Portal, Admin, Lead) = (portal, admin, lead);

    public RunningPortal Portal { get; private set; }

    public HttpClient Admin { get; private set; }

    public HttpClient Lead { get; private set; }

    public static Dictionary<string, string> Files => SampleFiles.Valid().With("feedback.csv", 1, "case_ref", CaseRef);

    public static async Task<ErasingPortal> StartAsync(CapturedLog? log = null) =>
        await OfAsync(await (log is null ? RunningPortal.StartAsync() : RunningPortal.StartAsync(log)));

    /// <summary>The same by a clock that the test moves.</summary>
    public static async Task<ErasingPortal> StartAsync(TimeProvider clock) => await OfAsync(await RunningPortal.StartAsync(clock));

    /// <summary>Signs both in again, as after half a day nobody is signed in any more.</summary>
    public async Task SignInAgainAsync()
    {
        Admin.Dispose();
        Lead.Dispose();
        (Admin, Lead) = (await Portal.ClientAsync("admin"), await Portal.ClientAsync("lead@harbour"));
    }

    /// <summary>Stops and starts over the same database and state folder; signed in again, since nothing else is kept.</summary>
    public async Task RestartAsync(CapturedLog? log = null)
    {
        Admin.Dispose();
        Lead.Dispose();
        var again = await OfAsync(await Portal.RestartAsync(log));
        (Portal, Admin, Lead) = (again.Portal, again.Admin, again.Lead);
    }

    public Task<HttpAnswer> CheckAsync(IReadOnlyDictionary<string, string> files, string period = "2025-Q2") =>
        Lead.PostAnswerAsync($"{Own}/extracts/{period}/checks", SampleFiles.Upload(files));

    public Task<HttpAnswer> SubmitAsync(IReadOnlyDictionary<string, string> files, string period = "2025-Q2") =>
        Lead.PostAnswerAsync($"{Own}/extracts/{period}/submissions", SampleFiles.Upload(files));

    public async Task<string> SubmittedAsync(IReadOnlyDictionary<string, string> files, string period = "2025-Q2")
    {
        var answer = await SubmitAsync(files, period);
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
        return (string)answer.Json["id"]!;
    }

    /// <summary>
    /// The case in four submissions: one that stands, one that was replaced, one that was withdrawn and the one that stands for the quarter
    /// before it.
    /// </summary>
    public async Task SendEverywhereAsync()
    {
        await SubmittedAsync(Files);
        await SubmittedAsync(Files.With("cases.csv", 1, "household", "OTHER"));
        await SubmittedAsync(Files, "2025-Q3");
        var withdrawn = await SubmittedAsync(Files.With("cases.csv", 2, "interpreter_used", "Y"), "2025-Q4");
        var answer = await Lead.PostAnswerAsync($"{Own}/submissions/{withdrawn}/withdrawal", Requests.Json("""{"reason":"CONSENT"}"""));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
    }

    public Task<HttpAnswer> EraseCaseAsync(string caseRef = CaseRef, string service = "HARBOUR", string reason = "REQUEST_OF_FAMILY") =>
        Admin.PostAnswerAsync(
            Erasures,
            Requests.Json(
                new JsonObject
                {
                    ["service"] = service,
                    ["caseRef"] = caseRef,
                    ["reason"] = reason,
                }.ToJsonString()
            )
        );

    /// <summary>The administrator proposes, the lead confirms. The answer is that of the last step that was asked for.</summary>
    public async Task<HttpAnswer> EraseServiceAsync(string service = "HARBOUR")
    {
        var proposed = await ProposeAsync(service);
        return proposed.Status == 202 ? await ConfirmAsync(Lead) : proposed;
    }

    /// <summary>A lead of HARBOUR confirms that it is erased.</summary>
    public static Task<HttpAnswer> ConfirmAsync(HttpClient lead) =>
        lead.PostAnswerAsync(Own + "/erasure/confirmation", Requests.Json("{}"));

    /// <summary>Proposes to erase a service.</summary>
    public Task<HttpAnswer> ProposeAsync(string service = "HARBOUR") =>
        Admin.PostAnswerAsync(
            Erasures,
            Requests.Json(
                new JsonObject
                {
                    ["service"] = service,
                    ["caseRef"] = null,
                    ["reason"] = "COURT_OR_REGULATOR",
                }.ToJsonString()
            )
        );

    /// <summary>A number, seen past row-level security.</summary>
    public async Task<int> CountAsync(string fromWhere)
    {
        await using var connection = await AdministratorAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM " + fromWhere);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await AdministratorAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>Rows of a case in each table that names cases.</summary>
    public async Task<IReadOnlyList<int>> RowsOfAsync(string caseRef)
    {
        var rows = new List<int>();
        foreach (var table in CaseTables)
            rows.Add(await CountAsync($"{table} WHERE case_ref = '{caseRef}'"));
        return rows;
    }

    /// <summary>Every row of every table as text, those of bytes decoded: what somebody with the whole database can read.</summary>
    public async Task<string> EverythingAsync(params string[] but)
    {
        await using var connection = await AdministratorAsync();
        var tables = await connection.QueryAsync<string>(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        );
        var everything = new System.Text.StringBuilder();
        foreach (var table in tables.Except(but))
            everything.AppendJoin('\n', await connection.QueryAsync<string>($"SELECT t::text FROM {table} t")).Append('\n');
        everything.AppendJoin('\n', await connection.QueryAsync<string>("SELECT encode(content, 'escape') FROM draft_file"));
        return everything.ToString();
    }

    /// <summary>Counts and moments of every service are those that a rebuild makes.</summary>
    public async Task AssertAggregatesEqualARebuildAsync()
    {
        foreach (var table in new[] { "profile_count", "cohort_count", "outcome_moment" })
        {
            await using var connection = await AdministratorAsync();
            var stored = (await connection.QueryAsync<(int ServiceId, string Row)>(AggregateRefreshTests.Rounded(table))).AsList();
            foreach (var service in await connection.QueryAsync<int>("SELECT DISTINCT service_id FROM submission"))
            {
                await using var transaction = await PortalTransaction.BeginAsync(
                    Portal.Database.Portal.Application,
                    new Scope([service]),
                    CancellationToken.None
                );
                await AggregateRefresh.RunAsync(transaction, service, CancellationToken.None);
                var rebuilt = await transaction.Connection.QueryAsync<(int, string)>(
                    transaction.Command(AggregateRefreshTests.Rounded(table), null, CancellationToken.None)
                );
                Assert.That(rebuilt, Is.EquivalentTo(stored.Where(row => row.ServiceId == service)), table);
            }
        }
    }

    /// <summary>The log's events of one service, oldest first, and the fault of the chain if there is one.</summary>
    public async Task<(IReadOnlyList<string> Events, string? Fault)> LogAsync(string service = "HARBOUR")
    {
        var entries = await Admin.GetAnswerAsync($"/api/v1/network/audit?service={service}&pageSize=500");
        var verified = await Admin.GetAnswerAsync("/api/v1/network/audit/verification");
        return (
            [.. entries.Json["items"]!.AsArray().Reverse().Select(entry => (string)entry!["event"]!)],
            verified.Json["fault"]?.ToJsonString()
        );
    }

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        Lead.Dispose();
        await Portal.DisposeAsync();
    }

    private static async Task<ErasingPortal> OfAsync(RunningPortal portal) =>
        new(portal, await portal.ClientAsync("admin"), await portal.ClientAsync("lead@harbour"));

    private async Task<NpgsqlConnection> AdministratorAsync()
    {
        var connection = new NpgsqlConnection(Portal.Database.AdministratorConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
