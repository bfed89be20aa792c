using System.Text.Json;
using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Tests.Checking;

/// <summary>A folder of samples/problems: the files of an extract and what the check must say about them.</summary>
internal sealed record SampleFolder(string Code, string Service, Quarter Period, bool Generated, IReadOnlyList<SampleProblem> Problems)
{
    /// <summary>For a rule of the calendar: how the request is refused before any file is read.</summary>
    public SampleRefusal? Refusal { get; init; }

    /// <summary>Whether the check needs the release of the sample network.</summary>
    public bool NeedsRelease { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly string Root = Path.Combine(Repository(), "samples", "problems");

    public static IEnumerable<string> Codes =>
        Directory
            .EnumerateDirectories(Root)
            .Select(folder => Path.GetFileName(folder)!)
            .Where(code => code != "valid")
            .Order(StringComparer.Ordinal);

    public static SampleFolder Read(string code)
    {
        var expected = JsonSerializer.Deserialize<Expected>(File.ReadAllText(Path.Combine(Root, code, "expected.json")), Json)!;
        Assert.That(Quarter.TryParse(expected.Period, out var period), "The period of expected.json is a quarter.");
        return new SampleFolder(code, expected.Service, period, expected.Generated, expected.Problems)
        {
            Refusal = expected.Refusal,
            NeedsRelease = expected.Network,
        };
    }

    public static IReadOnlyList<UploadedFile> Files(string code) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Root, code))
                .Where(path => Path.GetFileName(path) is not ("expected.json" or "erased.txt" or "mapping.json"))
                .Order(StringComparer.Ordinal)
                .Select(path => new UploadedFile(Path.GetFileName(path), File.ReadAllBytes(path))),
        ];

    /// <summary>The extracts of earlier quarters, oldest first, by quarter and file; none for a rule that looks at one extract.</summary>
    public IReadOnlyList<(string Period, IReadOnlyDictionary<string, string> Files)> Earlier =>
        Path.Combine(Root, Code, "earlier") is var earlier && Directory.Exists(earlier)
            ?
            [
                .. Directory
                    .EnumerateDirectories(earlier)
                    .Order(StringComparer.Ordinal)
                    .Select(folder => (Path.GetFileName(folder), Texts(folder))),
            ]
            : [];

    /// <summary>
    /// References of the cases that are erased before the extract is checked, one a line of <c>erased.txt</c>; none for most rules.
    /// </summary>
    public IReadOnlyList<string> Erased =>
        Path.Combine(Root, Code, "erased.txt") is var erased && File.Exists(erased) ? File.ReadAllLines(erased) : [];

    /// <summary>The files of the extract as text.</summary>
    public IReadOnlyDictionary<string, string> Extract => Texts(Path.Combine(Root, Code));

    private static Dictionary<string, string> Texts(string folder) =>
        Directory.EnumerateFiles(folder, "*.csv").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);

    public CheckedExtract Check() =>
        ExtractCheck.Run(
            new CheckRequest(Service, Period, MeasureCatalogue.Published, UploadLimits.Default) { Mapping = Mapping },
            Files(Code)
        );

    /// <summary>What the service calls its own columns and words, <c>mapping.json</c>; nothing for most rules.</summary>
    public ExtractMapping Mapping =>
        Path.Combine(Root, Code, "mapping.json") is var path && File.Exists(path)
            ? Mappings.Of(File.ReadAllText(path))
            : ExtractMapping.None;

    private static string Repository()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OutcomesPortal.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private sealed record Expected(
        string Service,
        string Period,
        bool Generated,
        bool Network,
        SampleRefusal? Refusal,
        IReadOnlyList<SampleProblem> Problems
    );
}

/// <summary>A refusal over HTTP.</summary>
/// <param name="Closed">Whether the administrator has closed the quarter first.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Code of the problem.</param>
internal sealed record SampleRefusal(bool Closed, int Status, string Code);

/// <summary>A place that the check must report; null where the problem has no such place.</summary>
internal sealed record SampleProblem(string Code, string Severity, string? File, string? Column, int? Record, int? Line);
