using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn;

/// <summary>A database with the sample network that is older than roles.</summary>
[NeedsDatabase]
public sealed class OlderDatabaseTests
{
    [Test]
    public async Task Prepare_NobodyHasARole_GivesTheSamplePeopleTheirs()
    {
        await using var portal = await RunningPortal.WithOwnSamplesAsync();
        await using (var administrator = new NpgsqlConnection(portal.Database.AdministratorConnectionString))
            await administrator.ExecuteAsync("DELETE FROM person_role");

        await SampleLoad.PrepareAsync(
            portal.Database.Portal,
            RepositoryFolders.SampleExtracts,
            TimeProvider.System,
            TextWriter.Null,
            CancellationToken.None
        );

        using var analyst = await portal.ClientAsync("analyst");
        Assert.That((await analyst.GetAnswerAsync("/api/v1/network/submissions")).Status, Is.EqualTo(200));
    }
}
