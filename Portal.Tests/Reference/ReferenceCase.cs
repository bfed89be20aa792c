using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>One case of a reference file: input with its known answer and how closely it must be met.</summary>
public sealed record ReferenceCase(
    string File,
    string Id,
    JsonObject Input,
    double Level,
    JsonObject Expected,
    ReferenceTolerances Tolerances
)
{
    /// <summary>The choices of the case; empty when it has none.</summary>
    public JsonObject Options { get; init; } = [];

    /// <summary>Category of the tests that <c>./test reference</c> runs over any folder of such files.</summary>
    public const string Category = "Reference";

    /// <summary>Every case of a file of the folder in use, as test cases; none when the folder has no such file.</summary>
    public static IEnumerable<TestCaseData<ReferenceCase>> In(string file) =>
        CasesOf(ReferenceFolder.InUse, file)
            .Select(reference => new TestCaseData<ReferenceCase>(reference).SetArgDisplayNames(reference.Id).SetCategory(Category));

    /// <summary>Every case of a file of the repository, whichever folder is in use.</summary>
    public static IReadOnlyList<ReferenceCase> CasesOf(string file) => CasesOf(ReferenceFolder.Own, file);

    private static IReadOnlyList<ReferenceCase> CasesOf(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!System.IO.File.Exists(path))
            return [];
        var root = JsonNode.Parse(System.IO.File.ReadAllText(path))!.AsObject();
        return
        [
            .. root["cases"]!
                .AsArray()
                .Select(node => new ReferenceCase(
                    file,
                    (string)node!["id"]!,
                    node["input"]!.AsObject(),
                    (double?)node["options"]?["level"] ?? 0.95,
                    node["expected"]!.AsObject(),
                    ReferenceTolerances.Of(root, node.AsObject())
                )
                {
                    Options = node["options"]?.AsObject() ?? [],
                }),
        ];
    }

    /// <summary>Lines of a CSV file that stands beside the cases.</summary>
    public static string[] Lines(string file) => System.IO.File.ReadAllLines(Path.Combine(ReferenceFolder.InUse, file));

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
    public static ReferenceTolerances Of(JsonObject file, JsonObject reference) =>
        new(
            ReferenceTolerance.Of(reference["tolerance"] ?? file["tolerance"]!),
            reference["tolerance_overrides"]?.AsObject().ToDictionary(pair => pair.Key, pair => ReferenceTolerance.Of(pair.Value!))
                ?? new Dictionary<string, ReferenceTolerance>()
        );

    public ReferenceTolerance At(string path) =>
        Overrides.FirstOrDefault(pair => path == pair.Key || path.StartsWith(pair.Key + ".", StringComparison.Ordinal)).Value ?? General;
}
