using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Hosting;

/// <summary>Every answer carries the headers, whatever it answers and to whom.</summary>
[NeedsDatabase]
public sealed class SecurityHeadersTests
{
    private static readonly string[] Addresses =
    [
        "/",
        "/sign-in",
        "/help",
        "/help/rules",
        "/help/rules/value.not_month",
        "/privacy",
        "/accessibility",
        "/send",
        "/families/HARBOUR",
        "/outcomes/HARBOUR",
        "/history/HARBOUR",
        "/opt-in/HARBOUR",
        "/opt-in/HARBOUR/2024/out",
        "/network",
        "/releases",
        "/releases/new",
        "/releases/0123456789abcdef",
        "/calendar",
        "/audit",
        "/families/TEASEL",
        "/no-such-page",
        "/problem/500",
        "/docs/index.html",
        "/openapi/v1.json",
        "/health/live",
        "/health/ready",
        "/api/v1/me",
        "/api/v1/measures",
        "/api/v1/services/HARBOUR/profile",
        "/api/v1/services/TEASEL/profile",
        "/api/v1/services/HARBOUR/charts/referral-risks.svg",
        "/api/v1/services/HARBOUR/charts/referral-risks.svg?reason=OTHER",
        "/api/v1/services/HARBOUR/profile?from=x",
        "/api/v1/services/HARBOUR/opt-in",
        "/api/v1/network/outcomes.csv",
        "/api/v1/none",
        "/erasures",
        "/erasures/new",
        "/erasures/proposals/HARBOUR",
        "/erasure/HARBOUR",
        "/api/v1/services/HARBOUR/erasure",
        "/api/v1/admin/erasures",
        "/api/v1/network/releases",
        "/network/analysis",
        "/network/planning",
        "/network/funnels",
        "/network/over-time",
        "/network/equity",
        "/api/v1/network/funnel",
        "/api/v1/network/over-time",
        "/api/v1/network/equity",
        "/api/v1/network/planning",
        "/api/v1/network/analysis",
        "/api/v1/network/analysis.csv",
        "/compare/HARBOUR",
        "/export-reason/HARBOUR",
        "/api/v1/services/HARBOUR/benchmark",
    ];

    [Test]
    public async Task Get_AnyAddressByAnybody_CarriesThePolicy(
        [ValueSource(nameof(Addresses))] string address,
        [Values(null, "member@harbour", "analyst")] string? user
    )
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync(user);

        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Multiple(() =>
        {
            Assert.That(
                Header(answer, "Content-Security-Policy"),
                Does.StartWith("default-src 'self';").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe")
            );
            Assert.That(Header(answer, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(answer.Headers.Contains("Server"), Is.False);
            if (
                address.StartsWith("/api/v1/services", StringComparison.Ordinal)
                || address.StartsWith("/families", StringComparison.Ordinal)
            )
                Assert.That(answer.Headers.CacheControl?.NoStore, Is.True, "data are never kept");
            // The database of the tests is not durable, which readiness must say.
            Assert.That(
                (int)answer.StatusCode,
                address == "/health/ready" ? Is.EqualTo(503)
                    : address == "/problem/500" ? Is.EqualTo(404)
                    : Is.LessThan(500)
            );
        });
    }

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";
}
