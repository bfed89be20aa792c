using System.Text.Json;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.Calculator;

/// <summary>The meta-analysis calculator.</summary>
public static class CalculatorEndpoints
{
    public static void MapCalculator(this RouteGroupBuilder api) =>
        api.MapPost(
                "/analysis/meta",
                async (HttpRequest request, CancellationToken cancellation) =>
                {
                    try
                    {
                        return request.HasJsonContentType()
                            ? PoolFigures.Run(await request.ReadFromJsonAsync<MetaAnalysisRequest>(cancellation)).ToHttp()
                            : NotJson.ToProblem();
                    }
                    catch (JsonException)
                    {
                        return NotJson.ToProblem();
                    }
                }
            )
            .RequireAuthorization(Policies.Analyst)
            .Accepts<MetaAnalysisRequest>("application/json")
            .Produces<MetaAnalysisResult>()
            .ProducesProblem(400)
            .ProducesProblem(422)
            .WithName("PoolFigures")
            .WithSummary("Meta-analysis of figures in the request; reads no stored data.");

    private static readonly Refusal NotJson = new(
        StatusCodes.Status400BadRequest,
        "BODY_MALFORMED",
        "Send JSON: {\"model\", \"tau2Method\", \"test\", \"level\", \"studies\": [{\"label\", \"effect\", \"variance\"}]}."
    );
}
