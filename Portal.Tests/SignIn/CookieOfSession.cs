using System.Text.RegularExpressions;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn;

/// <summary>A browser whose cookies can be copied, as somebody does who was at the machine.</summary>
internal sealed partial class CookieOfSession : IDisposable
{
    private readonly HttpClient _client;
    private readonly Dictionary<string, string> _cookies = [];

    private CookieOfSession(Uri address) =>
        _client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>The value of the cookie that signs somebody in.</summary>
    public string? Value => _cookies.GetValueOrDefault("portal");

    public static async Task<CookieOfSession> SignInAsync(RunningPortal portal, string user, string? planted = null)
    {
        var browser = new CookieOfSession(portal.Address);
        if (planted is not null)
            browser._cookies["portal"] = planted;
        await browser.PostAsync("/sign-in", ("user", user));
        return browser;
    }

    /// <summary>Another browser with a copy of the cookies, perhaps at another node.</summary>
    public CookieOfSession Copy(RunningPortal portal)
    {
        var copy = new CookieOfSession(portal.Address);
        foreach (var (name, value) in _cookies)
            copy._cookies[name] = value;
        return copy;
    }

    /// <summary>The status of <c>/api/v1/me</c>: 200 while the cookie signs in, 401 afterwards.</summary>
    public async Task<int> MeAsync() => (await SendAsync(HttpMethod.Get, "/api/v1/me", null)).Status;

    public Task<HttpAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    /// <summary>Fills in the form of a page and sends it.</summary>
    public async Task<HttpAnswer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var page = await SendAsync(HttpMethod.Get, path, null);
        var token = FormToken().Match(page.Body).Groups[1].Value;
        return await SendAsync(
            HttpMethod.Post,
            path,
            new FormUrlEncodedContent([new("form-token", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))])
        );
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpAnswer> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var answer = await _client.SendAsync(request);
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var (name, value) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set.Split(';')[0].Split('=', 2)[1]);
            if (value.Length == 0)
                _cookies.Remove(name);
            else
                _cookies[name] = value;
        }
        return new HttpAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.ToString());
    }

    [GeneratedRegex("name=\"form-token\"[^>]*value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}
