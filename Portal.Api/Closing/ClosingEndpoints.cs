using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Answers;

namespace Portal.Api.Closing;

/// <summary>Closing a service over HTTP: an administrator proposes; another one, or a lead of the service, confirms or refuses.</summary>
public static class ClosingEndpoints
{
    /// <summary>Maps what administrators do.</summary>
    public static void MapClosings(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").RequireAuthorization(Policies.Administrator).WithTags("Administration");
        admin
            .MapGet(
                "/closings",
                (HttpContext context, CancellationToken cancellation) =>
                    ReadClosing.ProposedAsync(PeopleEndpoints.Call(context), cancellation)
            )
            .Produces<IReadOnlyList<ClosingProposal>>()
            .WithName("ListClosingProposals")
            .WithSummary("Every open proposal to close a service, the oldest first.");
        var closing = admin.MapGroup("/services/{code}/closing").RequireAnyService();
        Map(closing, "OfService");
        closing
            .MapPost(
                "",
                async (ClosingRequest asked, HttpContext context, CancellationToken cancellation) =>
                    (await ProposeClosing.RunAsync(PeopleEndpoints.Call(context), context.Service(), asked, cancellation)).ToHttp(open =>
                        Results.Accepted($"/api/v1/admin/services/{open.Service}/closing", open)
                    )
            )
            .Produces<ClosingProposal>(202)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("ProposeClosing")
            .WithSummary("Proposes to close a service and tells those concerned by e-mail; a second person must confirm.");
        closing
            .MapPost(
                "/reopening",
                async (HttpContext context, CancellationToken cancellation) =>
                    (await ReopenService.RunAsync(PeopleEndpoints.Call(context), context.Service(), cancellation)).ToHttp()
            )
            .Produces<ClosingState>()
            .ProducesProblem(409)
            .WithName("ReopenService")
            .WithSummary("Opens a closed service again.");
    }

    /// <summary>Maps what the lead of the service does.</summary>
    public static void MapOwnClosing(this RouteGroupBuilder service) =>
        Map(service.MapGroup("/closing").RequireAuthorization(Policies.Lead), "");

    private static void Map(RouteGroupBuilder closing, string suffix)
    {
        closing
            .MapGet(
                "",
                (HttpContext context, CancellationToken cancellation) =>
                    ReadClosing.RunAsync(PeopleEndpoints.Call(context), context.Service(), cancellation)
            )
            .Produces<ClosingState>()
            .WithName("ReadClosing" + suffix)
            .WithSummary("Whether the service is closed, and what is proposed.");
        closing
            .MapPost(
                "/confirmation",
                async (DateTimeOffset? proposedAt, HttpContext context, CancellationToken cancellation) =>
                    (await ConfirmClosing.RunAsync(PeopleEndpoints.Call(context), context.Service(), proposedAt, cancellation)).ToHttp()
            )
            .Produces<ClosingState>()
            .ProducesProblem(409)
            .WithName("ConfirmClosing" + suffix)
            .WithSummary("Confirms somebody else's proposal, of proposedAt if that is given, and closes the service.");
        closing
            .MapDelete(
                "",
                async (HttpContext context, CancellationToken cancellation) =>
                    (await ProposeClosing.WithdrawAsync(PeopleEndpoints.Call(context), context.Service(), cancellation)).ToHttp(_ =>
                        Results.NoContent()
                    )
            )
            .Produces(204)
            .ProducesProblem(404)
            .WithName("WithdrawClosing" + suffix)
            .WithSummary("Withdraws or refuses a proposal; nothing is closed.");
    }
}
