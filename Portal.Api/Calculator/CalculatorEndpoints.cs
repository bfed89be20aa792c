using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Api.Access;
using Portal.Api.Answers;

namespace Portal.Api.Calculator;

/// <summary>The meta-analysis calculator.</summary>
public static class CalculatorEndpoints
{
    public static void MapCalculator(this RouteGroupBuilder api)
    {
        api.MapPost(
                "/analysis/meta",
                async (HttpRequest request, CancellationToken cancellation) =>
                    (await ReadAsync(request, cancellation)).Then(PoolFigures.Run).ToHttp()
            )
            .RequireAuthorization(Policies.Analyst)
            .Accepts<MetaAnalysisRequest>("application/json")
            .Produces<MetaAnalysisResult>()
            .ProducesProblem(400)
            .ProducesProblem(422)
            .WithName("PoolFigures")
            .WithSummary("Meta-analysis of figures in the request; reads no stored data.");
        api.MapPost(
                "/analysis/meta.r",
                async (HttpRequest request, CancellationToken cancellation) =>
                    (await ReadAsync(request, cancellation))
                        .Then(RScript.Of)
                        .ToHttp(code => Results.File(code, RScript.ContentType, RScript.FileName))
            )
            .RequireAuthorization(Policies.Analyst)
            .Accepts<MetaAnalysisRequest>("application/json")
            .Produces(200, contentType: RScript.ContentType)
            .ProducesProblem(400)
            .ProducesProblem(422)
            .WithName("WriteRScript")
            .WithSummary("R code that pools the figures in the request again and compares its answer with the portal's.");
    }

    private static async Task<Answer<MetaAnalysisRequest?>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
            return NotJson;
        try
        {
            return await request.ReadFromJsonAsync<MetaAnalysisRequest>(Strict, cancellation);
        }
        catch (JsonException exception)
        {
            return UnknownMember(exception) ?? NotJson;
        }
    }

    // A misspelt member would otherwise be left out in silence, and another analysis made than the one asked for.
    private static readonly JsonSerializerOptions Strict = new(PortalJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static Refusal? UnknownMember(JsonException exception) =>
        exception.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal)
        && exception.Path?.Split('.')[^1] is { } name
            ? new Refusal(
                StatusCodes.Status400BadRequest,
                "MEMBER_UNKNOWN",
                $"The member {name} is not known. The request has model, tau2Method, test, level, studies, moderators and subgroups; "
                    + "a study has label, effect, variance, kind, n, preMean, preSd, postMean, postSd and correlation; "
                    + "moderators have names, rows and at."
            )
            : null;

    private static readonly Refusal NotJson = new(
        StatusCodes.Status400BadRequest,
        "BODY_MALFORMED",
        "Send JSON: {\"model\", \"tau2Method\", \"test\", \"level\", \"studies\": [{\"label\", \"effect\", \"variance\"}]}."
    );
}
