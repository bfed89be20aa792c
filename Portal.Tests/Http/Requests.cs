using System.Text.Json.Nodes;

namespace Portal.Tests.Http;

/// <summary>An answer with its body read.</summary>
internal sealed record HttpAnswer(int Status, string Body, string? Location)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Code => (string?)Json["code"];
}

/// <summary>Requests as a script would make them.</summary>
internal static class Requests
{
    public static async Task<HttpAnswer> GetAnswerAsync(this HttpClient client, string path) =>
        await ReadAsync(await client.GetAsync(new Uri(path, UriKind.Relative)));

    public static async Task<HttpAnswer> PostAnswerAsync(this HttpClient client, string path, HttpContent content)
    {
        using (content)
            return await ReadAsync(await client.PostAsync(new Uri(path, UriKind.Relative), content));
    }

    public static async Task<HttpAnswer> PutAnswerAsync(this HttpClient client, string path, HttpContent content)
    {
        using (content)
            return await ReadAsync(await client.PutAsync(new Uri(path, UriKind.Relative), content));
    }

    public static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return new HttpAnswer(
                (int)response.StatusCode,
                await response.Content.ReadAsStringAsync(),
                response.Headers.Location?.ToString()
            );
    }
}
