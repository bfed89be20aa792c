using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Faults;

/// <summary>The portal killed without warning in the middle of loading the samples and of their release, and started again.</summary>
[NeedsDatabase]
[Category("Faults")]
public sealed class KilledSampleLoadTests
{
    // One of them has warnings in every quarter.
    private static readonly string[] Services = ["HARBOUR", "LAPWING", "TEASEL"];

    [Test]
    public async Task Start_AfterKillsInTheMiddleOfTheLoadAndOfTheRelease_ResumesAndHoldsEverythingOnce()
    {
        using var portal = new KillablePortal(Services);
        await portal.StartAsync(until: "(9 of 36)");
        await portal.KillAsync();
        await portal.StartAsync(until: "Releasing");
        await portal.KillAsync();

        await portal.StartAsync();
        using var client = await portal.ClientAsync("analyst");

        var sent = (await client.GetAnswerAsync("/api/v1/network/submissions")).Json.AsArray();
        Assert.That(sent, Has.Count.EqualTo(SampleServices.All.Count));
        foreach (var service in sent.ToList())
        {
            foreach (var quarter in service!["sent"]!.AsArray())
            {
                var folder = Path.Combine(RepositoryFolders.SampleExtracts, (string)service["service"]!, (string)quarter!["period"]!);
                var rows = Directory.GetFiles(folder).Sum(file => File.ReadLines(file).Count() - 1);
                Assert.That((int)quarter["rows"]!, Is.EqualTo(rows), folder);
            }

            var code = (string)service["service"]!;
            Assert.That(service["sent"]!.AsArray(), Has.Count.EqualTo(Services.Contains(code) ? SampleQuarters.All.Count() : 0), code);
        }

        var releases = (await client.GetAnswerAsync("/api/v1/network/releases")).Json["items"]!.AsArray();
        Assert.That(
            releases.Select(release => (string)release!["state"]!).Where(state => state != "FAILED"),
            Is.EqualTo(new[] { "PUBLISHED" })
        );
        Assert.That(await portal.StopAsync(), Is.Zero, "an orderly stop");
    }
}
