using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.ReliableChange;

/// <summary>Thresholds and classes against reliable_change.json. Cut-offs and the summary of a service are not part of the rule.</summary>
public sealed class ReliableChangeRuleTests
{
    // Fine enough for the case that lies 1e-6 on either side of its threshold.
    private const double FineStep = 1e-9;

    private static readonly JsonArray Cases =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "expected", "reliable_change.json")))!["cases"]!.AsArray();

    private static IEnumerable<string> Accepted => Cases.Where(one => one!["expected"]!["status"] is null).Select(one => (string)one!["id"]!);

    [TestCaseSource(nameof(Accepted))]
    public void Classify_ReferenceCase_GivesExpectedClasses(string id)
    {
        var reference = Case(id);
        var parameters = reference["input"]!["parameters"]!;
        var rule = Rule(parameters);
        var sign = (string?)parameters["direction"] == "lower_is_better" ? -1 : 1;
        var (pre, post, expected) = (reference["input"]!["pre"]!.AsArray(), reference["input"]!["post"]!.AsArray(), reference["expected"]!["category"]!.AsArray());

        Assert.Multiple(() =>
        {
            for (var row = 0; row < pre.Count; row++)
            {
                if (pre[row] is null || post[row] is null)
                    continue;
                var found = rule.Classify(sign * ((double)post[row]! - (double)pre[row]!), FineStep);
                Assert.That(found, Is.EqualTo(Class((string)expected[row]!)), $"row {row}");
            }
        });
    }

    [TestCaseSource(nameof(Accepted))]
    public void JacobsonTruax_ReferenceCase_GivesExpectedThreshold(string id)
    {
        var reference = Case(id);
        if (reference["expected"]!["parameters"]?["rci_points"] is not { } points)
        {
            Assert.That(reference["input"]!["parameters"]!["reliable_change_points"], Is.Not.Null, "a case without a threshold has published points");
            return;
        }

        Assert.That(Rule(reference["input"]!["parameters"]!).Threshold, Is.EqualTo((double)points).Within(1e-9 * (double)points));
    }

    [TestCase(1.0)]
    [TestCase(-0.1)]
    [TestCase(double.NaN)]
    public void JacobsonTruax_ReliabilityOutsideItsRange_Throws(double reliability) =>
        Assert.That(() => ReliableChangeRule.JacobsonTruax(5.2, reliability), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(double.PositiveInfinity)]
    public void JacobsonTruax_SdNotPositive_Throws(double sd) =>
        Assert.That(() => ReliableChangeRule.JacobsonTruax(sd, 0.8), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Classify_DifferenceThatIsShortInBinary_CountsAsOnTheScale() =>
        Assert.That(ReliableChangeRule.Published(2).Classify(3.9 - 1.9, 0.01), Is.EqualTo(ReliableChangeClass.Improved));

    [TestCase(3, ReliableChangeClass.Improved)]
    [TestCase(8.0 / 3, ReliableChangeClass.NoChange)]
    [TestCase(-3, ReliableChangeClass.Deteriorated)]
    public void Classify_MeanOfThreeGoals_IsNotRoundedToWholePoints(double improvement, ReliableChangeClass expected) =>
        Assert.That(ReliableChangeRule.Published(3).Classify(improvement, 1.0 / 6), Is.EqualTo(expected));

    private static ReliableChangeRule Rule(JsonNode parameters) => parameters["reliable_change_points"] is { } points
        ? ReliableChangeRule.Published((double)points)
        : ReliableChangeRule.JacobsonTruax((double)parameters["sd_ref"]!, (double)parameters["reliability"]!);

    private static ReliableChangeClass Class(string category) => category switch
    {
        "recovered" or "improved" => ReliableChangeClass.Improved,
        "deteriorated" => ReliableChangeClass.Deteriorated,
        _ => ReliableChangeClass.NoChange,
    };

    private static JsonNode Case(string id) => Cases.Single(one => (string)one!["id"]! == id)!;
}
