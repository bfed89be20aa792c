using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Portal.Api.Starting;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Starting;

/// <summary>What pages say while the samples load.</summary>
[NeedsDatabase]
public sealed class SampleBannerTests
{
    [Test]
    public async Task Pages_WhileTheSamplesLoad_SayHowFarTheyAre()
    {
        await using var portal = await RunningPortal.StartAsync();
        var progress = portal.Services.GetRequiredService<SampleProgress>();
        using var client = await portal.ClientAsync(null);
        var before = await PagesAsync(client);

        progress.Loading(37, 144);
        Assert.That(
            await PagesAsync(client),
            Is.All.Contains("<p class=\"development\" role=\"status\">The sample network is loading: 37 of 144 extracts.</p>")
        );

        progress.Complete();
        Assert.That((await PagesAsync(client)).Select(page => page.Length), Is.EqualTo(before.Select(page => page.Length)));
        Assert.That(before, Has.None.Contains("sample network"));
    }

    private static async Task<string[]> PagesAsync(HttpClient client) =>
        [
            await client.GetStringAsync(new Uri("/", UriKind.Relative)),
            await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative)),
            await client.GetStringAsync(new Uri("/help/rules", UriKind.Relative)),
            await ProblemAsync(client),
        ];

    private static async Task<string> ProblemAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/problem/500", UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }
}
