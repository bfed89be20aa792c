using NUnit.Framework;

namespace Portal.Tests.House;

public sealed class CitationTests
{
    private static readonly Literature Invented = new(
        new Dictionary<string, string>
        {
            ["docs/rules.md"] = "# Rules\n\n## Counts\n\n1. Count.\n2. Round.\n\n### Means, medians\n\n1. Ask for ten.\n",
            ["docs/literature.md"] = "- **Moss (1901)** - a line.\n- **Moss et al. (1903)** - more lines.\n- **R** - a program.\n",
        }
    );

    [Test]
    public void Sources_OfEveryComment_CanBeLookedUp()
    {
        var citations = SourceTree.CSharp.SelectMany(file => Citation.In(file.Path, file.Text)).ToList();

        Assert.That(citations, Has.Count.GreaterThan(100), "the citations are not found any more");
        var faults = citations
            .SelectMany(citation => citation.Parts.Select(part => (citation, Fault: Literature.OfRepository.Fault(part))))
            .Where(found => found.Fault is not null)
            .Select(found => $"{found.citation.Path}:{found.citation.Line}: {found.Fault}")
            .ToList();
        Assert.That(faults, Is.Empty, string.Join('\n', faults));
    }

    [TestCase("docs/rules.md, \"Counts\"")]
    [TestCase("docs/rules.md, \"Counts\", rules 1 and 2")]
    [TestCase("docs/rules.md, \"Counts\", steps 1 to 2, and \"Means, medians\", rule 1")]
    [TestCase("docs/rules.md, \"Counts\": a table needs both")]
    [TestCase("docs/rules.md, \"Counts\" (P10 and P90)")]
    [TestCase("Moss (1901)")]
    [TestCase("Moss (1901), method 4")]
    [TestCase("Moss et al. (1903) for the lines")]
    [TestCase("R, lm")]
    public void Fault_OfWhatIsThere_IsNone(string part) => Assert.That(Invented.Fault(part), Is.Null);

    [TestCase("docs/nothing.md, \"Counts\"", "there is no docs/nothing.md")]
    [TestCase("docs/rules.md, rule 1", "it names no heading of docs/rules.md")]
    [TestCase("docs/rules.md, \"Count\"", "docs/rules.md has no heading Count")]
    [TestCase("docs/rules.md, \"Counts\", rule 3", "Counts has no rule 3")]
    [TestCase("docs/rules.md, \"Counts\" and \"Means, medians\", rule 2", "Means, medians has no rule 2")]
    [TestCase("Moss (1902)", "docs/literature.md has no entry Moss (1902)")]
    [TestCase("Reed (1901)", "docs/literature.md has no entry Reed (1901)")]
    [TestCase("Moss (1901), Moss et al. (1903)", "a semicolon parts two sources")]
    [TestCase("the usual way", "docs/literature.md has no entry the usual way")]
    public void Fault_OfWhatIsNotThere_NamesIt(string part, string fault) => Assert.That(Invented.Fault(part), Is.EqualTo(fault));

    [Test]
    public void In_CommentsOfEveryForm_FindsWhereTheyBeginAndEnd()
    {
        // Written in two parts, so that the text is no citation of this file.
        var code = string.Join(
            '\n',
            "/// <summary>A line.</summary>",
            "/// <remarks>So" + "urce: Moss (1901). Checked against Reference/moss.json.</remarks>",
            "/// <remarks>",
            "/// Two lines. So" + "urces: Moss et al. (1903), in the form of 6.5.2;",
            "/// docs/rules.md, \"Means,",
            "/// medians\", rule 1. Takes O(k) time.",
            "/// </remarks>",
            "    /// <summary>Cases. So" + "urce: R, lm</summary>",
            "    // Pairs. So" + "urce: Moss (1901).",
            "if (upload is { So" + "urce: Files files })"
        );

        Assert.That(
            Citation.In("Moss.cs", code).Select(found => $"{found.Line}: {string.Join(" | ", found.Parts)}"),
            Is.EqualTo(
                new[]
                {
                    "2: Moss (1901)",
                    "4: Moss et al. (1903), in the form of 6.5.2 | docs/rules.md, \"Means, medians\", rule 1",
                    "8: R, lm",
                    "9: Moss (1901)",
                }
            )
        );
    }
}
