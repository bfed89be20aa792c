using Portal.Analytics.Charts.Drawing;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Work;

/// <summary>The work of a service, as figures and as pictures.</summary>
public static class WorkEndpoints
{
    public static void MapServiceWork(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/work",
                async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(window => ServiceWork.ReadAsync(context.ServiceCall(), window, cancellation))
            )
            .Produces<WorkFigures>()
            .ProducesProblem(400)
            .WithName("ReadServiceWork")
            .WithSummary("Contacts with families, and work with other professionals: exact counts of the own service.");
        Picture(
            service,
            "approaches",
            ("DrawServiceApproaches", "Attended contacts by approach"),
            (work, window, name) => WorkPictures.Approaches(work, window, name)
        );
        Picture(
            service,
            "indirect",
            ("DrawServiceIndirectWork", "Sessions of work with other professionals"),
            (work, _, name) => WorkPictures.Indirect(work, name)
        );
        Together(service);
    }

    private static void Together(RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/families-together",
                async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(window => FamiliesTogether.ReadAsync(context.ServiceCall(), window, cancellation))
            )
            .Produces<FamiliesTogether>()
            .ProducesProblem(400)
            .WithName("ReadServiceFamiliesTogether")
            .WithSummary("Where babies live and the step of social care, from start to end of the work: exact counts of the own service.");
        service.MapPicture(
            "/charts/families-together",
            ("DrawServiceFamiliesTogether", "Where babies live and the step of social care, from start to end of the work"),
            async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                await Window
                    .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                    .ToPictureAsync(async window =>
                    {
                        context.Asks(window);
                        return WorkPictures.Together(
                            await FamiliesTogether.ReadAsync(context.ServiceCall(), window, cancellation),
                            window,
                            context.Service().Name
                        );
                    }),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400)
        );
    }

    private static void Picture(
        RouteGroupBuilder service,
        string name,
        (string Name, string Shows) operation,
        Func<WorkFigures, Window, string, DrawnPicture> draw
    ) =>
        service.MapPicture(
            "/charts/" + name,
            operation,
            async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                await Window
                    .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                    .ToPictureAsync(async window =>
                    {
                        context.Asks(window);
                        return draw(
                            await ServiceWork.ReadAsync(context.ServiceCall(), window, cancellation),
                            window,
                            context.Service().Name
                        );
                    }),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400)
        );
}
