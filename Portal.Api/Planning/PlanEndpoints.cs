using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.Planning;

/// <summary>Planning over HTTP, for analysts: internal and audited.</summary>
public static class PlanEndpoints
{
    public static void MapPlanning(this RouteGroupBuilder network) =>
        network
            .MapGet(
                "/planning",
                async ([AsParameters] PlanQuery query, HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                    (await PlanQuestion.Read(query).ThenAsync(question => NetworkPlan.ReadAsync(database, question, cancellation)))
                        .Noted(context)
                        .ToHttp()
            )
            .AuditView()
            .Produces<NetworkPlan>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("PlanNetwork")
            .WithSummary(
                "Families and services needed until an interval is as narrow as wanted, and what the network can tell today; internal."
            );

    /// <summary>Notes for the log what was asked, once it is known that there is an answer.</summary>
    public static Answer<NetworkPlan> Noted(this Answer<NetworkPlan> answer, HttpContext context)
    {
        if (!answer.IsGiven(out var plan))
            return answer;
        context.Asks("release", plan.Release);
        context.Asks("window", plan.Window);
        context.Asks("measure", plan.Measure);
        context.Asks("subscale", plan.Subscale);
        return answer;
    }
}
