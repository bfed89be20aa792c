using NUnit.Framework;
using Portal.Api.Submissions.Storing;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>Checks that nobody submits must not fill the database.</summary>
[NeedsDatabase]
public sealed class DraftQuotaTests
{
    private const string Checks = "/api/v1/services/HARBOUR/extracts/2025-Q2/checks";

    [Test]
    public async Task Check_BeyondTheQuota_TakesTheOldestDraftOfThisServiceOnly()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        using var other = await portal.ClientAsync("member@teasel");
        var others = await CheckAsync(other, "/api/v1/services/TEASEL/extracts/2025-Q2/checks", "TEASEL");
        var drafts = new List<string>();
        for (var check = 0; check <= Drafts.MostOfAService; check++)
            drafts.Add(await CheckAsync(member, Checks, "HARBOUR"));

        var standing = new List<int>();
        foreach (var draft in drafts)
            standing.Add((await member.GetAnswerAsync($"{Checks}/{draft}")).Status);

        Assert.That(standing[0], Is.EqualTo(404), "the oldest");
        Assert.That(standing.Skip(1), Is.All.EqualTo(200));
        Assert.That((await other.GetAnswerAsync($"/api/v1/services/TEASEL/extracts/2025-Q2/checks/{others}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Check_BeyondTheBytes_KeepsTheNewestAndWhatFitsBesideIt()
    {
        await using var portal = await RunningPortal.StartAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var first = await CheckAsync(member, Checks, "HARBOUR");
        var second = await CheckAsync(member, Checks, "HARBOUR");
        await using (var connection = new Npgsql.NpgsqlConnection(portal.Database.AdministratorConnectionString))
            await Dapper.SqlMapper.ExecuteAsync(
                connection,
                // The server's usual compression takes ten seconds for so many bytes.
                "SET default_toast_compression = lz4; "
                    + "UPDATE draft_file SET content = decode(repeat('00', @Bytes), 'hex') WHERE draft_id = @second AND kind = 'cases'",
                new { second, Bytes = (int)Drafts.MostBytesOfAService }
            );

        var third = await CheckAsync(member, Checks, "HARBOUR");

        var standing = new List<int>();
        foreach (var draft in new[] { first, second, third })
            standing.Add((await member.GetAnswerAsync($"{Checks}/{draft}")).Status);
        Assert.That(standing, Is.EqualTo(new[] { 404, 404, 200 }));
    }

    private static async Task<string> CheckAsync(HttpClient client, string address, string service)
    {
        var files = SampleFiles
            .Valid()
            .ToDictionary(file => file.Key, file => file.Value.Replace("HARBOUR", service, StringComparison.Ordinal));
        var answer = await client.PostAnswerAsync(address, SampleFiles.Upload(files));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return (string)answer.Json["check"]!;
    }
}
