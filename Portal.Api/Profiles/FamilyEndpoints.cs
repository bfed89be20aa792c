using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>The families of a service, as figures and as pictures.</summary>
public static class FamilyEndpoints
{
    private static readonly Refusal NoSuchGroup = new(
        StatusCodes.Status404NotFound,
        "GROUP_UNKNOWN",
        "There is no such group of questions; /families lists them."
    );

    public static void MapServiceFamilies(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/families",
                async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(async window => (await OwnFamilies.ReadAsync(context.ServiceCall(), window, cancellation)).Families)
            )
            .Produces<FamilyFigures>()
            .ProducesProblem(400)
            .WithName("ReadServiceFamilies")
            .WithSummary("The way of the referrals through the service, and who the families are: exact counts of the own service.");
        RisksTogetherOf(service);
        service.MapPicture(
            "/charts/flow",
            ("DrawServiceFlow", "From referral to closing, with median waits"),
            async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                await Window
                    .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                    .ToPictureAsync(async window =>
                    {
                        context.Asks(window);
                        return FamilyPictures.Flow(
                            (await OwnFamilies.ReadAsync(context.ServiceCall(), window, cancellation)).Families,
                            window,
                            context.Service().Name
                        );
                    }),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400)
        );
        service.MapPicture(
            "/charts/families",
            ("DrawServiceFamilies", "Who the families are, by one group of questions (AGES, HOUSEHOLD, ETHNICITY and others)"),
            DrawAsync,
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400).ProducesProblem(404)
        );
    }

    private static void RisksTogetherOf(RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/risks-together",
                async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(async window => (await OwnFamilies.ReadAsync(context.ServiceCall(), window, cancellation)).Together)
            )
            .Produces<RisksTogether>()
            .ProducesProblem(400)
            .WithName("ReadServiceRisksTogether")
            .WithSummary("Which of the leading risks come together in the families of the own service: exact counts of each two.");
        service.MapPicture(
            "/charts/risks-together",
            ("DrawServiceRisksTogether", "Which of the leading risks come together in the families"),
            async (string? from, string? before, HttpContext context, CancellationToken cancellation) =>
                await Window
                    .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                    .ToPictureAsync(async window =>
                    {
                        context.Asks(window);
                        return RisksTogetherPictures.Draw(
                            (await OwnFamilies.ReadAsync(context.ServiceCall(), window, cancellation)).Together,
                            window,
                            context.Service().Name
                        );
                    }),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400)
        );
    }

    private static async Task<IResult> DrawAsync(
        string? from,
        string? before,
        string? group,
        HttpContext context,
        CancellationToken cancellation
    )
    {
        var call = context.ServiceCall();
        var read = Window.Read(new(from, before), await KnownMonths.LatestYearAsync(call, cancellation));
        if (!read.IsGiven(out var window))
            return read.ToHttp();
        context.Asks(window);
        var families = (await OwnFamilies.ReadAsync(call, window, cancellation)).Families;
        return families.Find(group ?? FamilyGroup.Ages) is { } found
            ? new PictureResult(FamilyPictures.Who(found, window, call.Service.Name))
            : NoSuchGroup.ToProblem();
    }
}
