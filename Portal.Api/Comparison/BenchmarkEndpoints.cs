using Portal.Analytics.Charts.Drawing;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Outcomes;

namespace Portal.Api.Comparison;

/// <summary>A service beside the network, as figures and as pictures.</summary>
public static class BenchmarkEndpoints
{
    public static void MapBenchmark(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/benchmark",
                async (string? release, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    (await ServiceBenchmark.ReadAsync(database, context.Service(), release, cancellation)).ToHttp()
            )
            .Produces<ServiceBenchmark>()
            .ProducesProblem(409)
            .WithName("ReadServiceBenchmark")
            .WithSummary("The own service beside all others, as of a release (an id, or latest); 409 when it has no part in it.");
        service.MapPicture(
            "/charts/compared",
            ("DrawServiceCompared", "Changes of the own service beside the other services"),
            async (string? release, bool? narrow, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                await (await ServiceBenchmark.ReadAsync(database, context.Service(), release, cancellation)).ToPictureAsync(found =>
                {
                    context.Asks("release", found.Release.Id);
                    return Task.FromResult(BenchmarkPictures.Compared(found, context.Service().Name, Layout(narrow)));
                }),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(409)
        );
        service.MapPicture(
            "/charts/compared-risks",
            ("DrawServiceComparedRisks", "Own shares of risks at referral beside all services: those that differ, or similar=true"),
            async (
                string? release,
                bool? similar,
                bool? narrow,
                HttpContext context,
                PortalDatabase database,
                CancellationToken cancellation
            ) =>
                await (await ServiceBenchmark.ReadAsync(database, context.Service(), release, cancellation)).ToPictureAsync(found =>
                {
                    context.Asks("release", found.Release.Id);
                    return Task.FromResult(BenchmarkPictures.Risks(found, context.Service().Name, similar != true, Layout(narrow)));
                }),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(409)
        );
        service.MapPicture(
            "/charts/funnel",
            ("DrawServiceFunnel", "Funnel of one measure about all other services with the own point"),
            async (
                string? measure,
                string? subscale,
                string? release,
                bool? narrow,
                HttpContext context,
                PortalDatabase database,
                CancellationToken cancellation
            ) =>
                measure is not null && MeasureCatalogue.Published.Find(measure, subscale ?? "") is { } known
                    ? await (await ServiceBenchmark.ReadAsync(database, context.Service(), release, cancellation)).ToPictureAsync(found =>
                    {
                        context.Asks("measure", known.Code);
                        context.Asks("subscale", known.Subscale);
                        context.Asks("release", found.Release.Id);
                        return Task.FromResult(BenchmarkPictures.Funnel(found, known, context.Service().Name, Layout(narrow)));
                    })
                    : OutcomeFilters.MeasureNeeded.ToProblem(),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400).ProducesProblem(409)
        );
    }

    private static ChartLayout Layout(bool? narrow) => narrow == true ? ChartLayout.Narrow : ChartLayout.Wide;
}
