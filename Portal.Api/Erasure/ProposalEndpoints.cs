using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Erasure;

/// <summary>
/// Proposals to erase a service, over HTTP: an administrator proposes; another one, or the lead of the service, confirms or refuses.
/// </summary>
public static class ProposalEndpoints
{
    /// <summary>Maps what administrators do, below the group of erasures.</summary>
    public static void MapErasureProposals(this RouteGroupBuilder erasures)
    {
        var proposals = erasures.MapGroup("/proposals");
        proposals
            .MapGet(
                "",
                (PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    ListProposals.AllAsync(database, clock, cancellation)
            )
            .Produces<IReadOnlyList<ErasureProposal>>()
            .WithName("ListErasureProposals")
            .WithSummary("Every open proposal to erase a whole service, the oldest first.");
        proposals
            .MapPost(
                "/{proposed}/confirmation",
                async (string proposed, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await FindAsync(database, proposed, cancellation) is { } service
                        ? await ConfirmAsync(context, service, cancellation)
                        : Refusal.NotFound.ToProblem()
            )
            .Produces<ErasureReceipt>()
            .Produces<ErasureReceipt>(201)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .ProducesProblem(507)
            .WithName("ConfirmErasureProposal")
            .WithSummary("Confirms somebody else's proposal and erases the service for good.");
        proposals
            .MapDelete(
                "/{proposed}",
                async (string proposed, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    await FindAsync(database, proposed, cancellation) is { } service
                        ? await WithdrawAsync(context, service, cancellation)
                        : Refusal.NotFound.ToProblem()
            )
            .Produces(204)
            .ProducesProblem(404)
            .WithName("WithdrawErasureProposal")
            .WithSummary("Withdraws or refuses a proposal; nothing is erased.");
    }

    /// <summary>Maps what the lead of the service does.</summary>
    public static void MapOwnErasure(this RouteGroupBuilder service)
    {
        var own = service.MapGroup("/erasure").RequireAuthorization(Policies.Lead);
        own.MapGet(
                "",
                async (HttpContext context, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    (await ListProposals.FindAsync(database, context.Service(), clock, cancellation)).ToHttp()
            )
            .Produces<ErasureProposal>()
            .WithName("ReadOwnErasureProposal")
            .WithSummary("The open proposal to erase the own service; leads only.");
        own.MapPost(
                "/confirmation",
                (HttpContext context, CancellationToken cancellation) => ConfirmAsync(context, context.Service(), cancellation)
            )
            .Produces<ErasureReceipt>()
            .Produces<ErasureReceipt>(201)
            .ProducesProblem(409)
            .ProducesProblem(507)
            .WithName("ConfirmOwnErasure")
            .WithSummary("Confirms the proposal and erases the own service for good; leads only.");
        own.MapDelete("", (HttpContext context, CancellationToken cancellation) => WithdrawAsync(context, context.Service(), cancellation))
            .Produces(204)
            .WithName("RefuseOwnErasure")
            .WithSummary("Refuses the proposal to erase the own service; nothing is erased. Leads only.");
    }

    private static async Task<IResult> ConfirmAsync(HttpContext context, Service service, CancellationToken cancellation)
    {
        var caller = context.Caller();
        var answer = await ConfirmErasure.RunAsync(
            context.RequestServices.GetRequiredService<PortalDatabase>(),
            context.RequestServices.GetRequiredService<ErasureFile>(),
            caller,
            service,
            context.RequestServices.GetRequiredService<TimeProvider>(),
            cancellation
        );
        return answer.ToHttp(context);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext context, Service service, CancellationToken cancellation)
    {
        var withdrawn = await ProposeErasure.WithdrawAsync(
            context.RequestServices.GetRequiredService<PortalDatabase>(),
            context.Caller(),
            service,
            context.RequestServices.GetRequiredService<TimeProvider>(),
            cancellation
        );
        return withdrawn.ToHttp(_ => Results.NoContent());
    }

    private static async Task<Service?> FindAsync(PortalDatabase database, string code, CancellationToken cancellation) =>
        (await ReadAudit.ServicesAsync(database, cancellation)).FirstOrDefault(found =>
            string.Equals(found.Code, code, StringComparison.OrdinalIgnoreCase)
        );
}
