using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

public sealed class ReferenceComparisonTests
{
    private static readonly ReferenceCase One = new(
        "a.json",
        "one",
        new ReferenceInput([]),
        new ReferenceInput([]),
        JsonNode.Parse("""{"x":{"value":2,"I2":50,"list":[1,null],"flag":true}}""")!.AsObject(),
        new ReferenceTolerances(
            new ReferenceTolerance(1e-9, 1e-12),
            new Dictionary<string, ReferenceTolerance> { ["x.value"] = new(0.1, 0) }
        )
    );

    private static int Count(string actual) => ReferenceComparison.Differences(One, One.Expected, JsonNode.Parse(actual), "").Count();

    [Test]
    public void Differences_EverythingWithinTolerance_None() =>
        Assert.That(Count("""{"x":{"value":2.1,"I2":0.5,"list":[1.0000000001,null],"flag":true}}"""), Is.Zero);

    [TestCase("""{"x":{"value":2.3,"I2":0.5,"list":[1,null],"flag":true}}""", TestName = "Differences_BeyondTheOverride_Reported")]
    [TestCase("""{"x":{"value":2,"I2":0.50000001,"list":[1,null],"flag":true}}""", TestName = "Differences_BeyondTheTolerance_Reported")]
    [TestCase("""{"x":{"value":2,"I2":0.5,"list":[1,0],"flag":true}}""", TestName = "Differences_ZeroForNull_Reported")]
    [TestCase("""{"x":{"value":2,"I2":0.5,"list":[null,null],"flag":true}}""", TestName = "Differences_NullForNumber_Reported")]
    [TestCase("""{"x":{"value":2,"I2":0.5,"list":[1],"flag":true}}""", TestName = "Differences_ShorterList_Reported")]
    [TestCase("""{"x":{"value":2,"I2":0.5,"list":[1,null],"flag":false}}""", TestName = "Differences_OtherFlag_Reported")]
    [TestCase("""{"x":{"value":2,"I2":0.5,"list":[1,null]}}""", TestName = "Differences_MissingKey_Reported")]
    public void Differences_OneThingWrong_Reported(string actual) => Assert.That(Count(actual), Is.EqualTo(1));

    [TestCase("methods.HSk", "methods.HSk.z.se", true)]
    [TestCase("methods.*.hybrid_ci", "methods.DL.hybrid_ci", true)]
    [TestCase("methods.*.hybrid_ci", "methods.DL.z", false)]
    [TestCase("methods.HS", "methods.HSk", false)]
    [TestCase("smcc.vi_ub", "smcc", false)]
    public void Covers_KeyAndPath_ByWholeSteps(string key, string path, bool covers) =>
        Assert.That(NotOffered.Covers(key, path), Is.EqualTo(covers));

    [TestCaseSource(typeof(NotOffered), nameof(NotOffered.Entries))]
    public void NotOffered_EveryEntry_NamesAnExpectedKey((string File, string Case, string Key) entry)
    {
        var paths = ReferenceCase
            .CasesOf(entry.File)
            .Where(reference => entry.Case is NotOffered.EveryCase || entry.Case == reference.Id)
            .SelectMany(reference => Paths(reference.Expected, ""));

        Assert.That(paths, Has.Some.Matches<string>(path => NotOffered.Covers(entry.Key, path!)));
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path) =>
        node is JsonObject keys ? keys.SelectMany(pair => Paths(pair.Value, path.Length == 0 ? pair.Key : $"{path}.{pair.Key}")) : [path];
}
