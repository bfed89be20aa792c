using NUnit.Framework;

namespace Portal.Tests.House;

/// <summary>Every shell block of README and docs, run as written and in the order of its document, in a copy of the checkout.</summary>
public sealed class ShellBlockTests
{
    // First line of the block, and why it cannot run here.
    private static readonly Dictionary<string, string> NotRun = new()
    {
        ["dotnet build Portal.Api -p:RunAnalyzers=false"] = "It builds and tests everything anew, for minutes.",
    };

    private static readonly string[] Documents =
    [
        .. SourceTree
            .Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal))
            .Where(file => file.Path is "README.md" or "samples/README.md" || file.Path.StartsWith("docs/", StringComparison.Ordinal))
            .Where(file => ShellBlock.Of(file).Count > 0)
            .Select(file => file.Path),
    ];

    [TestCaseSource(nameof(Documents))]
    public async Task Blocks_OfTheDocument_RunAsWritten(string document)
    {
        var blocks = ShellBlock.Of(SourceTree.Files.Single(file => file.Path == document)).Where(block => !IsNotRun(block)).ToList();
        if (blocks.Count == 0)
            return;
        await using var checkout = new CheckoutCopy();
        foreach (var block in blocks)
            await checkout.RunAsync(block);
        await checkout.StopAsync();
    }

    [Test]
    public void NotRun_EachBlock_IsStillThere() =>
        Assert.That(
            NotRun.Keys,
            Is.EquivalentTo(
                Documents
                    .SelectMany(document => ShellBlock.Of(SourceTree.Files.Single(file => file.Path == document)))
                    .Where(IsNotRun)
                    .Select(FirstLine)
            )
        );

    private static bool IsNotRun(ShellBlock block) => NotRun.ContainsKey(FirstLine(block));

    private static string FirstLine(ShellBlock block) => block.Text.Split('\n')[0].Split('#')[0].Trim();
}
