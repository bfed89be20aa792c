using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Releases;

/// <summary>Pages of releases: every address by every role, with its exact status.</summary>
[NeedsDatabase]
public sealed class ReleasePagesAccessTests
{
    private const string Unknown = "/releases/0123456789abcdef";

    private static readonly string?[] People = [null, "member@harbour", "lead@harbour", "analyst", "analyst2", "admin", "reader"];

    // Statuses in the order of the people above.
    private static readonly (string Path, int[] Statuses)[] Matrix =
    [
        ("/releases", [302, 200, 200, 200, 200, 200, 200]),
        ("/releases/new", [302, 403, 403, 200, 200, 403, 403]),
        (Unknown, [302, 404, 404, 404, 404, 404, 404]),
        ("/releases/latest", [302, 404, 404, 404, 404, 404, 404]),
        (Unknown + "/publication", [302, 403, 403, 404, 404, 404, 403]),
        (Unknown + "/discard", [302, 403, 403, 404, 404, 403, 403]),
    ];

    private static IEnumerable<TestCaseData> Cells =>
        Matrix.SelectMany(row => People.Select((person, place) => new TestCaseData(row.Path, person, row.Statuses[place])));

    private RunningPortal _portal = null!;

    [OneTimeSetUp]
    public async Task StartPortal() => _portal = await RunningPortal.StartAsync();

    [OneTimeTearDown]
    public async Task StopPortal() => await _portal.DisposeAsync();

    [TestCaseSource(nameof(Cells))]
    public async Task Get_ByEachRole_HasItsStatus(string path, string? user, int status)
    {
        using var client = await _portal.ClientAsync(user);

        Assert.That((await client.GetAnswerAsync(path)).Status, Is.EqualTo(status));
    }

    [TestCase("/releases/new")]
    [TestCase(Unknown + "/publication")]
    [TestCase(Unknown + "/discard")]
    public async Task Post_WithoutFormToken_IsRefused(string path)
    {
        using var client = await _portal.ClientAsync("analyst");

        Assert.That((await client.PostAnswerAsync(path, new FormUrlEncodedContent([new("quarter", "2025-Q4")]))).Status, Is.EqualTo(400));
    }
}
