using NUnit.Framework;
using Portal.Tests.Database;

namespace Portal.Tests.Http;

/// <summary>Calendar, audit log, files of exact figures, erasure and sessions: every endpoint by every role, with its exact status.</summary>
[NeedsDatabase]
public sealed class AdministrationAccessTests
{
    private static readonly string?[] People = [null, "member@harbour", "lead@harbour", "lead@teasel", "analyst", "admin", "reader"];

    // Statuses in the order of the people above.
    private static readonly (string Method, string Path, int[] Statuses)[] Matrix =
    [
        ("GET", "/api/v1/admin/calendar", [401, 403, 403, 403, 403, 200, 403]),
        ("GET", "/api/v1/admin/calendar/2025-Q1/late.csv", [401, 403, 403, 403, 403, 200, 403]),
        ("GET", "/api/v1/admin/calendar/2025-Q1/reminder", [401, 403, 403, 403, 403, 200, 403]),
        ("POST", "/api/v1/admin/calendar/2025-Q1/closure", [401, 403, 403, 403, 403, 200, 403]),
        ("DELETE", "/api/v1/admin/calendar/2025-Q1/closure", [401, 403, 403, 403, 403, 200, 403]),
        ("GET", "/api/v1/network/audit", [401, 403, 403, 403, 403, 200, 403]),
        ("GET", "/api/v1/network/audit.csv", [401, 403, 403, 403, 403, 200, 403]),
        ("GET", "/api/v1/network/audit/verification", [401, 403, 403, 403, 403, 200, 403]),
        ("GET", "/api/v1/services/HARBOUR/audit", [401, 403, 200, 404, 403, 403, 403]),
        ("GET", "/api/v1/services/HARBOUR/charts/referral-risks.svg", [401, 428, 428, 404, 403, 403, 403]),
        ("GET", "/api/v1/services/HARBOUR/charts/referral-risks.svg?reason=OTHER", [401, 200, 200, 404, 403, 403, 403]),
        ("GET", "/api/v1/services/HARBOUR/charts/compared.svg", [401, 428, 428, 404, 403, 403, 403]),
        ("GET", "/api/v1/services/HARBOUR/charts/funnel.svg?measure=HADS", [401, 428, 428, 404, 403, 403, 403]),
        ("GET", "/api/v1/admin/erasures", [401, 403, 403, 403, 403, 200, 403]),
        ("POST", "/api/v1/admin/erasures", [401, 403, 403, 403, 403, 400, 403]),
        ("GET", "/api/v1/admin/erasures/00000000-0000-0000-0000-000000000000", [401, 403, 403, 403, 403, 404, 403]),
        ("GET", "/api/v1/admin/erasures/proposals", [401, 403, 403, 403, 403, 200, 403]),
        ("POST", "/api/v1/admin/erasures/proposals/HARBOUR/confirmation", [401, 403, 403, 403, 403, 409, 403]),
        ("POST", "/api/v1/admin/erasures/proposals/NOWHERE/confirmation", [401, 403, 403, 403, 403, 404, 403]),
        ("DELETE", "/api/v1/admin/erasures/proposals/HARBOUR", [401, 403, 403, 403, 403, 404, 403]),
        ("GET", "/api/v1/services/HARBOUR/erasure", [401, 403, 404, 404, 403, 403, 403]),
        ("POST", "/api/v1/services/HARBOUR/erasure/confirmation", [401, 403, 409, 404, 403, 403, 403]),
        ("DELETE", "/api/v1/services/HARBOUR/erasure", [401, 403, 404, 404, 403, 403, 403]),
        ("DELETE", "/api/v1/me/sessions", [401, 204, 204, 204, 204, 204, 204]),
        ("GET", "/api/v1/me/mail", [401, 200, 200, 200, 200, 200, 200]),
        ("PUT", "/api/v1/me/mail", [401, 400, 400, 400, 400, 400, 400]),
        ("GET", "/api/v1/admin/mail", [401, 403, 403, 403, 403, 200, 403]),
        ("POST", "/api/v1/admin/mail/00000000-0000-0000-0000-000000000000/attempts", [401, 403, 403, 403, 403, 404, 403]),
        ("GET", "/mail", [302, 403, 403, 403, 403, 200, 403]),
        ("POST", "/mail", [302, 403, 403, 403, 403, 400, 403]),
        ("GET", "/mail/00000000-0000-0000-0000-000000000000", [302, 403, 403, 403, 403, 404, 403]),
        ("GET", "/my-mail", [302, 200, 200, 200, 200, 200, 200]),
        ("POST", "/my-mail", [302, 400, 400, 400, 400, 400, 400]),
        ("GET", "/sign-out", [200, 200, 200, 200, 200, 200, 200]),
        ("GET", "/calendar", [302, 403, 403, 403, 403, 200, 403]),
        ("GET", "/calendar/2025-Q1", [302, 403, 403, 403, 403, 200, 403]),
        ("GET", "/calendar/2025-Q1/closing", [302, 403, 403, 403, 403, 200, 403]),
        ("GET", "/calendar/2199-Q1", [302, 403, 403, 403, 403, 404, 403]),
        ("GET", "/audit", [302, 403, 403, 403, 403, 200, 403]),
        ("GET", "/audit/HARBOUR", [302, 403, 200, 404, 403, 403, 403]),
        ("GET", "/export-reason/HARBOUR", [302, 200, 200, 404, 403, 403, 403]),
        ("POST", "/export-reason/HARBOUR", [302, 400, 400, 400, 403, 403, 403]),
        ("GET", "/erasures", [302, 403, 403, 403, 403, 200, 403]),
        ("GET", "/erasures/new", [302, 403, 403, 403, 403, 200, 403]),
        ("GET", "/erasures/proposals/HARBOUR", [302, 403, 403, 403, 403, 404, 403]),
        ("GET", "/erasure/HARBOUR", [302, 403, 200, 404, 403, 403, 403]),
        ("GET", "/erasures/00000000-0000-0000-0000-000000000000", [302, 403, 403, 403, 403, 404, 403]),
    ];

    private static IEnumerable<TestCaseData> Cells =>
        Matrix.SelectMany(row => People.Select((person, place) => new TestCaseData(row.Method, row.Path, person, row.Statuses[place])));

    private RunningPortal _portal = null!;

    [OneTimeSetUp]
    public async Task StartPortal() => _portal = await RunningPortal.StartAsync();

    [OneTimeTearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [TestCaseSource(nameof(Cells))]
    public async Task Request_ByEachRole_HasItsStatus(string method, string path, string? user, int status)
    {
        using var client = await _portal.ClientAsync(user);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await client.SendAsync(request);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
    }
}
