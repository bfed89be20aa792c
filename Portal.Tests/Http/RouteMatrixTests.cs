using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.SignIn.Tokens;

namespace Portal.Tests.Http;

/// <summary>
/// Every route of API and pages by every kind of person. Who may use a route is said here, by hand; a route that nobody has said it of
/// fails. What those who may are answered is for other tests; here it must not be a refusal for lack of a role, nor a fault.
/// </summary>
[NeedsDatabase]
public sealed partial class RouteMatrixTests
{
    private const string NoId = "00000000-0000-0000-0000-000000000000";

    /// <summary>Who may use a route.</summary>
    private enum Who
    {
        Anybody,
        SignedIn,
        Members,
        Leads,
        Analysts,
        Approvers,
        Administrators,
        Readers,
    }

    // The first that fits counts. "{service}" is the caller's own; of somebody else's service it is a 404.
    private static readonly (string Verb, string Pattern, Who Who)[] Rules =
    [
        ("*", "health/*", Who.Anybody),
        ("GET", "openapi/*", Who.Anybody),
        ("*", "docs*", Who.Anybody),
        ("POST", "dev/tokens", Who.Anybody),
        ("GET", "dev/sign-in", Who.Anybody),
        ("GET", "assets/*", Who.Anybody),
        ("GET", "", Who.Anybody),
        ("GET", "sign-in*", Who.Anybody),
        ("GET", "sign-out", Who.Anybody),
        ("GET", "invitation/*", Who.Anybody),
        ("GET", "problem/*", Who.Anybody),
        ("GET", "help*", Who.Anybody),
        ("GET", "accessibility", Who.Anybody),
        ("GET", "privacy", Who.Anybody),
        ("*", "api/v1/services/{service}/people*", Who.Leads),
        ("*", "api/v1/services/{service}/tokens*", Who.Leads),
        ("*", "api/v1/services/{service}/submissions/{id}/withdrawal", Who.Leads),
        ("GET", "api/v1/services/{service}/audit", Who.Leads),
        ("*", "api/v1/services/{service}/erasure*", Who.Leads),
        ("*", "api/v1/services/{service}/closing*", Who.Leads),
        ("PUT", "api/v1/services/{service}/opt-in/{year}", Who.Leads),
        ("DELETE", "api/v1/services/{service}/opt-in/{year}", Who.Leads),
        ("PUT", "api/v1/services/{service}/shares/{person}", Who.Leads),
        ("DELETE", "api/v1/services/{service}/shares/{person}", Who.Leads),
        ("*", "api/v1/services/{service}/*", Who.Members),
        ("*", "api/v1/admin/*", Who.Administrators),
        ("GET", "api/v1/network/audit*", Who.Administrators),
        ("POST", "api/v1/network/releases", Who.Analysts),
        ("DELETE", "api/v1/network/releases/{id}", Who.Analysts),
        ("POST", "api/v1/network/releases/{id}/*", Who.Approvers),
        ("GET", "api/v1/network/releases/{id}/preview", Who.Approvers),
        ("GET", "api/v1/network/releases*", Who.SignedIn),
        ("*", "api/v1/network/*", Who.Analysts),
        ("*", "api/v1/analysis/*", Who.Analysts),
        ("*", "api/v1/shared*", Who.Readers),
        ("*", "api/v1/me*", Who.SignedIn),
        ("GET", "api/v1/*", Who.SignedIn),
        ("GET", "people/{service}", Who.Leads),
        ("GET", "tokens/{service}", Who.Leads),
        ("GET", "audit/{service}", Who.Leads),
        ("GET", "erasure/{service}*", Who.Leads),
        ("GET", "closing/{service}", Who.Leads),
        ("GET", "shares/{service}/{person}/stop", Who.Leads),
        ("GET", "people", Who.Administrators),
        ("GET", "mail*", Who.Administrators),
        ("GET", "my-mail", Who.SignedIn),
        ("GET", "services*", Who.Administrators),
        ("GET", "measures", Who.Administrators),
        ("GET", "audit", Who.Administrators),
        ("GET", "calendar*", Who.Administrators),
        ("GET", "erasures*", Who.Administrators),
        ("GET", "network*", Who.Analysts),
        ("GET", "releases/new", Who.Analysts),
        ("GET", "releases/{id}/discard", Who.Analysts),
        ("GET", "releases/{id}/publication", Who.Approvers),
        ("GET", "releases/{id}/opening", Who.Approvers),
        ("GET", "releases*", Who.SignedIn),
        ("GET", "shared*", Who.Readers),
        ("GET", "opt-in/{service}/{year}/out", Who.Leads),
        ("GET", "send*", Who.Members),
        ("GET", "{page}/{service}*", Who.Members),
    ];

    // Built once: hundreds of routes are compared with them for each kind of person.
    private static readonly (string Verb, Regex Pattern, Who Who)[] Compared =
    [
        .. Rules.Select(rule =>
            (
                rule.Verb,
                new Regex(
                    "^" + Regex.Escape(rule.Pattern).Replace("\\*", ".*").Replace("\\{page}", "[^/]+") + "$",
                    RegexOptions.NonBacktracking
                ),
                rule.Who
            )
        ),
    ];

    // A kind of person each; the last leads another service.
    private static readonly (string? User, Who[] May)[] People =
    [
        (null, [Who.Anybody]),
        ("member@harbour", [Who.Anybody, Who.SignedIn, Who.Members]),
        ("lead@harbour", [Who.Anybody, Who.SignedIn, Who.Members, Who.Leads]),
        ("analyst", [Who.Anybody, Who.SignedIn, Who.Analysts, Who.Approvers]),
        ("admin", [Who.Anybody, Who.SignedIn, Who.Administrators, Who.Approvers]),
        ("reader", [Who.Anybody, Who.SignedIn, Who.Readers]),
        ("lead@teasel", [Who.Anybody, Who.SignedIn]),
    ];

    private RunningPortal _portal = null!;

    [OneTimeSetUp]
    public async Task StartPortal() => _portal = await RunningPortal.StartAsync();

    [OneTimeTearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [Test]
    public void Routes_Each_AreSaidForWhom() =>
        Assert.That(Routes().Where(route => Of(route) is null).Select(route => $"{route.Verb} {route.Pattern}"), Is.Empty);

    [Test]
    public async Task Routes_ByEachKindOfPerson_LetInWhomTheyAreFor()
    {
        var wrong = new List<string>();
        var routes = Routes().Select(route => (Route: route, Who: Of(route)!.Value)).ToArray();
        foreach (var (user, may) in People)
        {
            var client = await _portal.ClientAsync(user);
            foreach (var (route, who) in routes)
            {
                var status = await StatusAsync(client, route);
                var isOfAnotherService = user == "lead@teasel" && route.Pattern.Contains("{service}", StringComparison.Ordinal);
                if (!Fits(route, user, may.Contains(who), who, isOfAnotherService, status))
                    wrong.Add($"{route.Verb} {route.Pattern} for {who} by {user ?? "nobody"}: {status}");
                if (route.Verb != "DELETE")
                    continue;
                // It may have been the session.
                client.Dispose();
                client = await _portal.ClientAsync(user);
            }

            client.Dispose();
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    // A token that may do everything a token can: what its members GET, checks and submissions, and what is the same for everybody.
    [Test]
    public async Task Routes_ByAnAccessToken_AreOpenWhereTheySaySo()
    {
        using var lead = await _portal.ClientAsync("lead@harbour");
        using var script = _portal.Script((await lead.TokenAsync("check", "submit", "read")).Key);
        var wrong = new List<string>();
        foreach (var route in Routes())
        {
            var isSame = SameForEverybody.Contains(route.Pattern) && route.Verb == "GET";
            var isOfMembers = IsApi(route.Pattern) && Of(route) == Who.Members;
            var mayChange =
                route.Pattern.Contains("/checks", StringComparison.Ordinal)
                || route.Pattern.EndsWith("}/submissions", StringComparison.Ordinal);
            var may = Of(route) == Who.Anybody || isSame || isOfMembers && (route.Verb == "GET" || mayChange);
            // Pages do not know tokens.
            if (!IsApi(route.Pattern))
                continue;
            var status = await StatusAsync(script, route);
            if (may ? status is 401 or 403 or >= 500 && route.Pattern != "health/ready" : status != 403)
                wrong.Add($"{route.Verb} {route.Pattern}: {status}");
        }

        Assert.That(wrong, Is.Empty, string.Join('\n', wrong));
    }

    private static readonly string[] SameForEverybody =
    [
        "api/v1/me",
        "api/v1/measures",
        "api/v1/code-lists",
        "api/v1/rules",
        "api/v1/templates/{file}.csv",
        "api/v1/templates.zip",
        "api/v1/templates.xlsx",
        "api/v1/data-dictionary.csv",
    ];

    private static bool Fits((string Verb, string Pattern) route, string? user, bool may, Who who, bool isOfAnother, int status)
    {
        if (may && !(isOfAnother && who is Who.SignedIn))
            // Readiness tells of a server that tests use on purpose.
            return status is not (401 or 403) and < 500 || route.Pattern == "health/ready";
        if (user is null)
            return status == (IsApi(route.Pattern) ? 401 : 302);
        // Whoever leads or belongs to some service is let to where it turns out that this one is not theirs.
        return isOfAnother && who is Who.Members or Who.Leads && isOfAnother ? status == 404
            : who is Who.Members or Who.Leads && user == "lead@teasel" ? status is 404 or < 400
            : status == 403;
    }

    private static async Task<int> StatusAsync(HttpClient client, (string Verb, string Pattern) route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Verb), new Uri("/" + Filled(route.Pattern), UriKind.Relative));
        if (route.Verb is "POST" or "PUT")
            request.Content = IsUpload(route.Pattern)
                ? new MultipartFormDataContent { { new StringContent(""), "nothing" } }
                : new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static Who? Of((string Verb, string Pattern) route) =>
        Compared
            .Where(rule => rule.Verb is "*" || rule.Verb == route.Verb)
            .Where(rule => rule.Pattern.IsMatch(route.Pattern))
            .Select(rule => (Who?)rule.Who)
            .FirstOrDefault();

    private static bool IsUpload(string pattern) => pattern.EndsWith("/checks", StringComparison.Ordinal);

    private static bool IsApi(string pattern) => pattern.StartsWith("api/", StringComparison.Ordinal);

    // Pages answer forms as well; their permission is the same and is asked before the form is read.
    private IEnumerable<(string Verb, string Pattern)> Routes() =>
        _portal
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(verb =>
                    (verb, Parameter().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "{$1}"))
                )
            )
            .Distinct()
            .OrderBy(route => route.Item2, StringComparer.Ordinal)
            .ThenBy(route => route.verb, StringComparer.Ordinal);

    private static string Filled(string pattern) =>
        Parameter()
            .Replace(
                pattern,
                found =>
                    found.Groups[1].Value switch
                    {
                        "service" or "shared" or "code" or "proposed" => "HARBOUR",
                        "period" or "quarter" => "2025-Q2",
                        "id" or "submission" => NoId,
                        "year" => "2025",
                        "status" => "404",
                        "role" => "Service.Member",
                        _ => "x",
                    }
            );

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
