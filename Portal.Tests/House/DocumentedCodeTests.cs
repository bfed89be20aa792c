using System.Reflection;
using NUnit.Framework;

namespace Portal.Tests.House;

public sealed class DocumentedCodeTests
{
    private static readonly string[] Framework =
    [
        "System",
        "System.Collections.Generic",
        "System.Linq",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly string[] Packages = ["Dapper", "MathNet.Numerics.Distributions", "Npgsql"];

    // Whatever a file of the product may use by its short name.
    private static readonly string[] Namespaces =
    [
        .. Framework,
        .. Packages,
        .. new[] { "Portal.Analytics", "Portal.Api" }
            .SelectMany(product => Assembly.Load(product).GetExportedTypes())
            .Select(type => type.Namespace!)
            .Where(name => name.StartsWith("Portal.", StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Test]
    public void Blocks_OfReadmeAndDocs_Compile()
    {
        var blocks = SourceTree
            .Files.Where(file => file.Path == "README.md" || IsDocument(file.Path))
            .SelectMany(file => DocumentedCode.In(file.Path, file.Text))
            .ToList();

        Assert.That(blocks, Is.Not.Empty, "the blocks are not found any more");
        Assert.That(SdkCompiler.Errors(blocks.Select((block, place) => block.ToSource(place, Namespaces))), Is.Empty);
    }

    [Test]
    public void Errors_BlocksOfEveryForm_AreNamedByDocumentAndLine()
    {
        const string document = """
            # Invented

            ```csharp
            /// <summary>A type.</summary>
            public sealed record Fine(Interval Limits);
            ```

            ```csharp
            /// <summary>A member.</summary>
            public static int Wrong() => "seven";
            ```

            ```sh
            this is no code
            ```

            ```csharp
            var limits = new Interval(0, 1);
            limits.Nothing();
            ```
            """;
        var blocks = DocumentedCode.In("docs/invented.md", document).Select((block, place) => block.ToSource(place, Namespaces));

        var errors = SdkCompiler.Errors(blocks).Select(error => error.Split(": ")).ToList();

        Assert.That(
            errors.Select(error => $"{error[0].Split(',')[0]}) {error[1]}"),
            Is.EquivalentTo(new[] { "docs/invented.md(10) error CS0029", "docs/invented.md(19) error CS1061" })
        );
    }

    private static bool IsDocument(string path) =>
        path.StartsWith("docs/", StringComparison.Ordinal) && path.EndsWith(".md", StringComparison.Ordinal);
}
