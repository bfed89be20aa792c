using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Portal.Tests.House;

public partial class DocumentedPathTests
{
    [Test]
    public void Paths_EachThatDocsName_IsThere()
    {
        var missing = SourceTree
            .Files.Where(file =>
                file.Path.EndsWith(".md", StringComparison.Ordinal) && !file.Path.StartsWith("docs/decisions/", StringComparison.Ordinal)
            )
            .SelectMany(file => PathsOf(file.Text).Select(path => (file.Path, Named: path)))
            .Where(named => !Path.Exists(Path.Combine(SourceTree.Root, named.Named)));

        Assert.That(missing.Select(named => $"{named.Path} names {named.Named}"), Is.Empty);
    }

    [Test]
    public void PathsOf_InventedText_FindsThoseOfTheRepositoryOnly() =>
        Assert.That(
            PathsOf("See `Portal.Api/Nowhere/Lost.cs`, `samples/problems/<code>/`, `Portal.Tests.Nowhere` and `migrations/views/`."),
            Is.EqualTo(["Portal.Api/Nowhere/Lost.cs", "migrations/views/"])
        );

    // A decision speaks of the tree of its day. A path with a blank to fill in, such as <code> or NNNN, names no file.
    private static IEnumerable<string> PathsOf(string text) =>
        InBackticks().Matches(text).Select(match => match.Groups[1].Value).Where(path => !path.Contains("NNNN", StringComparison.Ordinal));

    [GeneratedRegex("`((?:Portal\\.[A-Za-z]+|migrations|samples|docs|\\.ci)/[A-Za-z0-9_./-]*)`", RegexOptions.NonBacktracking)]
    private static partial Regex InBackticks();
}
