using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Administration;

/// <summary>What a lead may give and take over HTTP: roles of the own service, and nothing of the network.</summary>
[NeedsDatabase]
public sealed class PeopleOverHttpTests
{
    private const string Harbour = "/api/v1/services/HARBOUR/people";

    private RunningPortal _portal = null!;
    private HttpClient _lead = null!;
    private HttpClient _administrator = null!;

    [SetUp]
    public async Task Open()
    {
        _portal = await RunningPortal.StartAsync();
        _lead = await _portal.ClientAsync("lead@harbour");
        _administrator = await _portal.ClientAsync("admin");
    }

    [TearDown]
    public async Task Close()
    {
        _lead.Dispose();
        _administrator.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCase("Network.Admin")]
    [TestCase("Network.Analyst")]
    [TestCase("Portal.Owner")]
    [TestCase("")]
    public async Task Admit_LeadAsksForARoleOfTheNetwork_GivesNothing(string role)
    {
        await ExecuteAsync(
            "INSERT INTO waiting_person (issuer, subject, code, name, since) VALUES ('test', 'friend', 'ABCDEFGH', 'A friend', now())"
        );

        var answer = await _lead.PostAnswerAsync(Harbour + "/admissions", Requests.Json($$"""{"code":"ABCDEFGH","role":"{{role}}"}"""));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "ROLE_UNKNOWN")));
        Assert.That(await CountAsync("SELECT count(*)::int FROM person WHERE name = 'A friend'"), Is.Zero);
    }

    [Test]
    public async Task Admit_LeadGivesARoleOfTheService_LetsThemIn()
    {
        await ExecuteAsync(
            "INSERT INTO waiting_person (issuer, subject, code, name, since) VALUES ('test', 'friend', 'ABCDEFGH', 'A friend', now())"
        );

        var answer = await _lead.PostAnswerAsync(
            Harbour + "/admissions",
            Requests.Json("""{"code":"abcd efgh","role":"Service.Member"}""")
        );

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        Assert.That((await _lead.GetAnswerAsync(Harbour)).Body, Does.Contain("A friend"));
    }

    [TestCase("Network.Admin", "admin")]
    [TestCase("Network.Analyst", "analyst")]
    public async Task Take_LeadNamesARoleOfTheNetwork_TakesNothing(string role, string person)
    {
        await ExecuteAsync("INSERT INTO person_role VALUES ('analyst2', 'Network.Admin')");

        using var answer = await _lead.DeleteAsync(new Uri($"{Harbour}/{person}/{role}", UriKind.Relative));

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That(
            await CountAsync($"SELECT count(*)::int FROM person_role WHERE person_id = '{person}' AND role = '{role}'"),
            Is.EqualTo(1)
        );
    }

    [TestCase("Service.Lead", "lead@teasel")]
    [TestCase("Service.Member", "member@teasel")]
    public async Task Take_LeadNamesSomebodyOfAnotherService_TakesNothing(string role, string person)
    {
        using var answer = await _lead.DeleteAsync(new Uri($"{Harbour}/{person}/{role}", UriKind.Relative));

        Assert.That((int)answer.StatusCode, Is.EqualTo(404));
        Assert.That(await CountAsync($"SELECT count(*)::int FROM membership WHERE person_id = '{person}'"), Is.EqualTo(1));
    }

    [TestCase("Service.Lead")]
    [TestCase("Report.Reader")]
    public async Task Admit_AdministratorWithoutAService_IsRefusedARoleOfOne(string role)
    {
        var answer = await _administrator.PostAnswerAsync(
            "/api/v1/admin/people/admissions",
            Requests.Json($$"""{"code":"ABCDEFGH","role":"{{role}}"}""")
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "ROLE_UNKNOWN")));
    }

    [Test]
    public async Task Take_OnlyLead_Is409()
    {
        using var answer = await _administrator.DeleteAsync(
            new Uri("/api/v1/admin/services/HARBOUR/people/lead@harbour/Service.Lead", UriKind.Relative)
        );

        Assert.That((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"], Is.EqualTo("LAST_LEAD"));
    }

    [Test]
    [Repeat(5)]
    public async Task Take_TwoLeadsAtOnce_LeavesOne()
    {
        await ExecuteAsync(
            """
            INSERT INTO person_role VALUES ('member@harbour', 'Service.Lead'), ('lead@harbour', 'Service.Lead') ON CONFLICT DO NOTHING;
            INSERT INTO membership
              SELECT service_id, person, 'Service.Lead' FROM service, unnest(ARRAY['member@harbour', 'lead@harbour']) person
              WHERE code = 'HARBOUR' ON CONFLICT (service_id, person_id) DO UPDATE SET role = excluded.role
            """
        );

        var answers = await Task.WhenAll(
            new[] { "member@harbour", "lead@harbour" }.Select(async person =>
            {
                using var answer = await _administrator.DeleteAsync(
                    new Uri($"/api/v1/admin/services/HARBOUR/people/{person}/Service.Lead", UriKind.Relative)
                );
                return (int)answer.StatusCode;
            })
        );

        Assert.That(answers, Is.EquivalentTo(new[] { 204, 409 }));
        Assert.That(
            await CountAsync(
                "SELECT count(*)::int FROM membership m JOIN service USING (service_id) WHERE code = 'HARBOUR' AND role = 'Service.Lead'"
            ),
            Is.EqualTo(1)
        );
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        await administrator.ExecuteAsync(sql);
    }

    private async Task<int> CountAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return await administrator.ExecuteScalarAsync<int>(sql);
    }
}
