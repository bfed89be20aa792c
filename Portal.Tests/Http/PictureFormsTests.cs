using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Portal.Tests.Charts;
using Portal.Tests.Database;

namespace Portal.Tests.Http;

/// <summary>Every picture of the API comes as SVG, as PNG and as the numbers behind its marks, and says what it must.</summary>
[NeedsDatabase]
public sealed class PictureFormsTests
{
    // Each picture with somebody who may have it; a new picture has to be added here.
    private static readonly Dictionary<string, (string User, string Address)> Pictures = new()
    {
        ["api/v1/services/{service}/charts/referral-risks"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/referral-risks{0}?reason=OTHER"
        ),
        ["api/v1/services/{service}/charts/risks-together"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/risks-together{0}?reason=OTHER"
        ),
        ["api/v1/services/{service}/charts/experience"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/experience{0}?reason=OTHER&form=ESQ&respondents=PARENTS"
        ),
        ["api/v1/services/{service}/charts/approaches"] = ("member@harbour", "/api/v1/services/HARBOUR/charts/approaches{0}?reason=OTHER"),
        ["api/v1/services/{service}/charts/indirect"] = ("member@harbour", "/api/v1/services/HARBOUR/charts/indirect{0}?reason=OTHER"),
        ["api/v1/services/{service}/charts/flow"] = ("member@harbour", "/api/v1/services/HARBOUR/charts/flow{0}?reason=OTHER"),
        ["api/v1/services/{service}/charts/families"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/families{0}?reason=OTHER&group=ETHNICITY"
        ),
        ["api/v1/services/{service}/charts/families-together"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/families-together{0}?reason=OTHER"
        ),
        ["api/v1/services/{service}/charts/compared"] = ("member@harbour", "/api/v1/services/HARBOUR/charts/compared{0}?reason=OTHER"),
        ["api/v1/services/{service}/charts/compared-risks"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/compared-risks{0}?similar=true&reason=OTHER"
        ),
        ["api/v1/services/{service}/charts/funnel"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/funnel{0}?reason=OTHER&measure=HADS&subscale=ANXIETY"
        ),
        ["api/v1/services/{service}/charts/outcome-board"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/outcome-board{0}?reason=OTHER"
        ),
        ["api/v1/services/{service}/charts/pre-post"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/pre-post{0}?reason=OTHER&measure=HADS&subscale=ANXIETY"
        ),
        ["api/v1/services/{service}/charts/trend"] = (
            "member@harbour",
            "/api/v1/services/HARBOUR/charts/trend{0}?reason=OTHER&series=CHANGE&measure=HADS&subscale=ANXIETY"
        ),
        ["api/v1/network/charts/referral-risks"] = ("analyst", "/api/v1/network/charts/referral-risks{0}"),
        ["api/v1/network/charts/forest"] = ("analyst", "/api/v1/network/charts/forest{0}?measure=HADS&subscale=ANXIETY"),
        ["api/v1/network/charts/network-funnel"] = ("analyst", "/api/v1/network/charts/network-funnel{0}?measure=HADS&subscale=ANXIETY"),
        ["api/v1/network/charts/network-over-time"] = (
            "analyst",
            "/api/v1/network/charts/network-over-time{0}?measure=HADS&subscale=ANXIETY"
        ),
        ["api/v1/network/charts/network-equity"] = ("analyst", "/api/v1/network/charts/network-equity{0}?measure=HADS&subscale=ANXIETY"),
        ["api/v1/network/releases/{id}/charts/{chart}"] = ("member@harbour", "/api/v1/network/releases/latest/charts/changes{0}"),
        ["api/v1/shared/{service}/releases/{id}/charts/{chart}"] = ("", ""),
    };

    // Other pictures of the same routes, which show something else: no change.
    private static readonly string[] Others =
    [
        "/api/v1/services/HARBOUR/charts/trend{0}?reason=OTHER&series=REFERRALS",
        "/api/v1/services/HARBOUR/charts/trend{0}?reason=OTHER&series=WAIT",
        "/api/v1/services/HARBOUR/charts/trend{0}?reason=OTHER&series=ENDED",
        "/api/v1/services/HARBOUR/charts/trend{0}?reason=OTHER&series=COMPLETION&measure=HADS&subscale=ANXIETY",
        "/api/v1/services/HARBOUR/charts/families{0}?reason=OTHER&group=SOURCES",
        "/api/v1/services/HARBOUR/charts/families{0}?reason=OTHER&group=HOME",
        "/api/v1/network/releases/latest/charts/referral-risks{0}",
    ];

    private RunningPortal _portal = null!;

    [OneTimeSetUp]
    public async Task Open() => _portal = await RunningPortal.WithReleaseAsync();

    [Test]
    public void Pictures_OfEveryRoute_ComeInThreeForms()
    {
        var routes = _portal
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(route => route.RoutePattern.RawText!.TrimStart('/'))
            .Where(pattern => pattern.Contains("/charts/", StringComparison.Ordinal))
            .Distinct();

        Assert.That(
            routes,
            Is.EquivalentTo(Pictures.Keys.SelectMany(picture => new[] { ".svg", ".png", ".csv" }.Select(ending => picture + ending)))
        );
    }

    [Test]
    public async Task Pictures_InEachForm_HoldTheSame()
    {
        foreach (var (user, address) in Pictures.Values.Where(picture => picture.User.Length > 0))
        {
            using var client = await _portal.ClientAsync(user);
            using var png = await client.GetAsync(new Uri(string.Format(null, address, ".png"), UriKind.Relative));
            var svg = await client.GetAnswerAsync(string.Format(null, address, ".svg"));
            var csv = await client.GetAnswerAsync(string.Format(null, address, ".csv"));

            Assert.That((svg.Status, (int)png.StatusCode, csv.Status), Is.EqualTo((200, 200, 200)), address);
            Assert.That((await png.Content.ReadAsByteArrayAsync()).Take(4), Is.EqualTo(new byte[] { 0x89, 0x50, 0x4E, 0x47 }), address);
            Assert.That(png.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/png"), address);
            var said = SvgText.Read(svg.Body).Description();
            var rows = csv.Body.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.That(rows, Has.Length.GreaterThan(1), address);
            PictureKinds.Check(svg.Body, rows.Length - 1, address);
            PictureKinds.CheckHeadings(rows[0].Split(','), address);
            // What a row is about stands in the description of the picture, too.
            foreach (
                var label in rows.Skip(1)
                    .Select(row => row.Split(',')[0].Trim('"'))
                    .Where(label => label.Length > 12 && !label.StartsWith("prediction", StringComparison.Ordinal))
            )
                Assert.That(said, Does.Contain(label[..12]), address);
        }
    }

    [TestCaseSource(nameof(Others))]
    public async Task Picture_ThatShowsNoChange_SaysWhatItMust(string address)
    {
        using var client = await _portal.ClientAsync("member@harbour");
        var svg = await client.GetAnswerAsync(string.Format(null, address, ".svg"));
        var csv = await client.GetAnswerAsync(string.Format(null, address, ".csv"));

        Assert.That((svg.Status, csv.Status), Is.EqualTo((200, 200)), svg.Body);
        PictureKinds.Check(svg.Body, csv.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1, address, showsChange: false);
    }
}
