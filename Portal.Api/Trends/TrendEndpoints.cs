using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;

namespace Portal.Api.Trends;

/// <summary>A service over the quarters, with the team's own notes.</summary>
public static class TrendEndpoints
{
    private static readonly Refusal NoSuchSeries = new(
        StatusCodes.Status404NotFound,
        "SERIES_UNKNOWN",
        "There is no such series; /trends lists what there is. A series of a measure needs measure, and subscale if it has several scores."
    );

    public static void MapServiceTrends(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/trends",
                (HttpContext context, CancellationToken cancellation) => ServiceTrends.ReadAsync(context.ServiceCall(), cancellation)
            )
            .Produces<ServiceTrends>()
            .WithName("ReadServiceTrends")
            .WithSummary("Referrals, waits, endings, and each measure's change and completion quarter by quarter, with chart and signals.");
        service.MapPicture(
            "/charts/trend",
            ("DrawServiceTrend", "One series over the quarters (series is one of those that /trends lists)"),
            DrawAsync,
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(404)
        );
        service
            .MapPost(
                "/notes",
                async (AskedNote asked, HttpContext context, CancellationToken cancellation) =>
                    (await QuarterNote.WriteAsync(context.ServiceCall(), asked, cancellation)).ToHttp(note =>
                        Results.Json(note, PortalJson.Options, statusCode: StatusCodes.Status201Created)
                    )
            )
            .Produces<QuarterNote>(201)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("WriteNote")
            .WithSummary("Writes down what happened in a quarter, for the charts over time; about the service, never about a family.");
        service
            .MapDelete(
                "/notes/{id}",
                async (string id, HttpContext context, CancellationToken cancellation) =>
                    (await QuarterNote.RemoveAsync(context.ServiceCall(), id, cancellation)).ToHttp(_ => Results.NoContent())
            )
            .Produces(204)
            .ProducesProblem(404)
            .WithName("RemoveNote")
            .WithSummary("Removes a note from the charts over time.");
    }

    private static async Task<IResult> DrawAsync([AsParameters] AskedSeries asked, HttpContext context, CancellationToken cancellation)
    {
        var call = context.ServiceCall();
        var all = await ServiceTrends.ReadAsync(call, cancellation);
        if (all.Find(asked) is not { } found)
            return NoSuchSeries.ToProblem();
        context.Asks("series", found.Code);
        context.Asks("measure", found.Measure ?? "");
        context.Asks("subscale", found.Subscale ?? "");
        return new PictureResult(TrendPictures.Draw(found, all, call.Service.Name));
    }
}
