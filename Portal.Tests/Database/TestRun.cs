using NUnit.Framework;
using Portal.Tests.Database;

namespace Portal.Tests;

[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public Task StopTheDatabase() => TestCluster.StopAsync();
}
