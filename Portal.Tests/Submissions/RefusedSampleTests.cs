using NUnit.Framework;
using Portal.Api.Extracts.Rules;
using Portal.Tests.Checking;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>Rules of the calendar refuse the request itself, so their samples are sent over HTTP.</summary>
[NeedsDatabase]
public sealed class RefusedSampleTests
{
    private static IEnumerable<string> Refused => SampleFolder.Codes.Where(code => SampleFolder.Read(code).Refusal is not null);

    [TestCaseSource(nameof(Refused))]
    public async Task Send_SampleOfACalendarRule_IsRefusedWithTheWayToItsPage(string code)
    {
        var sample = SampleFolder.Read(code);
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        if (sample.Refusal!.Closed)
        {
            using var admin = await portal.ClientAsync("admin");
            Assert.That(
                (await admin.PostAnswerAsync($"/api/v1/admin/calendar/{sample.Period}/closure", Requests.Json(""))).Status,
                Is.EqualTo(200)
            );
        }

        var files = SampleFolder
            .Files(code)
            .ToDictionary(file => file.Name, file => System.Text.Encoding.UTF8.GetString(file.Content.Span));
        foreach (var step in new[] { "checks", "submissions" })
        {
            var answer = await member.PostAnswerAsync(
                $"/api/v1/services/{sample.Service}/extracts/{sample.Period}/{step}",
                SampleFiles.Upload(files)
            );

            Assert.That((answer.Status, answer.Code), Is.EqualTo((sample.Refusal.Status, sample.Refusal.Code)), step);
            Assert.That(
                ((string?)answer.Json["rule"], (string?)answer.Json["help"]),
                Is.EqualTo((code, RuleCatalogue.Find(code)!.Help)),
                step
            );
        }
        var page = await member.GetAnswerAsync(RuleCatalogue.Find(code)!.Help);
        Assert.That(page.Status, Is.EqualTo(200));
        Assert.That(page.Body, Does.Contain(code));
    }

    [Test]
    public void Samples_OfTheCalendar_AreItsRules() => Assert.That(Refused, Is.EquivalentTo(PeriodRules.All.Select(rule => rule.Code)));
}
