using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.LocalMeasures;

/// <summary>The last quarter whose extract may hold a measure.</summary>
public sealed record RetirementRequest(string? LastPeriod);

/// <summary>Local measures over HTTP; administrators only. Everybody who is signed in reads them in the catalogue.</summary>
public static class LocalMeasureEndpoints
{
    public static void MapLocalMeasures(this RouteGroupBuilder api)
    {
        var measures = api.MapGroup("/admin/measures").RequireAuthorization(Policies.Administrator).WithTags("Administration");
        measures
            .MapGet(
                "",
                async (PortalDatabase database, CancellationToken cancellation) =>
                    (await NetworkMeasures.ReadAsync(database, cancellation)).Local
            )
            .WithName("ListLocalMeasures")
            .WithSummary("The measures that the network added, retired ones too.");
        measures
            .MapPost(
                "",
                async (
                    NewMeasure asked,
                    HttpContext context,
                    PortalDatabase database,
                    TimeProvider clock,
                    CancellationToken cancellation
                ) =>
                    (await AddMeasure.RunAsync(database, context.Caller(), asked, clock, cancellation)).ToHttp(made =>
                        Results.Created((string?)null, made)
                    )
            )
            .Produces<LocalMeasure>(201)
            .ProducesProblem(400)
            .ProducesProblem(409)
            .WithName("AddLocalMeasure")
            .WithSummary("Adds a measure that services may send and see in their own outcomes; it is pooled with nothing.");
        measures
            .MapDelete(
                "/{code}",
                async (string code, HttpContext context, PortalDatabase database, TimeProvider clock, CancellationToken cancellation) =>
                    (await RetireMeasure.RemoveAsync(database, context.Caller(), code, clock, cancellation)).ToHttp(_ =>
                        Results.NoContent()
                    )
            )
            .Produces(204)
            .ProducesProblem(404)
            .ProducesProblem(409)
            .WithName("RemoveLocalMeasure")
            .WithSummary("Removes a local measure that no extract has held.");
        measures
            .MapPut(
                "/{code}/retirement",
                (string code, RetirementRequest asked, HttpContext context, CancellationToken cancellation) =>
                    RetireAsync(context, code, asked.LastPeriod ?? "", cancellation)
            )
            .Produces<LocalMeasure>()
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithName("RetireLocalMeasure")
            .WithSummary("Retires a local measure: no extract of a later quarter may hold it, and what was sent stays.");
        measures
            .MapDelete(
                "/{code}/retirement",
                (string code, HttpContext context, CancellationToken cancellation) => RetireAsync(context, code, null, cancellation)
            )
            .Produces<LocalMeasure>()
            .ProducesProblem(404)
            .WithName("KeepLocalMeasure")
            .WithSummary("Takes a retired local measure back.");
    }

    private static async Task<IResult> RetireAsync(HttpContext context, string code, string? lastPeriod, CancellationToken cancellation)
    {
        var services = context.RequestServices;
        var answer = await RetireMeasure.RunAsync(
            services.GetRequiredService<PortalDatabase>(),
            context.Caller(),
            (code, lastPeriod),
            services.GetRequiredService<TimeProvider>(),
            cancellation
        );
        return answer.ToHttp();
    }
}
