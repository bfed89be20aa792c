using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
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

    /// <summary>Only families whose baby had this age at referral: UNBORN, 0-5, 6-11, 12-23 or 24+ (months).</summary>
    public string? BabyAge { get; init; }

    /// <param name="measures">Those of the network.</param>
    public Answer<OutcomeFilter> Read(MeasureCatalogue measures, Window usual) => OutcomeFilters.Read(this, measures, Window.Read, usual);
}

/// <summary>Outcomes of a service.</summary>
public static class OutcomeEndpoints
{
    private static readonly Refusal NoPair = new(
        StatusCodes.Status404NotFound,
        "NO_PAIR",
        "No family whose work ended in these months has a first and a last score on this measure."
    );

    public static void MapServiceOutcomes(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/outcomes",
                async ([AsParameters] OutcomeQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await query
                        .Read(
                            (await NetworkMeasures.ReadAsync(database, cancellation)).All,
                            await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation)
                        )
                        .ToHttpAsync(filter => ServiceOutcomes.ReadAsync(database, context.Service(), filter, cancellation))
            )
            .Produces<ServiceOutcomes>()
            .ProducesProblem(400)
            .WithName("ReadServiceOutcomes")
            .WithSummary("Outcomes of the own service, one object per measure and subscale.");
        service.MapPicture(
            "/charts/outcome-board",
            ("DrawServiceOutcomes", "All measures of the own service at a glance"),
            async (
                [AsParameters] OutcomeQuery query,
                string? compared,
                HttpContext context,
                PortalDatabase database,
                CancellationToken cancellation
            ) =>
            {
                var measures = (await NetworkMeasures.ReadAsync(database, cancellation)).All;
                return await query
                    .Read(measures, await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                    .Then(filter =>
                        ComparedOutcomes
                            .Asks(compared, filter.Window)
                            .Then<(OutcomeFilter Filter, bool IsCompared)>(isCompared => (filter, isCompared))
                    )
                    .ToPictureAsync(async asked =>
                    {
                        Note(context, asked.Filter);
                        context.Asks("compared", asked.IsCompared ? ComparedOutcomes.WithYearBefore : "");
                        var found = await ComparedOutcomes.ReadAsync(
                            database,
                            context.Service(),
                            asked.Filter,
                            asked.IsCompared,
                            cancellation
                        );
                        return OutcomePictures.Board(found, measures, context.Service().Name);
                    });
            },
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400)
        );
        service.MapPicture(
            "/charts/pre-post",
            ("DrawServicePrePost", "One measure of the own service before and after, with the spread of scores"),
            DrawPrePostAsync,
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400).ProducesProblem(404)
        );
    }

    // For the log, which keeps what a file shows.
    private static void Note(HttpContext context, OutcomeFilter filter)
    {
        context.Asks(filter.Window);
        context.Asks("cohort", filter.Cohort == OutcomeFilter.DefaultCohort ? "" : filter.Cohort);
        context.Asks("respondent", filter.Respondent ?? "");
        context.Asks("age", OutcomeFilters.AgeOf(filter)?.Code ?? "");
    }

    private static async Task<IResult> DrawPrePostAsync(
        [AsParameters] OutcomeQuery query,
        HttpContext context,
        PortalDatabase database,
        CancellationToken cancellation
    )
    {
        var call = context.ServiceCall();
        var measures = (await NetworkMeasures.ReadAsync(database, cancellation)).All;
        var read = query.Read(measures, await KnownMonths.LatestYearAsync(call, cancellation));
        if (!read.IsGiven(out var filter, out var refusal))
            return refusal.ToProblem();
        if (filter.Measure is null || measures.Find(filter.Measure, filter.Subscale ?? "") is not { } measure)
            return OutcomeFilters.MeasureNeeded.ToProblem();
        context.Asks("measure", measure.Code);
        context.Asks("subscale", measure.Subscale);
        Note(context, filter);
        filter = filter with { Subscale = measure.Subscale };
        var found = await ServiceOutcomes.ReadAsync(database, call.Service, filter, cancellation);
        if (found.Outcomes.SingleOrDefault() is not { Paired: > 0 } outcome)
            return NoPair.ToProblem();
        var spread = await ScoreSpread.ReadAsync(call, measure, filter, cancellation);
        return new PictureResult(PrePostPictures.Draw(outcome, measure, spread, OutcomePictures.Subtitle(filter, call.Service.Name)));
    }
}
