using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.OptIn;

/// <summary>Opting in to pooled figures, year by year: members read the choice, leads make it.</summary>
public static class OptInEndpoints
{
    public static void MapOptIn(this RouteGroupBuilder service)
    {
        service
            .MapGet(
                "/opt-in",
                (HttpContext context, PortalDatabase database, CalendarDay day, CancellationToken cancellation) =>
                    ServiceOptIn.ReadAsync(database, context.Service(), day, cancellation)
            )
            .Produces<ServiceOptIn>()
            .WithName("ReadOptIn")
            .WithSummary("The calendar years for which the own service is part of pooled figures.");
        service
            .MapPut(
                "/opt-in/{year}",
                async (string year, HttpContext context, CancellationToken cancellation) =>
                    (await ChangeOptIn.RunAsync(context.ServiceCall(), year, cancellation)).ToHttp()
            )
            .RequireAuthorization(Policies.Lead)
            .Produces<OptInYear>()
            .ProducesProblem(400)
            .WithName("OptIn")
            .WithSummary("Makes the own service part of pooled figures for a calendar year; leads only.");
        service
            .MapDelete(
                "/opt-in/{year}",
                async (string year, HttpContext context, CancellationToken cancellation) =>
                    (await ChangeOptIn.UndoAsync(context.ServiceCall(), year, cancellation)).ToHttp()
            )
            .RequireAuthorization(Policies.Lead)
            .Produces<OptInYear>()
            .ProducesProblem(400)
            .WithName("OptOut")
            .WithSummary("Takes the own service out of pooled figures made from now on that touch a calendar year; leads only.");
    }
}
