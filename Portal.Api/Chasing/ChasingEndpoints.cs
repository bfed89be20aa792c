using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;

namespace Portal.Api.Chasing;

/// <summary>What is worth chasing, as lists and as a file to work through.</summary>
public static class ChasingEndpoints
{
    public static void MapWorthChasing(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/chasing",
                (HttpContext context, CancellationToken cancellation) => WorthChasing.ReadAsync(context.ServiceCall(), cancellation)
            )
            .Produces<WorthChasing>()
            .WithName("ReadWorthChasing")
            .WithSummary("Cases of which something is missing, by the team's own reference: four lists.");
        service
            .MapGet(
                "/chasing.csv",
                async (HttpContext context, CancellationToken cancellation) =>
                {
                    var found = await WorthChasing.ReadAsync(context.ServiceCall(), cancellation);
                    IEnumerable<IEnumerable<string>> rows =
                    [
                        ["list", "case_ref"],
                        .. found.Lists.SelectMany(list =>
                            list.Cases.Select(one => (IEnumerable<string>)[ChasingWords.Name(list.Code), one])
                        ),
                    ];
                    return Results.File(CsvText.Of(rows), CsvText.ContentType, $"worth-chasing-{context.Service().Code}.csv");
                }
            )
            .ExportsOwnFigures(AuditEvents.FiguresDownloaded)
            .Produces(200, contentType: "text/csv")
            .WithName("DownloadWorthChasing")
            .WithSummary("The same as a file with one line for each list and case.");
    }
}
