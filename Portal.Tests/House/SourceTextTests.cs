using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Portal.Tests.House;

public class SourceTextTests
{
    // As in .csharpierrc.json and .editorconfig.
    private const int WidestLine = 140;

    private const int LongestFile = 375;

    // Written in two parts, so that this file does not break its own rules.
    private static readonly Rule[] Rules =
    [
        new("a region hides what should be another file", "#" + "region", file => file.IsCode),
        new("half-finished code", "NotImplemented" + "Exception", file => file.IsCode),
        new("an open end without an issue", "\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?! ?\\(?#[0-9])", file => !file.IsGenerated),
        new("a path of somebody's machine", "(?<![A-Za-z0-9_.~)}*-])/(ro" + "ot|ho" + "me|wo" + "rk)/[A-Za-z0-9_.-]", _ => true),
        new(
            "a package source, which belongs to the machine",
            "(regis" + "try\\.npmjs|api\\.nu" + "get\\.org|pkg\\." + "dev|arti" + "factory|py" + "pi\\.org|proxy\\.go" + "lang)",
            _ => true
        ),
        new("a column list by asterisk", "SELECT" + " \\*", file => file.IsCode),
        new("a test that waits for the clock", "Thread\\." + "Sleep", IsTest),
        new("a test that cannot fail", "Assert\\.(Pa" + "ss|Ig" + "nore|Incon" + "clusive)\\b", IsTest),
        new("a test that does not run", "\\[(Ig" + "nore|Expl" + "icit)\\b", IsTest),
    ];

    [TestCaseSource(nameof(Rules))]
    public void Text_EveryFile_KeepsTheRule(Rule rule)
    {
        var pattern = new Regex(rule.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

        var breaches = SourceTree
            .Files.Where(rule.Applies)
            .SelectMany(file => file.Text.Split('\n').Select((line, index) => (file.Path, Number: index + 1, Line: line)))
            .Where(place => pattern.IsMatch(place.Line))
            .Select(place => $"{place.Path}:{place.Number}");

        Assert.That(breaches, Is.Empty, rule.Reason);
    }

    [Test]
    public void Text_EveryCodeFile_IsShortEnoughToRead()
    {
        var tooLong = SourceTree
            .Files.Where(file => file.IsCode && !file.IsGenerated)
            .Select(file => (file.Path, Lines: File.ReadLines(file.FullPath).Count()))
            .Where(file => file.Lines > LongestFile);

        Assert.That(tooLong, Is.Empty);
    }

    // Tests hold raw SQL and rows of CSV, which would read worse when they are broken.
    [Test]
    public void Text_EveryLineOfTheProduct_FitsTheWidthOfTheFormatter()
    {
        var wide = SourceTree
            .CSharp.Where(file => !IsTest(file))
            .SelectMany(file => file.Text.Split('\n').Index().Select(line => (file.Path, Number: line.Index + 1, line.Item.Length)))
            .Where(line => line.Length > WidestLine);

        Assert.That(wide, Is.Empty);
    }

    [Test]
    public void Text_EveryFile_IsUtf8WithLinuxLineEnds()
    {
        var others = SourceTree
            .Files.Where(file => !file.Path.StartsWith("samples/problems/", StringComparison.Ordinal))
            .Where(file => file.Text.Contains('\r', StringComparison.Ordinal) || file.Text.Contains('\uFFFD', StringComparison.Ordinal));

        Assert.That(others.Select(file => file.Path), Is.Empty);
    }

    [Test]
    public void Text_CodeAndDocumentation_UsesThePlainHyphen()
    {
        var fancy = SourceTree
            .Files.Where(file => !file.IsGenerated && (file.IsCode || file.Path.EndsWith(".md", StringComparison.Ordinal)))
            .Where(file => file.Text.AsSpan().IndexOfAny('\u2013', '\u2014') >= 0);

        Assert.That(fancy.Select(file => file.Path), Is.Empty);
    }

    private static bool IsTest(SourceFile file) =>
        file.Path.EndsWith(".cs", StringComparison.Ordinal)
        && (
            file.Path.StartsWith("Portal.Tests/", StringComparison.Ordinal)
            || file.Path.StartsWith("Portal.BrowserTests/", StringComparison.Ordinal)
        );

    /// <summary>A text that no line may hold.</summary>
    public sealed record Rule(string Reason, string Pattern, Func<SourceFile, bool> Applies)
    {
        public override string ToString() => Reason;
    }
}
