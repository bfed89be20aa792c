using NUnit.Framework;
using Portal.Api.Samples;

namespace Portal.Tests.Samples;

[TestFixture]
internal sealed class SampleNetworkFilesTests
{
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("samples-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Write_AgainWithTheDefaults_EqualsTheCommittedFilesByteForByte()
    {
        SampleNetworkFiles.Write(_folder);

        Assert.That(FilesBelow(_folder), Is.EqualTo(FilesBelow(SampleFolder.Path)));
        foreach (var file in FilesBelow(_folder))
            Assert.That(
                File.ReadAllBytes(Path.Combine(_folder, file))
                    .AsSpan()
                    .SequenceEqual(File.ReadAllBytes(Path.Combine(SampleFolder.Path, file))),
                Is.True,
                file
            );
    }

    [Test]
    public void Write_OtherSeed_GivesAnotherNetwork()
    {
        SampleNetworkFiles.Write(_folder, services: 1, seed: 1);

        var cases = Path.Combine("HARBOUR", "2023-Q1", "cases.csv");
        Assert.That(
            File.ReadAllText(Path.Combine(_folder, cases)),
            Is.Not.EqualTo(File.ReadAllText(Path.Combine(SampleFolder.Path, cases)))
        );
    }

    [Test]
    public void Write_RowsWanted_ComesWithinATenth()
    {
        var size = SampleNetworkFiles.Write(_folder, services: 20, scoreRows: 60_000);

        Assert.Multiple(() =>
        {
            Assert.That(size.Services, Is.EqualTo(20));
            Assert.That(size.ScoreRows, Is.EqualTo(60_000).Within(10).Percent);
            Assert.That(Directory.GetDirectories(_folder), Has.Length.EqualTo(20));
        });
    }

    [Test]
    public void CommittedFiles_Altogether_AreAboutEightMegabytes()
    {
        var bytes = FilesBelow(SampleFolder.Path).Sum(file => new FileInfo(Path.Combine(SampleFolder.Path, file)).Length);

        Assert.That(bytes / 1e6, Is.InRange(7, 10));
    }

    [Test]
    public void Take_MostServices_HaveDifferentUpperCaseWords()
    {
        var codes = SampleServices.Take(SampleServices.MostServices, 1).Select(service => service.Code).ToList();

        Assert.That(codes, Is.Unique);
        Assert.That(codes, Has.All.Matches("^[A-Z]{5,20}$"));
    }

    [Test]
    public void Run_DefaultsToAnotherFolder_WritesAndReturnsZero()
    {
        using var output = new StringWriter();

        Assert.That(SampleNetworkCommand.Run(["--out", _folder, "--services", "1", "--rows", "300", "--seed", "7"], output), Is.Zero);
        Assert.That(output.ToString(), Does.StartWith("1 services, "));
    }

    [TestCase("--colour", "red")]
    [TestCase("--services", "0")]
    [TestCase("--services", "1e3")]
    [TestCase("--rows", "-1")]
    [TestCase("--rows")]
    public void Run_ArgumentsNotUnderstood_ShowsUsageAndReturnsTwo(params string[] args)
    {
        using var output = new StringWriter();

        Assert.That(SampleNetworkCommand.Run(args, output), Is.EqualTo(2));
        Assert.That(output.ToString(), Does.Contain("--services"));
    }

    private static List<string> FilesBelow(string folder) =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path))
                .Order(StringComparer.Ordinal),
        ];
}
