using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>Outcomes by the baby's age, by who gave the scores and by how the work ended equal a count of the CSV files.</summary>
[NeedsDatabase]
public sealed class FiltersAgainstRecountTests
{
    private static readonly Dictionary<string, string[]> Ages = new()
    {
        ["UNBORN"] = ["UNBORN"],
        ["0-5"] = ["0-2", "3-5"],
        ["6-11"] = ["6-11"],
        ["12-23"] = ["12-17", "18-23"],
        ["24+"] = ["24-35", "36+"],
    };

    private static IEnumerable<TestCaseData> Asked =>
        from service in new[] { "HARBOUR", "BRAMLING", "TEASEL" }
        from age in Ages.Keys.Prepend("")
        from respondent in new[] { "", "MOTHER", "FATHER", "CLINICIAN" }
        from cohort in new[] { "", "CLOSED", "ENDED_AS_PLANNED" }
        select new TestCaseData(service, age, respondent, cohort);

    [TestCaseSource(nameof(Asked))]
    public async Task Outcomes_Filtered_EqualRecount(string service, string age, string respondent, string cohort)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync($"member@{service.ToLowerInvariant()}");
        var answer = await client.GetAnswerAsync(
            $"/api/v1/services/{service}/outcomes?from=2023-01&before=2026-01&babyAge={Uri.EscapeDataString(age)}"
                + $"&respondent={respondent}&cohort={cohort}"
        );

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        Assert.That((string?)answer.Json["babyAge"], Is.EqualTo(age.Length == 0 ? null : age));
        var counted = SampleRecount.OfService(
            Path.Combine(RepositoryFolders.SampleExtracts, service),
            "2023-01",
            "2026-01",
            new RecountFilter
            {
                BabyAges = age.Length == 0 ? null : Ages[age],
                Respondent = respondent.Length == 0 ? null : respondent,
                Cohort = cohort.Length == 0 ? "CLOSED_TWO_CONTACTS" : cohort,
            }
        );
        RecountComparison.AssertOutcomes(answer.Json, counted);
    }

    [Test]
    public void Recount_ByAge_HoldsSomebodyInEveryAge()
    {
        var folder = Path.Combine(RepositoryFolders.SampleExtracts, "HARBOUR");
        var all = SampleRecount.OfService(folder, "2023-01", "2026-01").Eligible;

        var byAge = Ages.Values.Append(["U"]).Select(codes => Of(codes).Eligible).ToList();

        Assert.That(byAge.SkipLast(1), Has.All.GreaterThan(0));
        Assert.That(byAge.Sum(), Is.EqualTo(all));

        ServiceRecount Of(string[] codes) => SampleRecount.OfService(folder, "2023-01", "2026-01", new RecountFilter { BabyAges = codes });
    }

    [TestCase("babyAge=5", "BABY_AGE_UNKNOWN")]
    [TestCase("babyAge=24 ", "BABY_AGE_UNKNOWN")]
    [TestCase("respondent=NOBODY", "RESPONDENT_UNKNOWN")]
    public async Task Outcomes_OfWhatDoesNotExist_AreRefused(string query, string code)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("member@harbour");

        var answer = await client.GetAnswerAsync("/api/v1/services/HARBOUR/outcomes?" + query);

        Assert.That((answer.Status, (string?)answer.Json["code"]), Is.EqualTo((400, code)), answer.Body);
    }
}
