using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

/// <summary>One case of a reference file: its input, its known answer and how closely to match it.</summary>
public sealed record ReferenceCase(
    string File,
    string Id,
    ReferenceInput Input,
    ReferenceInput Options,
    JsonObject Expected,
    ReferenceTolerances Tolerances
)
{
    /// <summary>Category of the tests that <c>./test reference</c> runs over any folder of such files.</summary>
    public const string Category = "Reference";

    /// <summary>Two-sided coverage that the case asks for; 0.95 when it says nothing.</summary>
    public double Level => (double?)Options["level"] ?? 0.95;

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
        return Parsed(file, JsonNode.Parse(System.IO.File.ReadAllText(path))!.AsObject());
    }

    /// <summary>The cases of a file's text, already parsed.</summary>
    public static IReadOnlyList<ReferenceCase> Parsed(string file, JsonObject root) =>
        [
            .. root["cases"]!
                .AsArray()
                .Select(node => new ReferenceCase(
                    file,
                    (string)node!["id"]!,
                    new ReferenceInput(node["input"]!.AsObject()),
                    new ReferenceInput(node["options"]?.AsObject() ?? []),
                    node["expected"]!.AsObject(),
                    ReferenceTolerances.Of(root, node.AsObject())
                )),
        ];

    /// <summary>A case from no file, to be matched to 1e-9.</summary>
    public static ReferenceCase Invented(string file, string input, string expected) =>
        new(
            file,
            "invented",
            new ReferenceInput(JsonNode.Parse(input)!.AsObject()),
            new ReferenceInput([]),
            JsonNode.Parse(expected)!.AsObject(),
            new ReferenceTolerances(new ReferenceTolerance(1e-9, 1e-12), new Dictionary<string, ReferenceTolerance>())
        );

    /// <summary>Rows of the CSV file that the case names, in the same folder and with exactly these columns.</summary>
    public IReadOnlyList<string[]> Rows(params string[] columns)
    {
        var file = (string)Input["rows_csv"]!;
        string[][] lines = [.. System.IO.File.ReadLines(Path.Combine(ReferenceFolder.InUse, file)).Select(line => line.Split(','))];
        return lines[0].SequenceEqual(columns, StringComparer.Ordinal)
            ? lines[1..]
            : throw new InvalidDataException(
                $"{file} has the columns {string.Join(", ", lines[0])}; read are {string.Join(", ", columns)}."
            );
    }

    /// <summary>A column of the input; a missing number is <c>null</c>.</summary>
    public double?[] Column(string name) => Input.Column(name);

    /// <summary>A column of the input without missing numbers.</summary>
    public double[] Numbers(string name) => [.. Column(name).Select(value => value!.Value)];

    /// <summary>Inputs and options that are given but that no driver has read.</summary>
    public IEnumerable<string> Unread() =>
        Input.Unread().Select(name => "input." + name).Concat(Options.Unread().Select(name => "options." + name));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{File} {Id}");
}

/// <summary>How far a number may be from the expected one: abs + rel * |expected|.</summary>
public sealed record ReferenceTolerance(double Relative, double Absolute)
{
    public static ReferenceTolerance Of(JsonNode node) => new((double?)node["rel"] ?? 0, (double?)node["abs"] ?? 0);
}

/// <summary>The tolerance of a case, and exceptions by key path.</summary>
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
