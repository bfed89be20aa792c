using NUnit.Framework;
using Portal.Api.Checking.Identifiers;
using Portal.Api.Extracts.Rules;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Extracts;

public sealed class RuleHelpTests
{
    private const int ShortestSentence = 20;

    private static IEnumerable<string> Codes => RuleCatalogue.All.Select(rule => rule.Code);

    [TestCaseSource(nameof(Codes))]
    public void Rule_OfTheCatalogue_IsExplained(string code)
    {
        var rule = RuleCatalogue.Find(code)!;
        Assert.That(rule.Explained, Is.Not.Null, rule.Code);
        var help = rule.Explained!;
        Assert.Multiple(() =>
        {
            foreach (var text in new[] { help.Meaning, help.Why, help.Fix })
                Assert.That(text, Has.Length.GreaterThan(ShortestSentence).And.Match("^[A-Z].*[.)]$"), rule.Code);
            Assert.That(help.Wrong, Is.Not.Empty, rule.Code);
            Assert.That(help.Right, Is.Not.Empty.And.Not.EqualTo(help.Wrong), rule.Code);
            Assert.That(help.Meaning, Is.Not.EqualTo(rule.Message), rule.Code);
        });
    }

    [Test]
    public void Explanations_Texts_AreWrittenForEachRuleAlone() =>
        Assert.That(
            RuleCatalogue.All.Select(rule => rule.Explained!.Meaning).Concat(RuleCatalogue.All.Select(rule => rule.Explained!.Fix)),
            Is.Unique
        );

    [TestCase("identifier.nhs_number")]
    [TestCase("identifier.postcode")]
    [TestCase("identifier.date_of_birth")]
    [TestCase("identifier.email")]
    [TestCase("identifier.phone")]
    [TestCase("identifier.national_insurance")]
    public void Examples_OfIdentifiers_AreWhatTheGateFinds(string code)
    {
        var help = RuleCatalogue.Find(code)!.Explained!;

        Assert.That(Found(help.Wrong), Is.EqualTo(code));
        Assert.That(Found(help.Right), Is.Null);
    }

    [Test]
    public void Examples_OfOtherRules_HoldNothingThatMayIdentify()
    {
        // The cells that show dates in a month column hold an invented referral, never a birthday.
        var found = RuleCatalogue
            .All.Where(rule =>
                !rule.Code.StartsWith("identifier.", StringComparison.Ordinal)
                && !rule.Explained!.Wrong.StartsWith("referral_month", StringComparison.Ordinal)
            )
            .Where(rule => Found(rule.Explained!.Wrong) is not null || Found(rule.Explained!.Right) is not null);

        Assert.That(found.Select(rule => rule.Code), Is.Empty);
    }

    [NeedsDatabase]
    [Test]
    public async Task Rules_OverHttp_CarryTheirExplanations()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var reader = await portal.ClientAsync("reader");

        var answer = await reader.GetAnswerAsync("/api/v1/rules");

        var line = answer.Json.AsArray().Single(rule => (string?)rule!["code"] == "value.month_first")!;
        Assert.That(answer.Json.AsArray(), Has.Count.EqualTo(RuleCatalogue.All.Count));
        Assert.Multiple(() =>
        {
            Assert.That((string?)line["meaning"], Does.Contain("month before the day"));
            Assert.That((string?)line["why"], Does.Contain("British"));
            Assert.That((string?)line["fix"], Does.Contain("yyyy-mm"));
            Assert.That((string?)line["wrong"], Is.EqualTo("referral_month = 04/25/2025"));
            Assert.That((string?)line["right"], Is.EqualTo("referral_month = 2025-04"));
        });
    }

    private static string? Found(string text) =>
        new IdentifierScan().Find(System.Text.Encoding.UTF8.GetBytes(text), takesDates: false)?.Code;
}
