using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Recount;

/// <summary>Answers of the portal beside a recount of the files.</summary>
internal static class RecountComparison
{
    private const double Tolerance = 1e-9;

    public static void AssertProfile(JsonNode profile, ServiceRecount recount)
    {
        Assert.That((int)profile["referrals"]!, Is.EqualTo(recount.Referrals));
        var risks = profile["risks"]!["items"]!.AsArray();
        Assert.That(risks, Has.Count.EqualTo(recount.Risks.Count));
        Assert.Multiple(() =>
        {
            foreach (var risk in risks)
            {
                var expected = recount.Risks[(string)risk!["code"]!];
                Assert.That((int)risk["present"]!, Is.EqualTo(expected.Present), (string)risk["code"]!);
                Assert.That((int)risk["assessed"]!, Is.EqualTo(expected.Assessed), (string)risk["code"]!);
            }
        });
    }

    public static void AssertOutcomes(JsonNode answer, ServiceRecount recount)
    {
        Assert.That((bool)answer["contactsKnown"]!, Is.EqualTo(recount.FilteredByContacts));
        var outcomes = answer["outcomes"]!.AsArray().ToDictionary(one => ((string)one!["measure"]!, (string)one["subscale"]!), one => one!);
        Assert.That(outcomes.Keys, Is.EquivalentTo(recount.Pairs.Keys));
        Assert.Multiple(() =>
        {
            foreach (var (key, expected) in recount.Pairs)
            {
                var outcome = outcomes[key];
                Assert.That((int)outcome["eligible"]!, Is.EqualTo(recount.Eligible), $"{key} eligible");
                Assert.That((int)outcome["baseline"]!, Is.EqualTo(expected.Baseline), $"{key} baseline");
                Assert.That((int)outcome["paired"]!, Is.EqualTo(expected.Paired), $"{key} paired");
                AssertNear(outcome["preMean"], expected.PreMean, $"{key} preMean");
                AssertNear(outcome["preSd"], expected.PreSd, $"{key} preSd");
                AssertNear(outcome["postMean"], expected.PostMean, $"{key} postMean");
                AssertNear(outcome["postSd"], expected.PostSd, $"{key} postSd");
                AssertNear(outcome["correlation"], expected.Correlation, $"{key} correlation");
            }
        });
    }

    private static void AssertNear(JsonNode? actual, double? expected, string what)
    {
        if (expected is { } value)
            Assert.That((double?)actual, Is.EqualTo(value).Within(Tolerance * Math.Max(1, Math.Abs(value))), what);
        else
            Assert.That(actual, Is.Null, what);
    }
}
