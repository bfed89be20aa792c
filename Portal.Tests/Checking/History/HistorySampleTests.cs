using NUnit.Framework;
using Portal.Api.Extracts.Rules;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Checking.History;

/// <summary>
/// The samples of the rules that look at what the portal knows: earlier quarters are submitted first, and cases erased, over HTTP and in a
/// real database.
/// </summary>
[NeedsDatabase]
public sealed class HistorySampleTests
{
    private static IEnumerable<string> OfHistory => RuleCatalogue.All.Where(rule => rule.Gate == Gate.History).Select(rule => rule.Code);

    [TestCaseSource(nameof(OfHistory))]
    public async Task Check_AfterTheEarlierQuartersOfTheSample_ReportsThatProblemThereAndNoOther(string code)
    {
        var sample = SampleFolder.Read(code);
        // The portal with a release is everybody's; it is only asked.
        var own = sample.NeedsRelease ? null : await RunningPortal.StartAsync();
        await using var stopped = own;
        var portal = own ?? await RunningPortal.WithReleaseAsync();
        using var member = await portal.ClientAsync("member@harbour");
        foreach (var (period, files) in sample.Earlier)
        {
            var accepted = await member.PostAnswerAsync(
                $"/api/v1/services/HARBOUR/extracts/{period}/submissions",
                SampleFiles.Upload(files)
            );
            Assert.That(accepted.Status, Is.EqualTo(201), accepted.Body);
        }
        using var admin = await portal.ClientAsync("admin");
        foreach (var caseRef in sample.Erased)
        {
            var erased = await admin.PostAnswerAsync(
                "/api/v1/admin/erasures",
                Requests.Json($$"""{"service":"HARBOUR","caseRef":"{{caseRef}}","reason":"OTHER"}""")
            );
            Assert.That(erased.Status, Is.EqualTo(201), erased.Body);
        }

        var check = await member.PostAnswerAsync(
            $"/api/v1/services/HARBOUR/extracts/{sample.Period}/checks",
            SampleFiles.Upload(sample.Extract)
        );

        Assert.That(check.Status, Is.EqualTo(200), check.Body);
        var found = check.Json["problems"]!
            .AsArray()
            .SelectMany(problem =>
                problem!["places"]!
                    .AsArray()
                    .Select(place => new SampleProblem(
                        (string)problem["code"]!,
                        (string)problem["severity"]!,
                        (string?)problem["file"],
                        (string?)problem["column"],
                        (int?)place!["record"],
                        (int?)place["line"]
                    ))
            );
        Assert.That(found, Is.EquivalentTo(sample.Problems), check.Body);
        Assert.That(sample.Problems.Select(problem => problem.Code), Is.All.EqualTo(code).And.Not.Empty);
    }

    [TestCaseSource(nameof(OfHistory))]
    public void Run_SampleWithoutHistory_HasNoProblem(string code) => Assert.That(SampleFolder.Read(code).Check().Problems, Is.Empty);
}
