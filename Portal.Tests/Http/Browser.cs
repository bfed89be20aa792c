using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Portal.Tests.Http;

/// <summary>The forms of the pages, filled in as a browser does it without JavaScript: cookies, form tokens, redirects by hand.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;
    private string _token = "";

    private readonly CookieContainer _cookies = new();

    private Browser(Uri address) =>
        _client = new HttpClient(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>The header with which the browser tells who it is.</summary>
    public string Cookies => _cookies.GetCookieHeader(_client.BaseAddress!);

    public static async Task<Browser> SignInAsync(RunningPortal portal, string user)
    {
        var browser = new Browser(portal.Address);
        await browser.OpenAsync("/sign-in");
        using var form = new FormUrlEncodedContent([new("form-token", browser._token), new("user", user)]);
        await browser._client.PostAnswerAsync("/sign-in", form);
        await browser.OpenAsync("/send");
        return browser;
    }

    public async Task<HttpAnswer> OpenAsync(string path)
    {
        var answer = await _client.GetAnswerAsync(path);
        if (FormToken().Match(answer.Body) is { Success: true } token)
            _token = token.Groups[1].Value;
        return answer;
    }

    /// <summary>Chooses files for HARBOUR and 2025-Q2 and presses the button.</summary>
    public Task<HttpAnswer> CheckAsync(IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> files) =>
        _client.PostAnswerAsync("/send", Uploads.Form(files, ("form-token", _token), ("service", "HARBOUR"), ("quarter", "2025-Q2")));

    /// <summary>Sends any content to the form for files; the token goes with it in a header.</summary>
    public Task<HttpAnswer> PostAsync(string path, HttpContent content)
    {
        content.Headers.TryAddWithoutValidation("RequestVerificationToken", _token);
        return _client.PostAnswerAsync(path, content);
    }

    /// <summary>Fills in a form of the page that is open, and presses its button.</summary>
    public Task<HttpAnswer> SubmitAsync(string path, params (string Name, string Value)[] fields) =>
        _client.PostAnswerAsync(
            path,
            new FormUrlEncodedContent([new("form-token", _token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))])
        );

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"form-token\"[^>]*value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}

/// <summary>Multipart forms of an upload.</summary>
internal static class Uploads
{
    public static MultipartFormDataContent Form(
        IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> files,
        params IEnumerable<(string Name, string Value)> fields
    )
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        foreach (var (name, content) in files)
        {
            // As browsers do it: the name in UTF-8 between quotation marks.
            var part = new ReadOnlyMemoryContent(content);
            part.Headers.TryAddWithoutValidation(
                "Content-Disposition",
                $"form-data; name=\"files\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\""
            );
            part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            form.Add(part);
        }
        return form;
    }
}
