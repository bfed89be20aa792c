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

    // The compiler looks into methods only when all declarations are right: a wrong declaration is compiled by itself.
    private static readonly Source[] Methods =
    [
        new(
            "Compile_ProtectedCount_IsAccepted",
            "Disclosed<ReleasedCount> Ok(OneWayTable table) => OneWay.Protect(table, DisclosurePolicy.Sdc1).Released.Cells[0];",
            ""
        ),
        new("Compile_RawCountAsDisclosed_IsRefused", "Disclosed<ReleasedCount> No(int raw) => raw;", "CS0029"),
        new(
            "Compile_WrappingARawCount_IsRefused",
            "Disclosed<ReleasedCount> No(int raw) => Disclosed<ReleasedCount>.Show(new ReleasedCount(raw));",
            "CS0117 CS1729"
        ),
        new(
            "Compile_ChangingAReleasedCount_IsRefused",
            "ReleasedCount No(ReleasedCount count, int raw) => count with { Printed = raw };",
            "CS0200"
        ),
        new("Compile_ConstructingDisclosed_IsRefused", "Disclosed<string> No() => new Disclosed<string>(\"17\", \"\");", "CS1729"),
        new(
            "Compile_ChangingAReleasedMean_IsRefused",
            "ReleasedMean No(ReleasedMean mean, double raw) => mean with { Mean = raw };",
            "CS0200"
        ),
        new(
            "Compile_RawShareInAReleasedPicture_IsRefused",
            "Portal.Analytics.Charts.Released.ReleasedRisk No(double raw) => new(\"Risk\", raw);",
            "CS1503"
        ),
        new(
            "Compile_RawChangeInAReleasedPicture_IsRefused",
            "Portal.Analytics.Charts.Released.ReleasedChange No(double raw) => new(\"Measure\", raw);",
            "CS1503"
        ),
        new(
            "Compile_RawRestInAFunnel_IsRefused",
            "Portal.Analytics.Charts.Plots.OwnFunnelPicture No(double raw) => new(\"Title\", \"\", raw, null);",
            "CS1503"
        ),
        new(
            "Compile_RawRestBesideOwnChange_IsRefused",
            "Portal.Analytics.Charts.Compared.ComparedChange No(double raw) => new(\"Measure\", null, raw);",
            "CS1503"
        ),
        new(
            "Compile_RawRestInAComparison_IsRefused",
            "Portal.Analytics.Comparison.NetworkComparison No(double raw) => Portal.Analytics.Comparison.NetworkComparison.OfShare(3, 30, "
                + "raw);",
            "CS1503"
        ),
        new(
            "Compile_ChangingAReleasedFigure_IsRefused",
            "Portal.Analytics.Disclosure.Frozen.ReleasedFigure No(ReleasedFigure figure, double raw) => figure with { Spread = raw };",
            "CS0200"
        ),
    ];

    private static readonly Source[] Declarations =
    [
        new("Compile_DisclosedOfANumber_IsRefused", "Disclosed<int> No(Disclosed<int> raw) => raw;", "CS0452"),
        new("Compile_DerivingFromDisclosed_IsRefused", "sealed record Own() : Disclosed<string>;", "CS0509"),
    ];

    private static readonly Lazy<ILookup<string, string>> Errors = new(() =>
        ErrorsOf(Methods).Concat(ErrorsOf(Declarations)).ToLookup(error => error.Source, error => error.Code)
    );

    private static IEnumerable<TestCaseData> All =>
        Methods.Concat(Declarations).Select(source => new TestCaseData(source).SetName(source.Name));

    [TestCaseSource(nameof(All))]
    public void Compile(Source source)
    {
        ArgumentNullException.ThrowIfNull(source);

        Assert.That(
            string.Join(' ', Errors.Value[source.Name].Distinct().Order(StringComparer.Ordinal)),
            Is.EqualTo(source.Errors),
            source.Member
        );
    }

    private static List<(string Source, string Code)> ErrorsOf(IEnumerable<Source> sources)
    {
        var folder = Directory.CreateTempSubdirectory("portal-compiler-");
        try
        {
            foreach (var source in sources)
                File.WriteAllText(
                    Path.Combine(folder.FullName, source.Name + ".cs"),
                    $"{Usings}public class {source.Name}\n{{\n    {source.Member}\n}}\n"
                );
            return
            [
                .. Compile(folder.FullName)
                    .Split('\n')
                    .Where(line => line.Contains("error CS", StringComparison.Ordinal))
                    .Select(line => (Path.GetFileName(line.Split(".cs(")[0]), line.Split("error ")[1][..6])),
            ];
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string Compile(string folder)
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
            Path.Combine(folder, "*.cs"),
        ];
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(dotnet, "dotnet"), arguments) { RedirectStandardOutput = true }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }

    /// <summary>A member of a class outside, and the errors that it must have.</summary>
    public sealed record Source(string Name, string Member, string Errors);
}
