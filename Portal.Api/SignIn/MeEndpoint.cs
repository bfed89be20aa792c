using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.SignIn;

/// <summary>Who is signed in.</summary>
public static class MeEndpoint
{
    public sealed record MyService(string Code, string Name);

    public sealed record Me(string Name, IReadOnlyList<string> Roles, IReadOnlyList<MyService> Services);

    public static void MapMe(this RouteGroupBuilder api) =>
        api.MapGet(
                "/me",
                async (HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                {
                    var caller = context.Caller();
                    var services = await Memberships.OfAsync(database, caller, cancellation);
                    return Results.Ok(
                        new Me(caller.Name, caller.Roles, [.. services.Select(service => new MyService(service.Code, service.Name))])
                    );
                }
            )
            .AllowAnyToken()
            .Produces<Me>()
            .WithName("ReadMe")
            .WithSummary("Name, roles and services of whoever asks.");
}
