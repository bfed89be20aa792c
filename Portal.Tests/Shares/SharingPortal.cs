using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Releases;

namespace Portal.Tests.Shares;

/// <summary>
/// A portal with extracts of two services, a published release of 2025-Q4 and a draft of 2025-Q3; each fixture shares for a service of its
/// own.
/// </summary>
[NeedsDatabase]
[SetUpFixture]
internal sealed class SharingPortal
{
    public static RunningPortal Running { get; private set; } = null!;

    /// <summary>Id of the published release.</summary>
    public static string Published { get; private set; } = "";

    /// <summary>Id of the draft.</summary>
    public static string Draft { get; private set; } = "";

    [OneTimeSetUp]
    public async Task SendAndRelease()
    {
        Running = await RunningPortal.StartAsync();
        foreach (var quarter in new[] { "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4" })
            await SampleExtracts.SendAsync(Running, quarter, code => code is "HARBOUR" or "TEASEL");
        Published = await PublishedRelease.MakeAsync(Running, "2025-Q4");
        using var analyst = await Running.ClientAsync("analyst");
        Draft = await PublishedRelease.DraftAsync(analyst, "2025-Q3");
    }

    [OneTimeTearDown]
    public async Task StopPortal() => await Running.DisposeAsync();

    /// <summary>Something of the database, seen past row-level security.</summary>
    public static async Task<T> SeeAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Running.Database.AdministratorConnectionString);
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    public static async Task<HttpAnswer> SendAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await client.SendAsync(request);
        return new HttpAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), null);
    }
}
