using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Outcomes;

/// <summary>The query of an outcomes request.</summary>
public sealed record OutcomeQuery
{
    /// <summary>First month, YYYY-MM.</summary>
    public string? From { get; init; }

    /// <summary>First month after the window, YYYY-MM.</summary>
    public string? Before { get; init; }

    /// <summary>CLOSED_TWO_CONTACTS (default), CLOSED or ENDED_AS_PLANNED.</summary>
    public string? Cohort { get; init; }

    /// <summary>Measure code.</summary>
    public string? Measure { get; init; }

    /// <summary>Subscale code.</summary>
    public string? Subscale { get; init; }

    /// <summary>Keeps raters apart.</summary>
    public string? Respondent { get; init; }

    public Answer<OutcomeFilter> Read(Window usual) => OutcomeFilters.Read(this, Window.Read, usual);

    /// <summary>Reads a query of figures that cross services: whole quarters only.</summary>
    public Answer<OutcomeFilter> ReadQuarters(Window usual) => OutcomeFilters.Read(this, Window.ReadQuarters, usual);
}

/// <summary>Outcomes of a service and of the network, as figures and as a picture.</summary>
public static class OutcomeEndpoints
{
    private static readonly Refusal MeasureNeeded = new(
        StatusCodes.Status400BadRequest,
        "MEASURE_NEEDED",
        "Name one measure, and its subscale if it has several scores."
    );

    public static void MapServiceOutcomes(this RouteGroupBuilder service) =>
        service
            .MapGet(
                "/outcomes",
                async ([AsParameters] OutcomeQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await query
                        .Read(await UsualWindow.OfServiceAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(filter => ServiceOutcomes.ReadAsync(database, context.Service(), filter, cancellation))
            )
            .Produces<ServiceOutcomes>()
            .ProducesProblem(400)
            .WithName("ReadServiceOutcomes")
            .WithSummary("Outcomes of the own service, one object per measure and subscale.");

    public static void MapNetworkOutcomes(this RouteGroupBuilder network)
    {
        network
            .MapGet(
                "/outcomes",
                async ([AsParameters] OutcomeQuery query, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    await query
                        .ReadQuarters(await UsualWindow.OfNetworkAsync(database, clock, cancellation))
                        .ToHttpAsync(filter => NetworkOutcomes.ReadAsync(database, filter, cancellation))
            )
            .AuditView()
            .Produces<NetworkOutcomes>()
            .ProducesProblem(400)
            .WithName("ReadNetworkOutcomes")
            .WithSummary("Outcomes per service and pooled; internal, not for publication.");
        network
            .MapGet("/outcomes.csv", DownloadAsync)
            .AuditExport(AuditEvents.FiguresDownloaded)
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400)
            .WithName("DownloadNetworkOutcomes")
            .WithSummary("The same as a CSV file, whose first line says that it is not for publication.");
        network
            .MapGet(
                "/charts/forest.svg",
                async ([AsParameters] OutcomeQuery query, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    OneMeasure(query) is { } measure
                        ? await query
                            .ReadQuarters(await UsualWindow.OfNetworkAsync(database, clock, cancellation))
                            .ToSvgAsync(async filter =>
                            {
                                var outcomes = await NetworkOutcomes.ReadAsync(
                                    database,
                                    filter with
                                    {
                                        Subscale = measure.Subscale,
                                    },
                                    cancellation
                                );
                                return ForestPictures.Svg(outcomes.Outcomes.SingleOrDefault(), filter.Window, measure.FullName);
                            })
                        : MeasureNeeded.ToProblem()
            )
            .AuditExport(AuditEvents.PictureDownloaded)
            .Produces(200, contentType: Svg.ContentType)
            .ProducesProblem(400)
            .WithName("DrawForest")
            .WithSummary("Mean improvement per service and pooled, as a picture.");
    }

    private static async Task<IResult> DownloadAsync(
        [AsParameters] OutcomeQuery query,
        PortalDatabase database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var filter = query.ReadQuarters(await UsualWindow.OfNetworkAsync(database, clock, cancellation));
        if (!filter.IsGiven(out var given))
            return filter.ToHttp();
        var outcomes = await NetworkOutcomes.ReadAsync(database, given, cancellation);
        return Results.File(NetworkOutcomesCsv.Of(outcomes), CsvText.ContentType, NetworkOutcomesCsv.Name(outcomes));
    }

    private static Measure? OneMeasure(OutcomeQuery query) =>
        query.Measure is null ? null : MeasureCatalogue.Published.Find(query.Measure, query.Subscale ?? "");
}
