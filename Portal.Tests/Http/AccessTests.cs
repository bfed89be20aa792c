using NUnit.Framework;
using Portal.Tests.Database;

namespace Portal.Tests.Http;

[NeedsDatabase]
public sealed class AccessTests
{
    private static readonly string[] ServiceReads =
    [
        "profile",
        "outcomes",
        "opt-in",
        "benchmark",
        "charts/compared.svg",
        "charts/funnel.svg?measure=HADS",
        "submissions",
        "charts/referral-risks.svg",
        "submissions/00000000-0000-0000-0000-000000000000/receipt",
        "extracts/2025-Q2/checks/unknown",
        "extracts/2025-Q2/checks/unknown/error-files/cases.csv",
        "extracts/2025-Q2/checks/unknown/error-file.xlsx",
    ];

    private static readonly string[] NetworkReads =
    [
        "network/profile",
        "network/outcomes",
        "network/outcomes.csv",
        "network/submissions",
        "network/charts/referral-risks.svg",
        "network/charts/forest.svg?measure=PHQ9",
    ];

    [TestCaseSource(nameof(ServiceReads))]
    public async Task Get_NobodySignedIn_Is401(string path) =>
        Assert.That((await GetAsync(null, "services/HARBOUR/" + path)).Status, Is.EqualTo(401));

    [TestCaseSource(nameof(NetworkReads))]
    public async Task GetNetwork_NobodySignedIn_Is401(string path) => Assert.That((await GetAsync(null, path)).Status, Is.EqualTo(401));

    [TestCaseSource(nameof(ServiceReads))]
    public async Task Get_AnotherService_IsTheSame404AsAnUnknownOne(string path)
    {
        var foreign = await GetAsync("member@harbour", "services/TEASEL/" + path);
        var unknown = await GetAsync("member@harbour", "services/NOWHERE/" + path);

        Assert.That(foreign.Status, Is.EqualTo(404));
        Assert.That(foreign, Is.EqualTo(unknown));
    }

    [TestCaseSource(nameof(NetworkReads))]
    public async Task GetNetwork_MemberOfAService_Is403(string path)
    {
        var answer = await GetAsync("lead@harbour", path);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((403, "ROLE_LACKS_OPERATION")));
    }

    [TestCaseSource(nameof(NetworkReads))]
    public async Task GetNetwork_Analyst_Is200(string path) => Assert.That((await GetAsync("analyst", path)).Status, Is.EqualTo(200));

    [TestCase("analyst")]
    [TestCase("admin")]
    [TestCase("reader")]
    public async Task Get_ServiceByWhoeverIsNoMember_Is403(string user) =>
        Assert.That((await GetAsync(user, "services/HARBOUR/profile")).Status, Is.EqualTo(403));

    [Test]
    public async Task Get_UnknownAddressOfTheApi_IsTheSame404()
    {
        var answer = await GetAsync("member@harbour", "no/such/address");

        Assert.That(answer, Is.EqualTo(await GetAsync("member@harbour", "services/TEASEL/profile")));
    }

    [Test]
    public async Task Get_TamperedToken_Is401()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", token[..^4] + (token[^4] == 'A' ? 'B' : 'A') + token[^3..]);

        Assert.That((await client.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(401));
    }

    [TestCase("/api/v1/services/HARBOUR/extracts/2025-Q2/checks")]
    [TestCase("/API/v1/services/HARBOUR/extracts/2025-Q2/checks")]
    public async Task Post_CookieWithoutToken_Is401(string path)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new System.Net.CookieContainer() })
        {
            BaseAddress = portal.Address,
        };
        var form = await browser.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var token = System.Text.RegularExpressions.Regex.Match(form, "name=\"form-token\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var signedIn = await browser.PostAsync(
            new Uri("/sign-in", UriKind.Relative),
            new FormUrlEncodedContent([new("form-token", token), new("user", "member@harbour")])
        );
        Assert.That((await browser.GetAnswerAsync("/api/v1/me")).Status, Is.EqualTo(200), "the cookie reads");

        var answer = await browser.PostAnswerAsync(path, SampleFiles.Upload(SampleFiles.Valid()));

        Assert.That(answer.Status, Is.EqualTo(401), answer.Body);
    }

    [TestCase("network/profile?from=2025-01&before=2026-01", "WINDOW_FIXED")]
    [TestCase("network/outcomes?from=2025-01", "WINDOW_FIXED")]
    [TestCase("network/outcomes.csv?before=2025-02", "WINDOW_FIXED")]
    [TestCase("network/charts/referral-risks.svg?from=2025-01&before=2025-03", "WINDOW_FIXED")]
    [TestCase("network/charts/forest.svg?from=2025-03&before=2025-04&measure=PHQ9", "WINDOW_FIXED")]
    [TestCase("network/outcomes?cohort=CLOSED", "COHORT_FIXED")]
    [TestCase("network/outcomes?respondent=MOTHER", "RESPONDENT_FIXED")]
    [TestCase("network/outcomes?window=R12:2025-Q5", "WINDOW_UNKNOWN")]
    [TestCase("network/outcomes?window=R12:2020-Q4", "WINDOW_UNKNOWN")]
    [TestCase("network/profile?window=FY:2024-26", "WINDOW_UNKNOWN")]
    [TestCase("network/profile?window=R6:2025-Q4", "WINDOW_UNKNOWN")]
    public async Task GetNetwork_OfAnythingButAFixedWindow_IsRefused(string path, string code)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var client = await portal.ClientAsync("analyst");
        var answer = await client.GetAnswerAsync("/api/v1/" + path);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, code)));
    }

    [TestCase("portal.example.org")]
    [TestCase("10.0.0.7")]
    public async Task Get_ForeignHostHeader_IsRefused(string host)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");
        client.DefaultRequestHeaders.Host = host;

        Assert.That((await client.GetAnswerAsync("/api/v1/me")).Code, Is.EqualTo("FOREIGN_HOST"));
    }

    [Test]
    public async Task Tokens_UnknownPerson_Is400()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync(null);

        var answer = await client.PostAnswerAsync("/dev/tokens", new FormUrlEncodedContent([new("user", "mallory")]));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "UNKNOWN_PERSON")));
    }

    private static async Task<HttpAnswer> GetAsync(string? user, string path)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var client = await portal.ClientAsync(user);
        return await client.GetAnswerAsync("/api/v1/" + path);
    }
}
