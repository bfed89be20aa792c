using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>The referral profile of a service, as figures and as a picture.</summary>
public static class ProfileEndpoints
{
    public static void MapServiceProfile(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/profile",
                async (string? from, string? before, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(window => ServiceProfile.ReadAsync(database, context.Service(), window, cancellation))
            )
            .Produces<ReferralProfile>()
            .ProducesProblem(400)
            .WithName("ReadServiceProfile")
            .WithSummary("Who is referred to the service: exact counts of the own service.");
        service.MapPicture(
            "/charts/referral-risks",
            (
                "DrawServiceReferralRisks",
                "Risks known at referral (leading=10 for the most frequent), with the released share of all services"
            ),
            async (
                string? from,
                string? before,
                int? leading,
                HttpContext context,
                PortalDatabase database,
                CancellationToken cancellation
            ) =>
                await Window
                    .Read(new(from, before), await KnownMonths.LatestYearAsync(context.ServiceCall(), cancellation))
                    .ToPictureAsync(async window =>
                    {
                        context.Asks(window);
                        return ReferralRisksPictures.Draw(
                            await ServiceProfile.ReadAsync(database, context.Service(), window, cancellation),
                            await NetworkRisks.ReadAsync(database, cancellation),
                            window,
                            context.Service().Name,
                            leading
                        );
                    }),
            route => route.ExportsOwnFigures(AuditEvents.PictureDownloaded).ProducesProblem(400)
        );
    }
}
