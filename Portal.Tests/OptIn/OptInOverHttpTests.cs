using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.OptIn;

[NeedsDatabase]
public sealed class OptInOverHttpTests
{
    private const string Own = "/api/v1/services/HARBOUR";

    private static readonly string?[] People = [null, "member@harbour", "lead@harbour", "lead@teasel", "analyst", "admin", "reader"];

    // Statuses in the order of the people above.
    private static readonly (string Method, string Path, int[] Statuses)[] Matrix =
    [
        ("GET", Own + "/opt-in", [401, 200, 200, 404, 403, 403, 403]),
        ("PUT", Own + "/opt-in/2024", [401, 403, 200, 404, 403, 403, 403]),
        ("DELETE", Own + "/opt-in/2024", [401, 403, 200, 404, 403, 403, 403]),
        ("PUT", "/api/v1/services/NOWHERE/opt-in/2024", [401, 403, 404, 404, 403, 403, 403]),
        ("GET", "/opt-in/HARBOUR", [302, 200, 200, 404, 403, 403, 403]),
        ("GET", "/opt-in/HARBOUR/2025/out", [302, 403, 200, 404, 403, 403, 403]),
        ("GET", "/opt-in/HARBOUR/1999/out", [302, 403, 404, 404, 403, 403, 403]),
    ];

    private static IEnumerable<TestCaseData> Cells =>
        Matrix.SelectMany(row => People.Select((person, place) => new TestCaseData(row.Method, row.Path, person, row.Statuses[place])));

    private RunningPortal _portal = null!;
    private HttpClient _lead = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _lead = await _portal.ClientAsync("lead@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _lead.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Request_ByEachRole_HasItsStatus()
    {
        foreach (var cell in Cells)
        {
            using var client = await _portal.ClientAsync((string?)cell.Arguments[2]);
            Assert.That(
                (await SendAsync(client, (string)cell.Arguments[0]!, (string)cell.Arguments[1]!)).Status,
                Is.EqualTo(cell.Arguments[3]),
                string.Join(' ', cell.Arguments)
            );
        }
    }

    [Test]
    public async Task List_ServiceOpenedIn2023_HasEveryYearToTheNextOne()
    {
        var years = (await YearsAsync()).Select(year => (int)year!["year"]!);

        Assert.That(years, Is.EqualTo(Enumerable.Range(2023, DateTime.UtcNow.Year + 1 - 2023 + 1)));
    }

    [Test]
    public async Task OptOutThenIn_Lead_ShowsTheStateAndByWhom()
    {
        var optedOut = await SendAsync(_lead, "DELETE", Own + "/opt-in/2024");
        var afterwards = await StateAsync(2024);
        var optedIn = await SendAsync(_lead, "PUT", Own + "/opt-in/2024");

        Assert.That(
            ((string?)optedOut.Json["state"], optedOut.Json["givenAt"], optedOut.Json["givenBy"]),
            Is.EqualTo(("NOT_OPTED_IN", (JsonNode?)null, (JsonNode?)null))
        );
        Assert.That(afterwards, Is.EqualTo("NOT_OPTED_IN"));
        Assert.That(
            ((int?)optedIn.Json["year"], (string?)optedIn.Json["state"], (string?)optedIn.Json["givenBy"]),
            Is.EqualTo(((int?)2024, "OPTED_IN", "lead@harbour"))
        );
        Assert.That((DateTimeOffset)optedIn.Json["givenAt"]!, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
        Assert.That((await StateAsync(2024), await StateAsync(2025)), Is.EqualTo(("OPTED_IN", "OPTED_IN")));
    }

    [Test]
    public async Task Change_AskedTwice_IsToldOnceAndKeepsTheFirstLead()
    {
        foreach (var method in new[] { "PUT", "DELETE", "DELETE", "PUT", "PUT" })
            Assert.That((await SendAsync(_lead, method, Own + "/opt-in/2024")).Status, Is.EqualTo(200));

        var entries = (await _lead.GetAnswerAsync(Own + "/audit")).Json["items"]!
            .AsArray()
            .Reverse()
            .Select(entry => ((string?)entry!["person"], (string?)entry["event"], (string?)entry["period"], (string?)entry["subject"]));
        Assert.That(
            entries,
            Is.EqualTo(
                new (string?, string?, string?, string?)[]
                {
                    ("lead@harbour", "POOLING_OPTED_OUT", null, "2024"),
                    ("lead@harbour", "POOLING_OPTED_IN", null, "2024"),
                }
            )
        );
        using var admin = await _portal.ClientAsync("admin");
        Assert.That((await admin.GetAnswerAsync("/api/v1/network/audit/verification")).Json["fault"], Is.Null);
    }

    [TestCase("1999")]
    [TestCase("2999")]
    [TestCase("02024")]
    [TestCase("+2024")]
    [TestCase("twenty")]
    [TestCase("2024-Q1")]
    public async Task Change_YearThatIsNotListed_Is400AndNamesTheYears(string year)
    {
        foreach (var method in new[] { "PUT", "DELETE" })
        {
            var answer = await SendAsync(_lead, method, $"{Own}/opt-in/{year}");

            Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "YEAR_UNKNOWN")));
            Assert.That(
                (string?)answer.Json["detail"],
                Is.EqualTo($"The year is a calendar year from 2023 to {DateTime.UtcNow.Year + 1}.")
            );
        }
    }

    [Test]
    public async Task List_ExtractOfAnEarlierYear_BeginsThere()
    {
        var files = new Dictionary<string, string>
        {
            ["cases.csv"] = """
                service_code,case_ref,referral_month,referral_source,baby_age_band,baby_ethnicity,caregiver1_relationship,caregiver1_age_band,father_involvement,household,social_care_start,decision,status
                HARBOUR,HB-K7Q2,2021-11,HEALTH_VISITOR,0-2,A,BIRTH_MOTHER,25-29,ATTENDED_REGULARLY,TWO_PARENT,NONE,PENDING,WAITING

                """,
        };
        var submitted = await _lead.PostAnswerAsync(Own + "/extracts/2021-Q4/submissions", SampleFiles.Upload(files));
        Assert.That(submitted.Status, Is.EqualTo(201), submitted.Body);

        var first = (await YearsAsync())[0]!;

        Assert.That(((int)first["year"]!, (string?)first["state"]), Is.EqualTo((2021, "OPTED_IN")));
    }

    private async Task<JsonArray> YearsAsync() => (await _lead.GetAnswerAsync(Own + "/opt-in")).Json["years"]!.AsArray();

    private async Task<string?> StateAsync(int year) => (string?)(await YearsAsync()).Single(line => (int)line!["year"]! == year)!["state"];

    private static async Task<HttpAnswer> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await client.SendAsync(request);
        return new HttpAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), null);
    }
}
