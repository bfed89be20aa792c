using System.Globalization;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Records;

/// <summary>A question without months is about the year that was sent, however long ago that was.</summary>
[NeedsDatabase]
public sealed class UsualWindowTests
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
}
