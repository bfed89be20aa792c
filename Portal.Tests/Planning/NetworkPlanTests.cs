using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Planning;

/// <summary>A plan rests on the figures of the overview, and its page says what the API says.</summary>
[NeedsDatabase]
public sealed class NetworkPlanTests
{
    private const string Anxiety = "/api/v1/network/planning?measure=HADS&subscale=ANXIETY";

    private HttpClient _analyst = null!;

    [OneTimeSetUp]
    public async Task SignInAsync() => _analyst = await (await RunningPortal.WithReleaseAsync()).ClientAsync("analyst");

    [OneTimeTearDown]
    public void SignOut() => _analyst.Dispose();

    [Test]
    public async Task Plan_OfAMeasure_RestsOnTheFiguresOfTheOverview()
    {
        var plan = (await _analyst.GetAnswerAsync(Anxiety)).Json;
        var overview = (await _analyst.GetAnswerAsync("/api/v1/network/outcomes?measure=HADS&subscale=ANXIETY")).Json;

        var fit = overview["outcomes"]!
            .AsArray()
            .Single(one => (string?)one!["measure"] == "HADS" && (string?)one["subscale"] == "ANXIETY")!["wholeSample"]!["oneStage"]!;
        var (k, n) = ((int)fit["k"]!, (int)fit["n"]!);
        Assert.That(((int)plan["services"]!, (int)plan["families"]!), Is.EqualTo((k, n)));
        Assert.That((double)plan["betweenSd"]!, Is.EqualTo(Math.Sqrt((double)fit["tau2"]!)).Within(0.5).Percent);
        Assert.That((double)plan["withinSd"]!, Is.EqualTo(Math.Sqrt((double)fit["residualVariance"]!)).Within(0.5).Percent);
        Assert.That((string?)plan["mark"], Is.EqualTo("Internal, not for publication"));
        // Services of one size stand in for real ones: the planned interval is near the one of the fit.
        var real = ((double)fit["high"]! - (double)fit["low"]!) / 2;
        Assert.That((double)plan["halfWidth"]!, Is.EqualTo(real).Within(35).Percent);
    }

    [Test]
    public async Task Plan_WithAWiderMargin_NeedsFewer()
    {
        var narrow = (await _analyst.GetAnswerAsync(Anxiety + "&margin=0.5")).Json;
        var wide = (await _analyst.GetAnswerAsync(Anxiety + "&margin=2")).Json;

        Assert.That((long)wide["groups"]![0]!["families"]!, Is.LessThan((long)narrow["groups"]![0]!["families"]!));
        Assert.That((int)wide["mean"]![5]!["services"]!, Is.LessThan((int)narrow["mean"]![5]!["services"]!));
    }

    [Test]
    public async Task Plan_AtACompletionThatIsTyped_SaysWhoMustBegin()
    {
        var plan = (await _analyst.GetAnswerAsync(Anxiety + "&completion=0.4")).Json;

        Assert.That(plan["mean"]!.AsArray().Select(row => (int)row!["started"]!), Is.EqualTo(new[] { 13, 25, 50, 75, 125, 250 }));
    }

    // The released share is in per cent; a plan that took it for a fraction let one family begin for sixty-four.
    [Test]
    public async Task Plan_AtTheReleasedCompletion_HasMoreBeginThanEnd()
    {
        var plan = (await _analyst.GetAnswerAsync(Anxiety)).Json;

        Assert.That((double)plan["completion"]!, Is.GreaterThan(0.3).And.LessThan(1));
        foreach (var row in plan["mean"]!.AsArray())
            Assert.That((int)row!["started"]!, Is.GreaterThan((int)row["families"]!));
    }

    [TestCase("measure=NONE", "MEASURE_UNKNOWN")]
    [TestCase("measure=HADS&subscale=ANXIETY&margin=0", "MARGIN_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&margin=NaN", "MARGIN_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&margin=22", "MARGIN_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&margin=0,5", "MARGIN_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&share=0,5", "SHARE_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&shareMargin=0,1", "SHARE_MARGIN_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&completion=0,5", "COMPLETION_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&share=1", "SHARE_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&shareMargin=0", "SHARE_MARGIN_OUT_OF_RANGE")]
    [TestCase("measure=HADS&subscale=ANXIETY&completion=0", "COMPLETION_OUT_OF_RANGE")]
    public async Task Plan_OutOfRange_IsRefusedByName(string query, string code)
    {
        var answer = await _analyst.GetAnswerAsync("/api/v1/network/planning?" + query);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, code)));
    }

    [Test]
    public async Task Page_OfAPlan_SaysWhatTheApiSays()
    {
        var plan = (await _analyst.GetAnswerAsync(Anxiety + "&margin=0.5")).Json;
        var page = await _analyst.GetAnswerAsync("/network/planning?measure=HADS:ANXIETY&margin=0.5");

        Assert.That(page.Status, Is.EqualTo(200));
        var text = System.Net.WebUtility.HtmlDecode(page.Body);
        foreach (var row in plan["groups"]!.AsArray())
            Assert.That(text, Does.Contain(((long)row!["families"]!).ToString("N0", System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var row in plan["mean"]!.AsArray().Where(row => row!["services"] is not null))
            Assert.That(text, Does.Contain($">{row!["services"]}</td>"));
    }

    [Test]
    public async Task Page_OfANumberThatCannotBeRead_SaysSoAtItsField()
    {
        var page = await _analyst.GetAnswerAsync("/network/planning?measure=HADS:ANXIETY&margin=many");

        Assert.That(page.Status, Is.EqualTo(400));
        Assert.That(page.Body, Does.Contain("href=\"#margin\"").And.Contain("Type a number"));
    }

    [TestCase("api/v1/network/planning?measure=HADS&subscale=ANXIETY")]
    [TestCase("network/planning?measure=HADS:ANXIETY")]
    public async Task View_OfAPlan_IsToldWithWhatWasAsked(string address)
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var admin = await portal.ClientAsync("admin");
        var plan = (await _analyst.GetAnswerAsync(Anxiety)).Json;
        var asked = $"?release={plan["release"]}&window={plan["window"]}&measure=HADS&subscale=ANXIETY";
        var before = await ToldAsync();

        await _analyst.GetAnswerAsync("/" + address);

        Assert.That(await ToldAsync(), Is.EqualTo(before + 1));

        async Task<int> ToldAsync() =>
            (await admin.GetAnswerAsync("/api/v1/network/audit?pageSize=500")).Json["items"]!
                .AsArray()
                .Count(entry =>
                    (string?)entry!["event"] == "WORKSPACE_VIEWED" && (string?)entry["subject"] == address.Split('?')[0] + asked
                );
    }
}
