using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Benches;

/// <summary>
/// How many times an endpoint that does nothing is answered, by the same host to 16 connections, while a page of figures is answered once:
/// as people ask, who find the figures kept, and with nothing kept.
/// </summary>
[Category("Bench")]
[NeedsDatabase]
public sealed class PagesBench
{
    private const int Connections = 16;
    private const string Nothing = "/health/live";

    private static readonly (string User, string Page)[] Pages =
    [
        ("member@harbour", "/"),
        ("member@harbour", "/glance/HARBOUR/families"),
        ("member@harbour", "/glance/HARBOUR/outcomes"),
        ("member@harbour", "/glance/HARBOUR/over-time"),
        ("member@harbour", "/glance/HARBOUR/experience"),
        ("member@harbour", "/families/HARBOUR"),
        ("member@harbour", "/outcomes/HARBOUR"),
        ("member@harbour", "/over-time/HARBOUR"),
        ("member@harbour", "/experience/HARBOUR"),
        ("member@harbour", "/our-work/HARBOUR"),
        ("member@harbour", "/compare/HARBOUR"),
        ("analyst", "/network"),
    ];

    [Test]
    public async Task Pages_OfFigures_BesideAnEndpointThatDoesNothing()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        var database = portal.Services.GetRequiredService<JobDatabase>().Database;
        using var nobody = await portal.ClientAsync(null);
        var nothing = await PerSecondAsync(() => nobody.GetAnswerAsync(Nothing));
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n{Nothing, -30} {nothing, 8:N1} a second"));
        foreach (var (user, page) in Pages)
        {
            using var person = await portal.ClientAsync(user);
            var kept = await PerSecondAsync(() => person.GetAnswerAsync(page));
            var anew = await PerSecondAsync(() =>
            {
                database.Kept.Forget();
                return person.GetAnswerAsync(page);
            });
            await TestContext.Out.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{page, -30} {kept, 8:N1} a second {nothing / kept, 6:N0} x, with nothing kept {anew, 8:N1} a second {nothing / anew, 6:N0} x"
                )
            );
        }
    }

    private static async Task<double> PerSecondAsync(Func<Task<HttpAnswer>> ask)
    {
        Assert.That((await ask()).Status, Is.EqualTo(200));
        var watch = Stopwatch.StartNew();
        var answered = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, Connections)
                .Select(async _ =>
                {
                    while (watch.Elapsed < TimeSpan.FromSeconds(5))
                    {
                        Assert.That((await ask()).Status, Is.EqualTo(200));
                        Interlocked.Increment(ref answered);
                    }
                })
        );
        return answered / watch.Elapsed.TotalSeconds;
    }
}
