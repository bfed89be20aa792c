using System.Globalization;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Records;

/// <summary>A question without months is about the year that was sent, however long ago that was.</summary>
[NeedsDatabase]
public sealed class KnownMonthsTests
{
    private const string Year = "from=2025-01&before=2026-01";

    [TestCase("member@harbour", "/api/v1/services/HARBOUR/outcomes?")]
    [TestCase("member@harbour", "/api/v1/services/HARBOUR/outcomes?measure=HADS&")]
    [TestCase("member@harbour", "/api/v1/services/HARBOUR/profile?")]
    [TestCase("member@harbour", "/api/v1/services/HARBOUR/charts/referral-risks.svg?reason=OTHER&")]
    public async Task Get_WithoutMonths_IsTheYearThatWasSent(string user, string path)
    {
        using var client = await (await RunningPortal.WithSamplesAsync()).ClientAsync(user);

        var plain = await client.GetAnswerAsync(path.TrimEnd('?', '&'));

        Assert.That(plain.Status, Is.EqualTo(200), plain.Body);
        Assert.That(plain.Body, Is.EqualTo((await client.GetAnswerAsync(path + Year)).Body));
    }

    [Test]
    public async Task Get_BeforeTheFirstExtract_IsTheLastYear()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");

        var answer = await member.GetAnswerAsync("/api/v1/services/HARBOUR/profile");

        // The quarter that today is in, in London, has not been sent.
        var today = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(DateTimeOffset.UtcNow, "Europe/London");
        var begun = new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1);
        Assert.That((string)answer.Json["before"]!, Is.EqualTo(begun.ToString("yyyy-MM", CultureInfo.InvariantCulture)));
        Assert.That((string)answer.Json["from"]!, Is.EqualTo(begun.AddYears(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture)));
    }

    // The quarter between them was forgotten; the one that today is in was sent early.
    [Test]
    public async Task Get_WithAQuarterForgotten_IsTheSameYearOnPageAndApi()
    {
        await using var portal = await RunningPortal.StartAsync(TimeProvider.System, new DateOnly(2025, 12, 15));
        foreach (var quarter in new[] { "2025-Q2", "2025-Q4" })
            await SampleExtracts.SendAsync(portal, quarter, code => code == "HARBOUR");
        using var member = await portal.ClientAsync("member@harbour");

        var api = await member.GetAnswerAsync("/api/v1/services/HARBOUR/profile");
        var page = await member.GetAnswerAsync("/families/HARBOUR");

        Assert.That(((string)api.Json["from"]!, (string)api.Json["before"]!), Is.EqualTo(("2024-07", "2025-07")));
        Assert.That(page.Body, Does.Contain("from=2024-07&amp;before=2025-07"));
        Assert.That((await member.GetAnswerAsync("/")).Body, Does.Contain("Your figures, July 2024 to June 2025"));
    }
}
