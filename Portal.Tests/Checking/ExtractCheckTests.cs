using NUnit.Framework;
using Portal.Api.Checking;

namespace Portal.Tests.Checking;

public sealed class ExtractCheckTests
{
    [Test]
    public void Run_ValidExtract_IsReady()
    {
        var result = SampleFolder.Read("valid").Check();

        Assert.Multiple(() =>
        {
            Assert.That(result.Problems, Is.Empty);
            Assert.That(result.State, Is.EqualTo(CheckState.Ready));
            Assert.That(result.PassedFileGate);
            Assert.That(
                result.Files.Select(file => (file.Name, file.Rows)),
                Is.EqualTo(
                    new[]
                    {
                        ("cases.csv", 4),
                        ("risks.csv", 3),
                        ("scores.csv", 4),
                        ("contacts.csv", 4),
                        ("feedback.csv", 3),
                        ("activity.csv", 2),
                    }
                )
            );
            Assert.That(result.Rows!.Cases, Has.Count.EqualTo(4));
        });
    }
}
