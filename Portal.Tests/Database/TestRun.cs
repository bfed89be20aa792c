using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests;

[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public async Task StopPortalAndDatabase()
    {
        try
        {
            await RunningPortal.StopAllAsync();
        }
        finally
        {
            await TestCluster.StopAsync();
            await PreparedState.RemoveAsync();
        }
    }
}
