using System.Text.Json;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Mapping;

namespace Portal.Tests.Mapping;

/// <summary>What a client may send as a mapping.</summary>
public sealed class MappingTextTests
{
    [TestCase("""{"files":{"cases":{"headings":{"A":"no_such"}}}}""")]
    [TestCase("""{"files":{"family":{"headings":{"A":null}}}}""")]
    [TestCase("""{"files":{"cases":{"words":{"household":{"Lone":"LONE"}}}}}""")]
    [TestCase("""{"files":{"cases":{"words":{"referral_month":{"Lone":"2025-01"}}}}}""")]
    [TestCase("""{"files":{"cases":{"headings":{"Ref date":"referral_month","ref_date":null}}}}""")]
    [TestCase("""{"files":{"cases":{"headings":{"call 07700 900123":null}}}}""")]
    [TestCase("""{"files":{"cases":{"headings":{" ":null}}}}""")]
    [TestCase("""{"files":{"cases":null}}""")]
    [TestCase("""{"files":{"cases":{"words":{"household":null}}}}""")]
    [TestCase("""{"files":{"cases":{"words":{"household":{"Lone":null}}}}}""")]
    public void MappingThatSaysTooMuchOrNothing_IsRefused(string json)
    {
        var text = JsonSerializer.Deserialize<MappingText>(json, PortalJson.Options)!;

        Assert.That(text.Read(MeasureCatalogue.Published).IsGiven(out _, out var refusal), Is.False);
        Assert.That((refusal!.Status, refusal.Code), Is.EqualTo((400, "MAPPING_WRONG")));
        Assert.That(refusal.Detail, Does.Not.Contain("07700").And.Not.Contain("Lone"));
    }
}
