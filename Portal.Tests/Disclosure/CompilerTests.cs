using System.Diagnostics;
using System.Runtime.InteropServices;
using NUnit.Framework;
using Portal.Analytics.Disclosure;

namespace Portal.Tests.Disclosure;

// The compiler enforces what disclosure control promises about calls from outside, so these tests run the SDK's compiler.
public sealed class CompilerTests
{
    private const string Usings = """
        using Portal.Analytics.Disclosure;
        using Portal.Analytics.Disclosure.Estimates;
        using Portal.Analytics.Disclosure.Frozen;
        using Portal.Analytics.Disclosure.Tables;

        """;

    [TestCase(
        "Disclosed<ReleasedCount> Ok(OneWayTable table) => OneWay.Protect(table, DisclosurePolicy.Sdc1).Released.Cells[0];",
        "",
        TestName = "Compile_ProtectedCount_IsAccepted"
    )]
    [TestCase("Disclosed<ReleasedCount> No(int raw) => raw;", "CS0029", TestName = "Compile_RawCountAsDisclosed_IsRefused")]
    [TestCase(
        "Disclosed<ReleasedCount> No(int raw) => Disclosed<ReleasedCount>.Show(new ReleasedCount(raw));",
        "CS0117 CS1729",
        TestName = "Compile_WrappingARawCount_IsRefused"
    )]
    [TestCase(
        "ReleasedCount No(ReleasedCount count, int raw) => count with { Printed = raw };",
        "CS0200",
        TestName = "Compile_ChangingAReleasedCount_IsRefused"
    )]
    [TestCase("Disclosed<int> No(Disclosed<int> raw) => raw;", "CS0452", TestName = "Compile_DisclosedOfANumber_IsRefused")]
    [TestCase(
        "Disclosed<string> No() => new Disclosed<string>(\"17\", \"\");",
        "CS1729",
        TestName = "Compile_ConstructingDisclosed_IsRefused"
    )]
    [TestCase(
        "ReleasedMean No(ReleasedMean mean, double raw) => mean with { Mean = raw };",
        "CS0200",
        TestName = "Compile_ChangingAReleasedMean_IsRefused"
    )]
    [TestCase("sealed record Own() : Disclosed<string>;", "CS0509", TestName = "Compile_DerivingFromDisclosed_IsRefused")]
    [TestCase(
        "Portal.Analytics.Charts.Released.ReleasedRisk No(double raw) => new(\"Risk\", raw);",
        "CS1503",
        TestName = "Compile_RawShareInAReleasedPicture_IsRefused"
    )]
    [TestCase(
        "Portal.Analytics.Charts.Released.ReleasedChange No(double raw) => new(\"Measure\", raw);",
        "CS1503",
        TestName = "Compile_RawChangeInAReleasedPicture_IsRefused"
    )]
    [TestCase(
        "Portal.Analytics.Charts.Compared.OwnFunnelPicture No(double raw) => new(\"Title\", \"\", raw, null);",
        "CS1503",
        TestName = "Compile_RawRestInAFunnel_IsRefused"
    )]
    [TestCase(
        "Portal.Analytics.Charts.Compared.ComparedChange No(double raw) => new(\"Measure\", null, raw);",
        "CS1503",
        TestName = "Compile_RawRestBesideOwnChange_IsRefused"
    )]
    [TestCase(
        "Portal.Analytics.Comparison.NetworkComparison No(double raw) => "
            + "Portal.Analytics.Comparison.NetworkComparison.OfShare(3, 30, raw);",
        "CS1503",
        TestName = "Compile_RawRestInAComparison_IsRefused"
    )]
    [TestCase(
        "Portal.Analytics.Disclosure.Frozen.ReleasedFigure No(ReleasedFigure figure, double raw) => figure with { Spread = raw };",
        "CS0200",
        TestName = "Compile_ChangingAReleasedFigure_IsRefused"
    )]
    public void Compile(string member, string errors)
    {
        var folder = Directory.CreateTempSubdirectory("portal-compiler-");
        try
        {
            var source = Path.Combine(folder.FullName, "Outside.cs");
            File.WriteAllText(source, $"{Usings}public class Outside\n{{\n    {member}\n}}\n");

            Assert.That(ErrorsOf(source, folder.FullName), Is.EqualTo(errors));
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string ErrorsOf(string source, string folder)
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var dotnet = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        var compiler = Directory
            .EnumerateFiles(Path.Combine(dotnet, "sdk"), "csc.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Last();
        string[] framework = ["System.Private.CoreLib.dll", "System.Runtime.dll", "System.Collections.dll", "System.Text.Json.dll"];
        var references = framework.Select(file => Path.Combine(runtime, file)).Append(typeof(DisclosurePolicy).Assembly.Location);
        string[] arguments =
        [
            compiler,
            "-nologo",
            "-target:library",
            "-langversion:latest",
            $"-out:{Path.Combine(folder, "outside.dll")}",
            .. references.Select(file => $"-reference:{file}"),
            source,
        ];
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(dotnet, "dotnet"), arguments) { RedirectStandardOutput = true }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var errors = output
            .Split('\n')
            .Where(line => line.Contains("error CS", StringComparison.Ordinal))
            .Select(line => line.Split("error ")[1][..6]);
        return string.Join(' ', errors.Distinct().Order(StringComparer.Ordinal));
    }
}
