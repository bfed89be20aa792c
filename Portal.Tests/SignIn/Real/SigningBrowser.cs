using System.Net;
using System.Text.RegularExpressions;
using Portal.Tests.SignIn.Provider;

namespace Portal.Tests.SignIn.Real;

/// <summary>A browser as the portal and the provider see it: cookies, redirects, and the form by which the provider answers.</summary>
internal sealed partial class SigningBrowser(ProductionPortal portal, CookieContainer cookies) : IDisposable
{
    private readonly HttpClient _http = new(portal.Handler(), disposeHandler: true);
    private readonly CookieContainer _cookies = cookies;

    public SigningBrowser(ProductionPortal portal)
        : this(portal, new CookieContainer()) { }

    /// <summary>Names of the cookies that the portal has set and not taken back.</summary>
    public IEnumerable<string> Cookies => _cookies.GetCookies(portal.Address).Select(cookie => cookie.Name);

    /// <summary>The same browser at another node, as a proxy without stickiness leads it there.</summary>
    public SigningBrowser At(ProductionPortal node) => new(node, _cookies);

    /// <summary>Opens a page of the portal without following where it leads.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, new Uri(portal.Address, path), null);

    /// <summary>The cookies as they are now, in a jar of their own.</summary>
    public CookieContainer Copy()
    {
        var copy = new CookieContainer();
        copy.Add(_cookies.GetAllCookies());
        return copy;
    }

    /// <summary>Sends a form of a page, with the token that protects it.</summary>
    public Task<HttpResponseMessage> PostAsync(string page, string handler, params (string Name, string Value)[] fields) =>
        PostFormOfAsync(this, page, handler, fields);

    /// <summary>The same with a form that another node has shown.</summary>
    public async Task<HttpResponseMessage> PostFormOfAsync(
        SigningBrowser shown,
        string page,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        using var form = await shown.GetAsync(page);
        // Of the form itself: a page has another one for signing out.
        var html = await form.Content.ReadAsStringAsync();
        var start =
            handler.Length == 0
                ? html.LastIndexOf("<form", StringComparison.Ordinal)
                : html.IndexOf($"action=\"{handler}\"", StringComparison.Ordinal);
        var token = FormToken().Match(html[Math.Max(0, start)..]).Groups[1].Value;
        return await SendAsync(
            HttpMethod.Post,
            new Uri(portal.Address, handler.StartsWith('/') ? handler : page + handler),
            fields.Append(("form-token", WebUtility.HtmlDecode(token)))
        );
    }

    /// <summary>Signs in as somebody at the provider, and opens the page that the portal then leads to.</summary>
    /// <param name="person">User name at the provider.</param>
    /// <param name="start">Page that sends the browser to the provider.</param>
    /// <returns>Path of that page.</returns>
    public async Task<string> SignInAsync(string person, string start = "/sign-in/go")
    {
        var (action, fields) = await ProveAsync(person, start);
        return await AnswerAsync(action, fields);
    }

    /// <summary>Brings the provider's answer to the portal.</summary>
    /// <returns>Path of the page that the portal leads to.</returns>
    public async Task<string> AnswerAsync(Uri action, IEnumerable<(string Name, string Value)> fields)
    {
        using var answered = await SendAsync(HttpMethod.Post, action, fields);
        var next = answered.Headers.Location ?? throw new InvalidOperationException($"The portal answers {(int)answered.StatusCode}.");
        return next.IsAbsoluteUri ? next.PathAndQuery : next.OriginalString;
    }

    /// <summary>Goes to the provider and comes back with its answer, which the portal has not seen yet.</summary>
    public async Task<(Uri Action, IReadOnlyList<(string Name, string Value)> Fields)> ProveAsync(
        string person,
        string start = "/sign-in/go"
    )
    {
        using var sent = await GetAsync(start);
        var provider = sent.Headers.Location ?? throw new InvalidOperationException($"The portal answers {(int)sent.StatusCode}.");
        using var proved = await SendAsync(
            HttpMethod.Get,
            new Uri($"{provider.AbsoluteUri}&login_hint={Uri.EscapeDataString(person)}"),
            null
        );
        var html = await proved.Content.ReadAsStringAsync();
        var action = WebUtility.HtmlDecode(Action().Match(html).Groups[1].Value);
        return (new Uri(action), [.. SigningIn.Fields(html).Select(field => (field.Key, field.Value))]);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, IEnumerable<(string Name, string Value)>? fields)
    {
        using var request = new HttpRequestMessage(method, address);
        if (fields is not null)
            request.Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        if (_cookies.GetCookieHeader(address) is { Length: > 0 } sent)
            request.Headers.Add("Cookie", sent);
        var response = await _http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set)
                _cookies.SetCookies(address, cookie.Replace("; samesite=none", "", StringComparison.OrdinalIgnoreCase));
        return response;
    }

    [GeneratedRegex("name=\"form-token\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Action();
}
