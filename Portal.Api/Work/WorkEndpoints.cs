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
                        .Read(new(from, before), await UsualWindow.OfServiceAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(window => ServiceWork.ReadAsync(context.ServiceCall(), window, cancellation))
            )
            .Produces<WorkFigures>()
            .ProducesProblem(400)
            .WithName("ReadServiceWork")
            .WithSummary("Contacts with families, and work with other professionals: exact counts of the own service.");
        Picture(service, "approaches", (work, window, name) => WorkPictures.Approaches(work, window, name))
            .WithName("DrawServiceApproaches")
            .WithSummary("Attended contacts by approach, as a picture.");
        Picture(service, "indirect", (work, _, name) => WorkPictures.Indirect(work, name))
            .WithName("DrawServiceIndirectWork")
            .WithSummary("Sessions of work with other professionals, as a picture.");
    }

    private static RouteHandlerBuilder Picture(RouteGroupBuilder service, string name, Func<WorkFigures, Window, string, string> draw) =>
        service
            .MapGet(
                $"/charts/{name}.svg",
                async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await UsualWindow.OfServiceAsync(context.ServiceCall(), cancellation))
                        .ToSvgAsync(async window =>
                        {
                            context.Asks(window);
                            return draw(
                                await ServiceWork.ReadAsync(context.ServiceCall(), window, cancellation),
                                window,
                                context.Service().Name
                            );
                        })
            )
            .ExportsOwnFigures(AuditEvents.PictureDownloaded)
            .Produces(200, contentType: Svg.ContentType)
            .ProducesProblem(400);
}
