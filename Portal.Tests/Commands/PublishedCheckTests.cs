using System.Diagnostics;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Answers;
using Portal.Api.Checking;
using Portal.Api.Submissions;
using Portal.Tests.Checking;
using Portal.Tests.Database;
using Portal.Tests.House;

namespace Portal.Tests.Commands;

/// <summary>
/// <c>./portal publish-check</c> makes a program that needs no .NET, and it says what the portal says. Marked as if it needed the database,
/// because it takes longer than a developer waits for.
/// </summary>
[NeedsDatabase]
public sealed class PublishedCheckTests
{
    private string _folder = null!;

    [OneTimeSetUp]
    public async Task Publish()
    {
        _folder = Directory.CreateTempSubdirectory("portal-published-").FullName;
        var (code, said) = await RunAsync(
            "/bin/bash",
            [Path.Combine(SourceTree.Root, "portal"), "publish-check", _folder],
            Environment.GetEnvironmentVariable("PATH")!
        );
        Assert.That(code, Is.Zero, said);
        foreach (var file in Checking.Extract.Valid)
            await File.WriteAllBytesAsync(Path.Combine(_folder, file.Name), file.Content.ToArray());
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Program_IsOneFile() =>
        Assert.That(
            Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Where(name => !name!.EndsWith(".csv", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { "outcomes-check" })
        );

    // Without a home, a PATH or anything else of .NET's.
    [Test]
    public async Task Program_OnItsOwn_SaysWhatThePortalSays()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "cases.csv"),
            Checking.Extract.Text("cases.csv").Replace("household", "Living with", StringComparison.Ordinal)
        );
        await File.WriteAllTextAsync(Path.Combine(_folder, "mapping.json"), Mapping);
        var files = Checking.Extract.Valid.Select(file => Path.Combine(_folder, file.Name));

        var (code, said) = await RunAsync(
            Path.Combine(_folder, "outcomes-check"),
            [.. files, "--service", "HARBOUR", "--period", "2025-Q2", "--mapping", Path.Combine(_folder, "mapping.json"), "--json"],
            ""
        );

        var expected = ExtractCheck.Run(
            Checking.Extract.Request with
            {
                Mapping = Mappings.Of(Mapping),
                Today = DateOnly.FromDateTime(DateTime.UtcNow),
            },
            Checking.Extract.With(
                Checking.Extract.File(
                    "cases.csv",
                    Checking.Extract.Text("cases.csv").Replace("household", "Living with", StringComparison.Ordinal)
                )
            )
        );
        Assert.That(code, Is.Zero, said);
        Assert.That(
            JsonNode.DeepEquals(
                JsonNode.Parse(said),
                System.Text.Json.JsonSerializer.SerializeToNode(CheckReport.Of(expected, null, null), PortalJson.Options)
            ),
            Is.True,
            said
        );
    }

    [Test]
    public async Task Program_WithoutArguments_SaysHowItIsUsed()
    {
        var (code, said) = await RunAsync(Path.Combine(_folder, "outcomes-check"), [], "");

        Assert.That((code, said.Contains("--period YYYY-Qn", StringComparison.Ordinal)), Is.EqualTo((2, true)));
    }

    private const string Mapping = """{"files":{"cases":{"headings":{"Living with":"household"}}}}""";

    private async Task<(int Code, string Said)> RunAsync(string program, IReadOnlyList<string> arguments, string path)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["PATH"] = path;
        // The other system's differs in its name only, and takes a minute more.
        start.Environment["PORTAL_CHECK_SYSTEMS"] = "linux-x64";
        if (path.Length == 0)
            start.Environment.Clear();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }
}
