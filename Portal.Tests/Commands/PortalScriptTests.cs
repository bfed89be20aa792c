using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.House;

namespace Portal.Tests.Commands;

/// <summary><c>./portal</c> as somebody calls it from the folder of the files.</summary>
public sealed class PortalScriptTests
{
    private readonly CheckoutCopy _checkout = new();

    [OneTimeTearDown]
    public async Task RemoveCheckout() => await _checkout.DisposeAsync();

    [TestCase("--help", 0, "./portal verify-receipt RECEIPT.json")]
    [TestCase("", 2, "./portal check FILE")]
    [TestCase("serve", 2, "./portal check FILE")]
    [TestCase("check *.csv --service HARBOUR --period 2025-Q2", 0, "ready")]
    [TestCase("check cases.csv --service CURLEW --period 2025-Q2", 1, "fix")]
    [TestCase("check missing.csv --service HARBOUR --period 2025-Q2", 2, "File 1 of 1 is not there")]
    [TestCase("verify-receipt missing.json cases.csv", 2, "not a receipt")]
    [TestCase("migrate", 1, "ConnectionStrings__Portal")]
    public async Task Run_FromTheFolderOfTheFiles_AnswersWithItsExitCode(string arguments, int code, string words)
    {
        var (ended, said) = await RunAsync(arguments);

        Assert.That(ended, Is.EqualTo(code), said);
        Assert.That(said, Does.Contain(words).IgnoreCase.And.Not.Contain("Building"));
    }

    [Test]
    public async Task Run_Json_IsNothingButTheReport()
    {
        var (_, said) = await RunAsync("check *.csv --service HARBOUR --period 2025-Q2 --json");

        Assert.That((string?)JsonNode.Parse(said)!["state"], Is.EqualTo("READY"));
    }

    [TestCase("true", ExpectedResult = 0)]
    [TestCase("touch README.md Portal.Tests/New.cs Portal.Web/obj/project.assets.json Portal.Api/bin", ExpectedResult = 0)]
    [TestCase("touch Portal.Analytics/New.cs", ExpectedResult = 1)]
    [TestCase("touch migrations/views/10_current.sql", ExpectedResult = 1)]
    [TestCase("touch Directory.Packages.props", ExpectedResult = 1)]
    [TestCase("rm Portal.Api/Starting/Banner.cs", ExpectedResult = 1)]
    [TestCase("rm Portal.Web/obj/run-built", ExpectedResult = 1)]
    [TestCase("rm Portal.Web/bin/Run/net10.0/Portal.Web.dll", ExpectedResult = 1)]
    public async Task<int> IsBuilt_AfterAChange_SaysWhetherTheBuildIsOfTheseSources(string change)
    {
        var folder = Directory.CreateTempSubdirectory("portal-built-").FullName;
        var asked = new ShellBlock(
            change,
            "",
            $"""
            . {SourceTree.Root}/.ci/build.sh
            mkdir -p Portal.Analytics Portal.Api/bin Portal.Api/Starting Portal.Tests Portal.Web/obj $portal_build migrations/views
            touch README.md Directory.Build.props Directory.Packages.props global.json nuget.config migrations/views/10_current.sql
            touch Portal.Api/Starting/Banner.cs $portal_build/Portal.Web.dll
            find . -exec touch -d '1 hour ago' {"{}"} +
            touch -d '1 minute ago' $built_at
            {change}
            is_built
            """
        );
        using var running = new RunningBlock(asked, folder, new Dictionary<string, string>());
        var code = await running.ExitCodeAsync(TimeSpan.FromMinutes(1));
        Directory.Delete(folder, recursive: true);
        return code;
    }

    private async Task<(int Code, string Said)> RunAsync(string arguments)
    {
        var called = new ShellBlock("./portal " + arguments, "", "../../../../portal " + arguments);
        using var running = new RunningBlock(
            called,
            Path.Combine(_checkout.Folder, "samples", "extracts", "HARBOUR", "2025-Q2"),
            new Dictionary<string, string>()
        );
        var code = await running.ExitCodeAsync(TimeSpan.FromMinutes(1));
        return (code, running.Said);
    }
}
