using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Portal.Tests.Reference;

[Category(ReferenceCase.Category)]
public sealed class ReferenceFolderTests
{
    private static readonly string[] KeysOfAFile = ["schema", "analysis", "description", "provenance", "tolerance", "notes", "cases"];
    private static readonly string[] KeysOfACase = ["id", "note", "input", "options", "tolerance", "tolerance_overrides", "expected"];

    // The files that some test reads, by the names that its cases come from.
    private static readonly IReadOnlySet<string> Read = typeof(ReferenceFolderTests)
        .Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(ReferenceFolder.FilesReadBy)
        .ToHashSet(StringComparer.Ordinal);

    [Test]
    public void Folder_EveryFile_IsReadByATest()
    {
        Assert.That(
            Directory.Exists(ReferenceFolder.InUse),
            $"There is no folder {ReferenceFolder.InUse}; {ReferenceFolder.Variable} names it."
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.EnumerateFiles(ReferenceFolder.InUse, "*.json"),
                Is.Not.Empty,
                $"{ReferenceFolder.InUse} holds no reference file."
            );
            Assert.That(
                ReferenceFolder.Unread(ReferenceFolder.InUse, Read),
                Is.Empty,
                "No test reads these: a file of rows has to be the rows_csv of some case, and the files of cases are: "
                    + string.Join(", ", Read.Order(StringComparer.Ordinal))
            );
        });
    }

    [Test]
    public void Unread_FilesThatNoCaseNames_AreAllReported()
    {
        var folder = Directory.CreateTempSubdirectory("portal-reference-");
        try
        {
            void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);

            Write("paired_rows.json", """{ "cases": [{ "input": { "rows_csv": "mine.csv" } }, { "input": { "groups": [] } }] }""");
            foreach (var name in new[] { "mine.csv", "other.csv", "misspelt.json", "notes.txt", "README.md", ".DS_Store" })
                Write(name, "");
            folder.CreateSubdirectory("older");

            Assert.That(
                ReferenceFolder.Unread(folder.FullName, new HashSet<string> { "paired_rows.json" }),
                Is.EqualTo(new[] { "misspelt.json", "notes.txt", "older", "other.csv" })
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public void Folder_EveryFile_HoldsCasesInTheKnownForm()
    {
        foreach (var path in Directory.EnumerateFiles(ReferenceFolder.InUse, "*.json"))
        {
            var root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            Assert.Multiple(() =>
            {
                Assert.That(Keys(root).Except(KeysOfAFile), Is.Empty, Path.GetFileName(path));
                Assert.That(
                    (root["cases"] as JsonArray ?? []).SelectMany(one => Keys(one!.AsObject())).Except(KeysOfACase),
                    Is.Empty,
                    Path.GetFileName(path)
                );
                Assert.That((string?)root["schema"], Is.EqualTo("stats-reference/1"), Path.GetFileName(path));
                Assert.That(root["cases"] as JsonArray, Is.Not.Null.And.Not.Empty, Path.GetFileName(path));
            });
        }
    }

    private static IEnumerable<string> Keys(JsonObject keys) => keys.Select(pair => pair.Key);
}
