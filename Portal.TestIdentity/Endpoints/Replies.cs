using System.Text.Json.Nodes;
using Portal.TestIdentity.Realms;

namespace Portal.TestIdentity.Endpoints;

/// <summary>Answers in the forms of OAuth and of Entra.</summary>
internal static class Replies
{
    public static IResult Json(JsonObject json, int status = StatusCodes.Status200OK) =>
        Results.Text(json.ToJsonString(), "application/json", statusCode: status);

    public static IResult Html(string html, int status = StatusCodes.Status200OK) =>
        Results.Text(html, "text/html; charset=utf-8", statusCode: status);

    public static IResult Refuse(ProtocolError error) =>
        Json(
            new JsonObject
            {
                ["error"] = error.Code,
                ["error_description"] = error.Text,
                ["error_codes"] = new JsonArray(error.Number),
                ["correlation_id"] = Guid.NewGuid().ToString(),
            },
            error.Status
        );
}
