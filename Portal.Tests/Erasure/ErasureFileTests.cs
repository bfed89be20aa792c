using NUnit.Framework;
using Portal.Api.Erasure;

namespace Portal.Tests.Erasure;

public sealed class ErasureFileTests
{
    private string _folder = null!;

    private string Place => Path.Combine(_folder, "erasures");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("erasures-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Read_WhatWasAppended_IsTheSameInOrder()
    {
        var file = new ErasureFile(_folder);
        ErasureLine[] lines = [Line("0123456789abcdef0123456789abcdef"), Line(null), Line("fedcba9876543210fedcba9876543210")];

        file.Append([lines[0]]);
        file.Append(lines[1..]);

        Assert.That(new ErasureFile(_folder).Read(), Is.EqualTo(lines));
    }

    [Test]
    public void Read_NoFile_IsEmpty() => Assert.That(new ErasureFile(_folder).Read(), Is.Empty);

    [Test]
    public void Append_AfterALineThatWasCutOff_TakesItsPlace()
    {
        var file = new ErasureFile(_folder);
        file.Append([Line(null)]);
        File.AppendAllText(Place, """{"database":"ab","service":"HARB""");
        Assert.That(file.Read(), Is.EqualTo(new[] { Line(null) }));

        file.Append([Line("0123456789abcdef0123456789abcdef")]);

        Assert.That(file.Read(), Is.EqualTo(new[] { Line(null), Line("0123456789abcdef0123456789abcdef") }));
        Assert.That(File.ReadAllText(Place), Does.Not.Contain("HARB\""));
    }

    [TestCase("{}")]
    [TestCase("not json C-4M8TB")]
    [TestCase("""{"database":"ab","service":"HARBOUR","erasure":null}""")]
    [TestCase("""{"database":"ab","service":"HARBOUR","erasure":{"id":"C-4M8TB"}}""")]
    public void Read_LineThatIsNoErasure_IsAnErrorThatNamesTheLineAndQuotesNothing(string line)
    {
        var file = new ErasureFile(_folder);
        file.Append([Line(null)]);
        File.AppendAllText(Place, line + "\n");

        var refusal = Assert.Throws<InvalidDataException>(() => file.Read());

        Assert.That(refusal!.ToString(), Does.Contain("Line 2").And.Not.Contain("C-4M8TB"));
    }

    private static ErasureLine Line(string? caseKey) =>
        new(
            "00112233445566778899aabbccddeeff",
            "HARBOUR",
            new StoredErasure(
                new Guid("01994f3b-0000-7000-8000-000000000001"),
                3,
                caseKey,
                "OTHER",
                new DateTimeOffset(2026, 1, 5, 10, 30, 0, TimeSpan.Zero),
                "admin",
                2,
                new ErasedRows(1, 2, 3, 4, 5, 6),
                1
            )
        );
}
