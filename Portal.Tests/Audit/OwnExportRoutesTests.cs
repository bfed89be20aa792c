using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Portal.Api.Audit;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Audit;

/// <summary>No route hands out a file about a service without asking why.</summary>
[NeedsDatabase]
public sealed class OwnExportRoutesTests
{
    private const string Below = "/api/v1/services/{service}";

    // Files that are no figures: whoever asks for them has just sent the rows, and mends them.
    private static readonly string[] NoFigures =
    [
        "/extracts/{period}/checks/{check}/error-files/{file}.csv",
        "/extracts/{period}/checks/{check}/error-file.xlsx",
    ];

    private static readonly string[] AreLooked = ["application/json", "application/problem+json"];

    [Test]
    public async Task Routes_OfAServiceThatAnswerWithAFile_AskForAReason()
    {
        var files = (await RoutesAsync()).Where(IsFile).Select(Plain).Except(NoFigures).ToList();

        Assert.That(
            files,
            Is.EquivalentTo(
                (
                    from name in new[]
                    {
                        "referral-risks",
                        "risks-together",
                        "experience",
                        "approaches",
                        "indirect",
                        "flow",
                        "families",
                        "families-together",
                        "compared",
                        "compared-risks",
                        "funnel",
                        "outcome-board",
                        "pre-post",
                        "trend",
                    }
                    from ending in new[] { "svg", "png", "csv" }
                    select $"/charts/{name}.{ending}"
                )
                    .Append("/chasing.csv")
                    .Append("/extracts/{period}/template.xlsx")
            )
        );
        Assert.That(files, Is.EquivalentTo((await RoutesAsync()).Where(Asks).Select(Plain)));
    }

    [Test]
    public async Task Routes_OfWhatIsReleasedSharedOrTheNetworks_DoNotAsk()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        var asking = portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(Asks).ToList();

        Assert.That(asking, Is.Not.Empty);
        Assert.That(asking.Select(route => route.RoutePattern.RawText), Is.All.StartsWith(Below));
    }

    [Test]
    public async Task Routes_ThatAreNoFigures_Exist() => Assert.That(NoFigures, Is.SubsetOf((await RoutesAsync()).Select(Plain)));

    [Test]
    public void Pages_AnswerWithNoFileOfTheirOwn()
    {
        var handlers = typeof(Web.Program)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(PageModel)))
            .SelectMany(type => type.GetMethods())
            .Where(method => method.Name.StartsWith("OnGet", StringComparison.Ordinal));

        // The pages of exact figures link to the routes above; a handler of its own for a file would pass them by.
        Assert.That(handlers.Select(method => method.Name).Distinct(), Is.EquivalentTo(new[] { "OnGet", "OnGetAsync" }));
    }

    private static async Task<IReadOnlyList<RouteEndpoint>> RoutesAsync()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        return
        [
            .. portal
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(route => route.RoutePattern.RawText!.StartsWith(Below, StringComparison.Ordinal)),
        ];
    }

    private static string Plain(RouteEndpoint route) => route.RoutePattern.RawText![Below.Length..];

    private static bool Asks(RouteEndpoint route) => route.Metadata.GetMetadata<AsksForReason>() is not null;

    // By what it says that it answers with, and by the end of its address.
    private static bool IsFile(RouteEndpoint route) =>
        Plain(route).Split('/')[^1].Contains('.', StringComparison.Ordinal)
        || route
            .Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
            .SelectMany(answer => answer.ContentTypes)
            .Except(AreLooked)
            .Any();
}
