using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Commands;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Commands;

[NeedsDatabase]
public sealed class CheckCommandTests
{
    private static readonly string[] Own = ["--service", "HARBOUR", "--period", "2025-Q2"];

    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("portal-check-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(null, 0, "READY")]
    [TestCase("CASTLE", 1, "NEEDS_FIXING")]
    public async Task Run_Json_EqualsTheAnswerOfTheApi(string? household, int code, string state)
    {
        var files = household is null ? SampleFiles.Valid() : SampleFiles.Valid().With("cases.csv", 2, "household", household);
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var answer = await member.PostAnswerAsync(
            "/api/v1/services/HARBOUR/extracts/2025-Q2/checks?history=false",
            SampleFiles.Upload(files)
        );
        var check = (string)answer.Json["check"]!;

        var run = await RunAsync([.. Written(files), .. Own, "--json"]);

        Assert.That(run.Code, Is.EqualTo(code), run.Errors);
        Assert.That((string?)JsonNode.Parse(run.Output)!["state"], Is.EqualTo(state));
        Assert.That(
            run.Output.TrimEnd(),
            Is.EqualTo(answer.Body.Replace($"\"check\":\"{check}\"", "\"check\":null", StringComparison.Ordinal))
        );
    }

    [Test]
    public async Task Run_FaultyCell_IsShownWithItsPlace()
    {
        var run = await RunAsync([.. Written(SampleFiles.Valid().With("cases.csv", 2, "household", "CASTLE")), .. Own]);

        Assert.That(run.Code, Is.EqualTo(1));
        Assert.That(
            run.Output,
            Does.Contain("Needs fixing").And.Contain("value.not_allowed").And.Contain("household").And.Contain("row 3: CASTLE")
        );
    }

    [Test]
    public async Task Run_UnansweredWarning_Is1()
    {
        var run = await RunAsync([.. Directory.GetFiles(Sample("risk.contradiction"), "*.csv"), .. Own]);

        Assert.That((run.Code, run.Output.Contains("Needs reasons", StringComparison.Ordinal)), Is.EqualTo((1, true)));
    }

    [TestCase("family_ref", "943 476 5919")]
    [TestCase("household", "nobody@example.org")]
    public async Task Run_CellThatMayIdentify_PrintsNothingOfIt(string column, string cell)
    {
        var paths = Written(SampleFiles.Valid().With("cases.csv", 1, column, cell));
        var table = await RunAsync([.. paths, .. Own]);
        var json = await RunAsync([.. paths, .. Own, "--json"]);

        Assert.That((table.Code, json.Code), Is.EqualTo((1, 1)));
        Assert.That(
            table.Output + json.Output + table.Errors + json.Errors,
            Does.Contain("identifier.").And.Not.Contain(cell[..6]).And.Not.Contain(cell[^4..])
        );
    }

    [TestCase("")]
    [TestCase("--service HARBOUR --period 2025-Q2")]
    [TestCase("missing-cases.csv --service HARBOUR --period 2025-Q2")]
    [TestCase("missing-cases.csv --period 2025-Q2")]
    [TestCase("missing-cases.csv --service HARBOUR --period 2025-Q5")]
    [TestCase("missing-cases.csv --service HARBOUR --period 2199-Q1")]
    [TestCase("missing-cases.csv --service HARBOUR --period")]
    [TestCase("missing-cases.csv --service HARBOUR --period 2025-Q2 --xml")]
    public async Task Run_Unusable_Is2AndSaysWhyWithoutNamesOfFiles(string arguments)
    {
        var run = await RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That((run.Code, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Errors, Is.Not.Empty.And.Not.Contain("missing-cases"));
    }

    private static string Sample(string code) => Path.Combine(Api.Samples.RepositoryFolders.Root!, "samples", "problems", code);

    private string[] Written(Dictionary<string, string> files) =>
        [
            .. files.Select(file =>
            {
                var path = Path.Combine(_folder, file.Key);
                File.WriteAllText(path, file.Value);
                return path;
            }),
        ];

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await CheckCommand.RunAsync(args, TimeProvider.System, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
