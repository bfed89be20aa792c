using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Hosting;

/// <summary>Liveness and readiness. Ready means that the database answers, keeps what it acknowledges and keeps services apart.</summary>
public static class Health
{
    public sealed record Readiness(string Status, IReadOnlyList<string> Wrong);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/health/live", () => new Readiness("live", []))
            .AllowAnonymous()
            .WithName("ReadLiveness")
            .WithSummary("The process runs.");
        routes
            .MapGet(
                "/health/ready",
                async (HttpContext context, PortalDatabase database, CancellationToken cancellation) =>
                {
                    var wrong = new List<string>();
                    try
                    {
                        wrong.AddRange(
                            (await DurabilityCheck.WeakSettingsAsync(database.Application, cancellation)).Select(setting =>
                                $"The server's setting {setting} can lose what was acknowledged."
                            )
                        );
                        wrong.AddRange((await IsolationSelfTest.RunAsync(database, cancellation)).Select(fault => fault.Words));
                    }
                    catch (NpgsqlException)
                    {
                        wrong.Add("The database does not answer.");
                    }

                    if (wrong.Count == 0)
                        return Results.Ok(new Readiness("ready", []));
                    context.Response.Headers.RetryAfter = "5";
                    return Results.Json(new Readiness("not ready", wrong), statusCode: StatusCodes.Status503ServiceUnavailable);
                }
            )
            .AllowAnonymous()
            .Produces<Readiness>()
            .Produces<Readiness>(503)
            .WithName("ReadReadiness")
            .WithSummary("The portal can serve, or what is wrong.");
    }
}
