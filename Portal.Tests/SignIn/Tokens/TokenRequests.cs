using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn.Tokens;

/// <summary>Making tokens and using them, as a script does.</summary>
internal static class TokenRequests
{
    public const string Tokens = "/api/v1/services/HARBOUR/tokens";

    /// <summary>A token of HARBOUR with these actions, made by its lead.</summary>
    /// <returns>Its id and its key.</returns>
    public static async Task<(string Id, string Key)> TokenAsync(this HttpClient lead, params string[] actions)
    {
        var asked = new JsonObject
        {
            ["name"] = "Quarterly upload",
            ["actions"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]),
        };
        if (actions.Contains("read"))
            asked["exportReason"] = "SUPERVISION_OR_AUDIT";
        var made = await lead.PostAnswerAsync(Tokens, Requests.Json(asked.ToJsonString()));
        Assert.That(made.Status, Is.EqualTo(201), made.Body);
        return ((string)made.Json["about"]!["id"]!, (string)made.Json["token"]!);
    }

    /// <summary>A client that sends a key and nothing else.</summary>
    public static HttpClient Script(this RunningPortal portal, string key)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = portal.Address,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
