using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Audit;

[NeedsDatabase]
public sealed class AuditOverHttpTests
{
    private const string Own = "/api/v1/services/HARBOUR";
    private const string Log = "/api/v1/network/audit";

    private RunningPortal _portal = null!;
    private HttpClient _admin = null!;
    private HttpClient _lead = null!;
    private HttpClient _member = null!;

    [SetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _admin = await _portal.ClientAsync("admin");
        _lead = await _portal.ClientAsync("lead@harbour");
        _member = await _portal.ClientAsync("member@harbour");
    }

    [TearDown]
    public async Task StopPortal()
    {
        _admin.Dispose();
        _lead.Dispose();
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task Log_AQuartersStory_TellsWhoDidWhatInOrder()
    {
        var faulty = SampleFiles.Valid().With("cases.csv", 2, "household", "CASTLE");
        var check = (string)(await _member.PostAnswerAsync($"{Own}/extracts/2025-Q2/checks", SampleFiles.Upload(faulty))).Json["check"]!;
        Assert.That((await _member.GetAnswerAsync($"{Own}/extracts/2025-Q2/checks/{check}/error-files/cases.csv")).Status, Is.EqualTo(200));
        var first = (string)(await SubmitAsync(SampleFiles.Valid())).Json["id"]!;
        await SubmitAsync(SampleFiles.Valid());
        var second = (string)(await SubmitAsync(SampleFiles.Valid().With("cases.csv", 1, "household", "OTHER"), "CORRECTION")).Json["id"]!;
        await _lead.PostAnswerAsync($"{Own}/submissions/{second}/withdrawal", Requests.Json("""{"reason":"CONSENT"}"""));
        Assert.That(
            (await _member.GetAnswerAsync(Own + "/charts/referral-risks.svg?reason=DATA_REQUEST&from=2025-01")).Status,
            Is.EqualTo(200)
        );

        var entries = (await _lead.GetAnswerAsync(Own + "/audit")).Json["items"]!.AsArray().Reverse().Select(Told);

        Assert.That(
            entries,
            Is.EqualTo(
                new (string?, string?, string?, string?, string?)[]
                {
                    ("member@harbour", "EXTRACT_CHECKED", "2025-Q2", check, "NEEDS_FIXING"),
                    ("member@harbour", "ERROR_FILE_DOWNLOADED", null, check, null),
                    ("member@harbour", "EXTRACT_SUBMITTED", "2025-Q2", first, null),
                    ("member@harbour", "EXTRACT_REPLACED", "2025-Q2", second, "CORRECTION"),
                    ("lead@harbour", "SUBMISSION_WITHDRAWN", "2025-Q2", second, "CONSENT"),
                    (
                        "member@harbour",
                        "PICTURE_DOWNLOADED",
                        null,
                        "api/v1/services/{service}/charts/referral-risks.svg?from=2025-01&before=2026-01",
                        "DATA_REQUEST"
                    ),
                }
            )
        );
        Assert.That((await _admin.GetAnswerAsync(Log + "/verification")).Json["fault"], Is.Null);
    }

    [Test]
    public async Task Check_FileOfWhichNothingMayBeKept_IsToldWithoutAnyOfIt()
    {
        var identifying = SampleFiles.Valid().With("cases.csv", 1, "case_ref", "9434765919");
        identifying["cases jo.bloggs@example.org.csv"] = identifying["cases.csv"];
        identifying.Remove("cases.csv");

        await _member.PostAnswerAsync($"{Own}/extracts/2025-Q2/checks", SampleFiles.Upload(identifying));

        var log = (await _admin.GetAnswerAsync(Log)).Body + (await _admin.GetAnswerAsync(Log + ".csv")).Body;
        Assert.That(log, Does.Contain("EXTRACT_CHECKED").And.Not.Contain("9434765919").And.Not.Contain("bloggs"));
    }

    [TestCase("member@harbour", "/api/v1/services/TEASEL/profile", 404, "NOT_FOUND", "api/v1/services/{service}/profile")]
    [TestCase("member@harbour", "/api/v1/services/JO-BLOGGS/profile?nhs=9434765919", 404, "NOT_FOUND", "api/v1/services/{service}/profile")]
    [TestCase("member@harbour", "/families/TEASEL", 404, "NOT_FOUND", "families/{service}")]
    [TestCase("member@harbour", "/api/v1/network/outcomes", 403, "FORBIDDEN", "api/v1/network/outcomes")]
    [TestCase("member@harbour", "/calendar", 403, "FORBIDDEN", "calendar")]
    [TestCase("analyst", "/api/v1/services/HARBOUR/profile", 403, "FORBIDDEN", "api/v1/services/{service}/profile")]
    public async Task Refused_Request_IsToldOnceWithoutWhatWasTyped(string user, string address, int status, string detail, string pattern)
    {
        using var visitor = await BrowserAsync(user, signIn: !address.StartsWith("/api", StringComparison.Ordinal));
        Assert.That((await visitor.GetAnswerAsync(address)).Status, Is.EqualTo(status));

        var entries = (await _admin.GetAnswerAsync(Log + "?event=ACCESS_REFUSED&service=NETWORK")).Json["items"]!.AsArray().Select(Told);

        Assert.That(entries, Is.EqualTo(new[] { (user, "ACCESS_REFUSED", (string?)null, pattern, detail) }));
    }

    [TestCase("/api/v1/services/HARBOUR/submissions/00000000-0000-0000-0000-000000000000")]
    [TestCase("/api/v1/no/such/address")]
    public async Task NotFound_InOnesOwnService_IsNoRefusal(string address)
    {
        Assert.That((await _member.GetAnswerAsync(address)).Status, Is.EqualTo(404));

        Assert.That((int)(await _admin.GetAnswerAsync(Log + "?event=ACCESS_REFUSED")).Json["total"]!, Is.Zero);
    }

    [Test]
    public async Task SignIn_OnTheWeb_IsTold()
    {
        using var browser = await BrowserAsync("reader", signIn: true);

        var entry = (await _admin.GetAnswerAsync(Log + "?event=SIGNED_IN")).Json["items"]!.AsArray().Single();

        Assert.That(Told(entry), Is.EqualTo(("reader", "SIGNED_IN", (string?)null, (string?)null, (string?)null)));
    }

    [Test]
    public async Task Log_FilteredAndPaged_HoldsWhatWasAskedFor()
    {
        await SubmitAsync(SampleFiles.Valid());
        for (var visit = 0; visit < 3; visit++)
            await _member.GetAnswerAsync("/api/v1/network/outcomes");
        var today = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var tomorrow = DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(await TotalAsync("?service=HARBOUR"), Is.EqualTo(1));
        Assert.That(await TotalAsync("?service=harbour&event=ACCESS_REFUSED"), Is.Zero);
        Assert.That(await TotalAsync("?event=ACCESS_REFUSED"), Is.EqualTo(3));
        Assert.That(
            await TotalAsync($"?event=ACCESS_REFUSED&day={today}") + await TotalAsync($"?event=ACCESS_REFUSED&day={tomorrow}"),
            Is.EqualTo(3).Or.Zero
        );
        var page = (await _admin.GetAnswerAsync(Log + "?event=ACCESS_REFUSED&page=2&pageSize=2")).Json;
        Assert.That((page["items"]!.AsArray().Count, (int)page["pages"]!), Is.EqualTo((1, 2)));
        foreach (var wrong in new[] { "?service=NOWHERE", "?event=SLEPT", "?day=12/01/2026" })
            Assert.That((await _admin.GetAnswerAsync(Log + wrong)).Code, Is.EqualTo("AUDIT_FILTER_MALFORMED"), wrong);
    }

    [Test]
    public async Task Csv_EntryThatASpreadsheetWouldRun_IsGuarded()
    {
        await AuditLog.AppendAsync(
            _portal.Database.Portal,
            new AuditEvent(AuditLog.Network, "=HYPERLINK(\"http://x\",\"y\")", AuditEvents.SignedIn, DateTimeOffset.UtcNow),
            CancellationToken.None
        );

        var bytes = await _admin.GetByteArrayAsync(new Uri(Log + ".csv", UriKind.Relative));

        Assert.That(bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }), "byte order mark");
        var csv = System.Text.Encoding.UTF8.GetString(bytes[3..]);
        Assert.That(
            csv,
            Does.StartWith("entry,at,person,event,service,period,subject,detail\r\n")
                .And.Contain(",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",SIGNED_IN,")
        );
        Assert.That(await TotalAsync("?event=LIST_DOWNLOADED"), Is.EqualTo(1), "the download is itself in the log");
    }

    [Test]
    public async Task Lead_ReadsTheLog_SeesNoOtherServiceAndNoNetwork()
    {
        using var other = await _portal.ClientAsync("lead@teasel");
        await SubmitAsync(SampleFiles.Valid());
        await _member.GetAnswerAsync("/api/v1/services/TEASEL/profile");

        Assert.That((int)(await other.GetAnswerAsync("/api/v1/services/TEASEL/audit")).Json["total"]!, Is.Zero);
        Assert.That((int)(await _lead.GetAnswerAsync(Own + "/audit")).Json["total"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task Submit_TwentyAtOnceOnTwoNodes_LeavesAWholeChainWithOneEntryForEach()
    {
        await using var second = await _portal.AnotherNodeAsync();
        var senders = new List<HttpClient>();
        var sending = new List<Task<HttpAnswer>>();
        foreach (
            var (service, place) in new[] { "HARBOUR", "TEASEL", "CURLEW", "HARBOUR", "TEASEL" }.Select(
                (service, place) => (service, place)
            )
        )
        {
            var sender = await (place % 2 == 0 ? _portal : second).ClientAsync("member@" + service.ToLowerInvariant());
            senders.Add(sender);
            foreach (var quarter in new[] { 1, 2, 3, 4 })
            {
                var files = new Dictionary<string, string> { ["cases.csv"] = Cases(service, 2024 + place / 3, quarter) };
                sending.Add(
                    sender.PostAnswerAsync(
                        $"/api/v1/services/{service}/extracts/{2024 + place / 3}-Q{quarter}/submissions",
                        SampleFiles.Upload(files)
                    )
                );
            }
        }

        var answers = await Task.WhenAll(sending);

        senders.ForEach(sender => sender.Dispose());
        Assert.That(
            answers.Select(answer => answer.Status),
            Is.All.EqualTo(201),
            answers.First(answer => answer.Status != 201 || answer == answers[^1]).Body
        );
        var verification = (await _admin.GetAnswerAsync(Log + "/verification")).Json;
        Assert.That(
            (verification["fault"], (int)verification["entries"]!),
            Is.EqualTo(((JsonNode?)null, 20 + await TotalAsync("?event=TOKEN_ISSUED")))
        );
        var told = (await _admin.GetAnswerAsync(Log + "?event=EXTRACT_SUBMITTED&pageSize=100")).Json["items"]!
            .AsArray()
            .Select(entry => (string?)entry!["subject"]);
        Assert.That(told, Is.EquivalentTo(answers.Select(answer => (string?)answer.Json["id"])));
    }

    [Test]
    public async Task HeadFile_WhilePortalStops_HoldsTheLastEntry()
    {
        await using var second = await _portal.AnotherNodeAsync();
        var file = new AuditHeadFile(second.StateFolder);
        await SubmitAsync(SampleFiles.Valid());

        await second.StopAsync();

        await using var transaction = await PortalTransaction.BeginAsync(
            _portal.Database.Portal.Application,
            Scope.None,
            CancellationToken.None
        );
        Assert.That(file.Read(), Is.EqualTo(await AuditLog.HeadAsync(transaction, CancellationToken.None)).And.Not.Null);
    }

    private static string Cases(string service, int year, int quarter) =>
        $"""
            service_code,case_ref,referral_month,referral_source,baby_age_band,baby_ethnicity,caregiver1_relationship,caregiver1_age_band,father_involvement,household,social_care_start,decision,status
            {service},HB-K7Q2,{year}-{quarter
                * 3:00},HEALTH_VISITOR,0-2,A,BIRTH_MOTHER,25-29,ATTENDED_REGULARLY,TWO_PARENT,NONE,PENDING,WAITING

            """;

    private static (string?, string?, string?, string?, string?) Told(JsonNode? entry) =>
        ((string?)entry!["person"], (string?)entry["event"], (string?)entry["period"], (string?)entry["subject"], (string?)entry["detail"]);

    private async Task<int> TotalAsync(string query) => (int)(await _admin.GetAnswerAsync(Log + query)).Json["total"]!;

    private Task<HttpAnswer> SubmitAsync(IReadOnlyDictionary<string, string> files, string? replacementReason = null)
    {
        var form = SampleFiles.Upload(files);
        if (replacementReason is not null)
            form.Add(new StringContent(replacementReason), "replacementReason");
        return _member.PostAnswerAsync($"{Own}/extracts/2025-Q2/submissions", form);
    }

    private async Task<HttpClient> BrowserAsync(string user, bool signIn)
    {
        if (!signIn)
            return await _portal.ClientAsync(user);
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new System.Net.CookieContainer() })
        {
            BaseAddress = _portal.Address,
        };
        var form = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var token = System.Text.RegularExpressions.Regex.Match(form, "name=\"form-token\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var signedIn = await browser.PostAsync(
            new Uri("/sign-in", UriKind.Relative),
            new FormUrlEncodedContent([new("form-token", token), new("user", user)])
        );
        return browser;
    }
}
