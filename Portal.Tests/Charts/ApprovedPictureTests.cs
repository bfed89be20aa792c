using System.Text;
using NUnit.Framework;

namespace Portal.Tests.Charts;

/// <summary>Every invented picture equals its approved file byte for byte; the approved files are also the pictures in the docs.</summary>
public sealed class ApprovedPictureTests
{
    private static IEnumerable<string> Names => InventedPictures.All.Keys;

    [TestCaseSource(nameof(Names))]
    public void Svg_InventedPicture_EqualsApprovedFile(string name)
    {
        var approved = Path.Combine(Folder(), name + ".svg");
        var received = Path.Combine(Folder(), name + ".received.svg");
        var bytes = Encoding.UTF8.GetBytes(InventedPictures.All[name]());
        if (File.Exists(approved) && File.ReadAllBytes(approved).AsSpan().SequenceEqual(bytes))
        {
            File.Delete(received);
            return;
        }
        File.WriteAllBytes(received, bytes);
        Assert.Fail(
            $"The picture '{name}' differs from its approved file, or has none. "
                + $"Open Portal.Tests/Charts/Approved/{name}.received.svg in a browser; "
                + $"if the change is meant, approve it with: mv {name}.received.svg {name}.svg (in that folder)."
        );
    }

    [Test]
    public void Approved_EveryFile_BelongsToAPicture()
    {
        var files = Directory
            .GetFiles(Folder(), "*.svg")
            .Select(file => Path.GetFileName(file)!)
            .Where(file => !file.EndsWith(".received.svg", StringComparison.Ordinal));
        Assert.That(files, Is.EquivalentTo(Names.Select(name => name + ".svg")));
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OutcomesPortal.sln")))
            folder = folder.Parent;
        return Path.Combine(
            folder?.FullName ?? throw new DirectoryNotFoundException("The tests run inside the repository."),
            "Portal.Tests",
            "Charts",
            "Approved"
        );
    }
}
