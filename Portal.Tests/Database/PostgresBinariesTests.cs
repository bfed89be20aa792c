using NUnit.Framework;
using Portal.Api.Database.Embedded;

namespace Portal.Tests.Database;

/// <summary>Where PostgreSQL is looked for; one test changes the environment of the process, so nothing else runs meanwhile.</summary>
[NonParallelizable]
public sealed class PostgresBinariesTests
{
    [Test]
    public void Find_ProgramsMissing_SaysWhatToInstall()
    {
        var before = Environment.GetEnvironmentVariable("PG_BIN");
        Environment.SetEnvironmentVariable("PG_BIN", "/nowhere");
        try
        {
            Assert.That(
                Assert.Throws<EmbeddedServerException>(() => PostgresBinaries.Find())!.Message,
                Does.Contain("PG_BIN is '/nowhere'")
            );
        }
        finally
        {
            Environment.SetEnvironmentVariable("PG_BIN", before);
        }
    }

    [Test]
    public void Find_VersionOfTheDataNotInstalled_SaysWhichToInstall() =>
        Assert.That(Assert.Throws<EmbeddedServerException>(() => PostgresBinaries.Find(99))!.Message, Does.Contain("postgresql-99"));
}
