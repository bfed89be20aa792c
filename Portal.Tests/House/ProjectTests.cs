using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NUnit.Framework;

namespace Portal.Tests.House;

public partial class ProjectTests
{
    [TestCase("Portal.Analytics")]
    [TestCase("Portal.Api", "Portal.Analytics")]
    [TestCase("Portal.Web", "Portal.Api")]
    [TestCase("Portal.Check", "Portal.Api")]
    [TestCase("Portal.TestIdentity")]
    public void References_Project_PointsOneWay(string project, params string[] allowed) =>
        Assert.That(Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)), Is.EqualTo(allowed));

    // Statistics, and the two libraries that draw; which rooms may use those is held by PaintedPictureTests.
    private static readonly string[] MayBeUsed = ["MathNet.Numerics", "netstandard", "ScottPlot", "SkiaSharp"];

    [Test]
    public void References_Analytics_IsPure()
    {
        var foreign = Assembly
            .Load("Portal.Analytics")
            .GetReferencedAssemblies()
            .Select(assembly => assembly.Name!)
            .Where(name => !MayBeUsed.Contains(name) && !name.StartsWith("System.", StringComparison.Ordinal));

        Assert.That(foreign, Is.Empty);
    }

    [Test]
    public void Packages_EveryReference_TakesItsVersionFromOnePlace()
    {
        var central = XDocument.Load(Path.Combine(SourceTree.Root, "Directory.Packages.props")).Descendants("PackageVersion").ToList();

        Assert.That(
            central.Where(package => package.Attribute("Version")!.Value.Contains('*', StringComparison.Ordinal)),
            Is.Empty,
            "floating versions"
        );
        foreach (var project in SourceTree.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)))
            Assert.That(XDocument.Parse(project.Text).Descendants("PackageReference").Attributes("Version"), Is.Empty, project.Path);
    }

    [Test]
    public void Migrations_Numbers_HaveNoGapAndNoDouble()
    {
        var names = Migrations().Select(file => file.Name).ToList();

        Assert.That(names.Where(name => !MigrationName().IsMatch(name)), Is.Empty, "NNNN_verb_noun.sql");
        Assert.That(
            names.Select(name => name[..4]),
            Is.EqualTo(
                Enumerable
                    .Range(1, names.Count)
                    .Select(number => number.ToString("0000", System.Globalization.CultureInfo.InvariantCulture))
            )
        );
    }

    [Test]
    public void Migrations_EachFile_BeginsWithItsReason()
    {
        var silent = Migrations()
            .Where(file =>
                !file.Text.Replace("-- no-transaction\n", "", StringComparison.Ordinal).StartsWith("-- ", StringComparison.Ordinal)
            );

        Assert.That(silent.Select(file => file.Path), Is.Empty);
    }

    private static IEnumerable<SourceFile> Migrations() => SourceTree.Files.Where(file => Path.GetDirectoryName(file.Path) == "migrations");

    private static IEnumerable<string> Items(string project, string item) =>
        XDocument
            .Load(Path.Combine(SourceTree.Root, project, project + ".csproj"))
            .Descendants(item)
            .Select(element => element.Attribute("Include")!.Value);

    [GeneratedRegex("^[0-9]{4}(_[a-z0-9]+){2,}[.]sql$", RegexOptions.NonBacktracking)]
    private static partial Regex MigrationName();
}
