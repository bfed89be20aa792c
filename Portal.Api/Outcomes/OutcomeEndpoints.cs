using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.LocalMeasures;
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

    /// <param name="measures">Those of the network.</param>
    public Answer<OutcomeFilter> Read(MeasureCatalogue measures, Window usual) => OutcomeFilters.Read(this, measures, Window.Read, usual);
}

/// <summary>Outcomes of a service.</summary>
public static class OutcomeEndpoints
{
    public static void MapServiceOutcomes(this RouteGroupBuilder service) =>
        service
            .MapGet(
                "/outcomes",
                async ([AsParameters] OutcomeQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await query
                        .Read(
                            (await NetworkMeasures.ReadAsync(database, cancellation)).All,
                            await UsualWindow.OfServiceAsync(context.ServiceCall(), cancellation)
                        )
                        .ToHttpAsync(filter => ServiceOutcomes.ReadAsync(database, context.Service(), filter, cancellation))
            )
            .Produces<ServiceOutcomes>()
            .ProducesProblem(400)
            .WithName("ReadServiceOutcomes")
            .WithSummary("Outcomes of the own service, one object per measure and subscale.");
}
