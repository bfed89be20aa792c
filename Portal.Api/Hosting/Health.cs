namespace Portal.Api.Hosting;

/// <summary>Liveness and readiness. Ready means that the database answers, keeps what it acknowledges and keeps services apart.</summary>
public static class Health
{
    /// <summary>The answer of a probe.</summary>
    public sealed record Probe(string Status, IReadOnlyList<string> Wrong);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/health/live", () => new Probe("live", []))
            .AllowAnonymous()
            .WithName("ReadLiveness")
            .WithSummary("The process runs.");
        routes
            .MapGet(
                "/health/ready",
                async (HttpContext context, Readiness readiness, CancellationToken cancellation) =>
                {
                    var wrong = await readiness.WrongAsync(cancellation);
                    if (wrong.Count == 0)
                        return Results.Ok(new Probe("ready", []));
                    context.Response.Headers.RetryAfter = "5";
                    return Results.Json(new Probe("not ready", wrong), statusCode: StatusCodes.Status503ServiceUnavailable);
                }
            )
            .AllowAnonymous()
            .Produces<Probe>()
            .Produces<Probe>(503)
            .WithName("ReadReadiness")
            .WithSummary("The portal can serve, or what is wrong.");
    }
}
