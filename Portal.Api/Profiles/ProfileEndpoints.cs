using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>The referral profile of a service and of the network, as figures and as a picture.</summary>
public static class ProfileEndpoints
{
    private const string GlmmToo = "glmm";

    private static readonly Refusal ModelUnknown = new(
        StatusCodes.Status400BadRequest,
        "MODEL_UNKNOWN",
        "model is glmm, for the share at the median service by the logistic-normal model too, or is left out."
    );

    public static void MapServiceProfile(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/profile",
                async (string? from, string? before, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await UsualWindow.OfServiceAsync(context.ServiceCall(), cancellation))
                        .ToHttpAsync(window => ServiceProfile.ReadAsync(database, context.Service(), window, cancellation))
            )
            .Produces<ReferralProfile>()
            .ProducesProblem(400)
            .WithName("ReadServiceProfile")
            .WithSummary("Who is referred to the service: exact counts of the own service.");
        service
            .MapGet(
                "/charts/referral-risks.svg",
                async (string? from, string? before, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await Window
                        .Read(new(from, before), await UsualWindow.OfServiceAsync(context.ServiceCall(), cancellation))
                        .ToSvgAsync(async window =>
                            ReferralRisksPictures.Svg(
                                await ServiceProfile.ReadAsync(database, context.Service(), window, cancellation),
                                window,
                                context.Service().Name,
                                ServiceProfile.Mark
                            )
                        )
            )
            .AuditExport(AuditEvents.PictureDownloaded)
            .Produces(200, contentType: Svg.ContentType)
            .ProducesProblem(400)
            .WithName("DrawServiceReferralRisks")
            .WithSummary("Risks known at referral, as a picture.");
    }

    public static void MapNetworkProfile(this RouteGroupBuilder network)
    {
        network
            .MapGet(
                "/profile",
                async (
                    string? from,
                    string? before,
                    string? model,
                    PortalDatabase database,
                    TimeProvider clock,
                    CancellationToken cancellation
                ) =>
                    await (
                        model is null or "" or GlmmToo
                            ? Window.ReadQuarters(new(from, before), await UsualWindow.OfNetworkAsync(database, clock, cancellation))
                            : ModelUnknown
                    ).ToHttpAsync(window => NetworkProfile.ReadAsync(database, window, cancellation, model == GlmmToo))
            )
            .AuditView()
            .Produces<NetworkProfile>()
            .ProducesProblem(400)
            .WithName("ReadNetworkProfile")
            .WithSummary("Who is referred, per service and together; internal, not for publication.");
        network
            .MapGet(
                "/charts/referral-risks.svg",
                async (string? from, string? before, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    await Window
                        .ReadQuarters(new(from, before), await UsualWindow.OfNetworkAsync(database, clock, cancellation))
                        .ToSvgAsync(async window =>
                            ReferralRisksPictures.Svg(
                                (await NetworkProfile.ReadAsync(database, window, cancellation)).Network,
                                window,
                                "All services",
                                NetworkOutcomes.WorkspaceMark
                            )
                        )
            )
            .AuditExport(AuditEvents.PictureDownloaded)
            .Produces(200, contentType: Svg.ContentType)
            .ProducesProblem(400)
            .WithName("DrawNetworkReferralRisks")
            .WithSummary("Risks known at referral over all services, as a picture.");
    }
}
