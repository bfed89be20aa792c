using System.Xml.Linq;
using NUnit.Framework;

namespace Portal.Tests.House;

/// <summary>Analyzers may be off only where a program is built to be started.</summary>
public sealed class AnalyzersTests
{
    // Folders that hold both kinds of build could pass off unchecked code as checked.
    [Test]
    public void RunAnalyzers_InTheRepository_IsOffOnlyForRunAndMutants()
    {
        var off = SourceTree
            .Files.Where(file => Path.GetExtension(file.Path) is ".csproj" or ".props" or "" or ".sh")
            .Where(file => file.Text.Contains("RunAnalyzers", StringComparison.Ordinal))
            .Select(file => file.Path);
        var group = XDocument.Load(Path.Combine(SourceTree.Root, "Directory.Build.props")).Descendants("RunAnalyzers").Single().Parent!;

        Assert.That(off, Is.EqualTo(new[] { "Directory.Build.props" }));
        Assert.That((string?)group.Attribute("Condition"), Is.EqualTo("'$(Configuration)' == 'Run' Or '$(Configuration)' == 'Mutants'"));
    }

    [Test]
    public void Configuration_OfTheScripts_IsRunOnlyForStarting()
    {
        var start = File.ReadAllText(Path.Combine(SourceTree.Root, ".ci", "build.sh"));
        var test = File.ReadAllText(Path.Combine(SourceTree.Root, "test"));

        Assert.That(start, Does.Contain("--configuration Run ").And.Not.Contain("Release"));
        Assert.That(test, Does.Not.Contain("--configuration Run").And.Not.Contain("bin/Run"));
    }
}
