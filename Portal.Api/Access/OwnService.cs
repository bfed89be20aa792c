using Microsoft.AspNetCore.Authorization;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Access;

/// <summary>Lets only members of the service into a route below <c>/services/{service}</c>; everybody else gets the same 404.</summary>
public static class OwnService
{
    public static RouteGroupBuilder RequireOwnService(this RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.Member);
        group.AddEndpointFilter(
            async (invocation, next) =>
            {
                var context = invocation.HttpContext;
                var code = (string?)context.GetRouteValue("service") ?? "";
                var database = context.RequestServices.GetRequiredService<PortalDatabase>();
                var service = await Memberships.FindAsync(database, Access.Caller.Of(context.User), code, context.RequestAborted);
                if (service is null)
                    return Refusal.NotFound.ToProblem();
                if (!service.IsLed && IsForLeads(context.GetEndpoint()))
                    return AccessRefusals.Forbidden.ToProblem();
                context.Items[typeof(Service)] = service;
                return await next(invocation);
            }
        );
        return group;
    }

    /// <summary>
    /// Whether a route or page below a service is for its leads. Its policy asks for a lead of any service; that it is this one is asked
    /// where the service is known.
    /// </summary>
    public static bool IsForLeads(Endpoint? endpoint) =>
        endpoint?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(rule => rule.Policy == Policies.Lead) == true;

    /// <summary>The service that <see cref="RequireOwnService"/> has shown to be the caller's own.</summary>
    public static Service Service(this HttpContext context) =>
        (Service?)context.Items[typeof(Service)] ?? throw new InvalidOperationException("The route lacks RequireOwnService.");

    public static Caller Caller(this HttpContext context) => Access.Caller.Of(context.User);

    /// <summary>The call of a route or page that requires its own service.</summary>
    public static ServiceCall ServiceCall(this HttpContext context) =>
        new(
            context.RequestServices.GetRequiredService<PortalDatabase>(),
            context.Service(),
            context.Caller(),
            context.RequestServices.GetRequiredService<CalendarDay>()
        )
        {
            Turns = context.RequestServices.GetRequiredService<ServiceTurns>(),
            Portal = context.RequestServices.GetRequiredService<PublicAddress>().Link(context.Request, ""),
            Log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Portal.Api.Submissions"),
        };
}
