using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>One case of a file in expected/: input with its known answer and how closely it must be met.</summary>
public sealed record ReferenceCase(string File, string Id, JsonObject Input, double Level, JsonObject Expected, ReferenceTolerances Tolerances)
{
    /// <summary>The choices of the case; empty when it has none.</summary>
    public JsonObject Options { get; init; } = [];

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Reference");

    public static IEnumerable<TestCaseData<ReferenceCase>> In(string file) =>
        CasesOf(file).Select(reference => new TestCaseData<ReferenceCase>(reference).SetArgDisplayNames(reference.Id));

    public static IReadOnlyList<ReferenceCase> CasesOf(string file)
    {
        var root = JsonNode.Parse(System.IO.File.ReadAllText(Path.Combine(Folder, "expected", file)))!.AsObject();
        return [.. root["cases"]!.AsArray().Select(node => new ReferenceCase(
            file,
            (string)node!["id"]!,
            node["input"]!.AsObject(),
            (double?)node["options"]?["level"] ?? 0.95,
            node["expected"]!.AsObject(),
            ReferenceTolerances.Of(root, node.AsObject()))
        {
            Options = node["options"]?.AsObject() ?? [],
        })];
    }

    public static string[] Lines(string file) => System.IO.File.ReadAllLines(Path.Combine(Folder, file));

    /// <summary>A column of the input; a missing number is <c>null</c>.</summary>
    public double?[] Column(string name) => [.. Input[name]!.AsArray().Select(value => (double?)value)];

    public double[] Numbers(string name) => [.. Column(name).Select(value => value!.Value)];

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File} {Id}");
}

/// <summary>How far a number may be from the expected one: abs + rel * |expected|.</summary>
public sealed record ReferenceTolerance(double Relative, double Absolute)
{
    public static ReferenceTolerance Of(JsonNode node) => new((double?)node["rel"] ?? 0, (double?)node["abs"] ?? 0);
}

/// <summary>The tolerance of a case and its exceptions by key path.</summary>
public sealed record ReferenceTolerances(ReferenceTolerance General, IReadOnlyDictionary<string, ReferenceTolerance> Overrides)
{
    public static ReferenceTolerances Of(JsonObject file, JsonObject reference) => new(
        ReferenceTolerance.Of(reference["tolerance"] ?? file["tolerance"]!),
        reference["tolerance_overrides"]?.AsObject().ToDictionary(pair => pair.Key, pair => ReferenceTolerance.Of(pair.Value!))
            ?? new Dictionary<string, ReferenceTolerance>());

    public ReferenceTolerance At(string path) =>
        Overrides.FirstOrDefault(pair => path == pair.Key || path.StartsWith(pair.Key + ".", StringComparison.Ordinal)).Value ?? General;
}
