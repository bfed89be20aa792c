using System.Text;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Profiles;

/// <summary>The families of a service over HTTP: what is asked for, what there is none of, and what is of too few to say.</summary>
[NeedsDatabase]
public sealed class FamiliesOverHttpTests
{
    private const string Harbour = "/api/v1/services/HARBOUR";
    private const string Window = "?from=2025-01&before=2026-01";

    private HttpClient _member = null!;

    [OneTimeSetUp]
    public async Task Open() => _member = await (await RunningPortal.WithSamplesAsync()).ClientAsync("member@harbour");

    [OneTimeTearDown]
    public void Close() => _member.Dispose();

    [Test]
    public async Task Risks_LeadingTen_AreTheMostFrequentOfAll()
    {
        var all = await RowsAsync("");
        var leading = await RowsAsync("&leading=10");

        Assert.That(all, Has.Count.EqualTo(27));
        // The key of the marks is in the last column, which both files have.
        Assert.That(leading, Is.EqualTo(all.Take(10)));

        async Task<List<string>> RowsAsync(string more) =>
            [
                .. (await _member.GetAnswerAsync($"{Harbour}/charts/referral-risks.csv{Window}&reason=OTHER{more}"))
                    .Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                    .Skip(1),
            ];
    }

    [Test]
    public async Task Picture_OfAGroupThatIsNone_Is404()
    {
        var answer = await _member.GetAnswerAsync($"{Harbour}/charts/families.svg{Window}&reason=OTHER&group=NONE");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((404, "GROUP_UNKNOWN")));
    }

    [Test]
    public async Task MonthsWithoutReferrals_HaveEmptyGroupsAndNoMedian()
    {
        var answer = (await _member.GetAnswerAsync(Harbour + "/families?from=2030-01&before=2030-04")).Json;

        Assert.That((int)answer["flow"]!["referred"]!, Is.Zero);
        Assert.That(answer["flow"]!["daysToFirstContact"]!["median"], Is.Null);
        Assert.That(
            answer["groups"]!.AsArray().SelectMany(group => group!["answers"]!.AsArray()).Select(one => (int)one!["known"]!),
            Is.All.Zero
        );
    }

    [Test]
    public async Task Median_OfFewerThanFive_IsNotGiven()
    {
        var flows = new List<(int Known, bool Given)>();
        for (var month = new DateOnly(2025, 1, 1); month.Year == 2025; month = month.AddMonths(1))
        {
            var window = $"?from={month:yyyy-MM}&before={month.AddMonths(1):yyyy-MM}";
            var wait = (await _member.GetAnswerAsync(Harbour + "/families" + window)).Json["flow"]!["monthsToClosure"]!;
            flows.Add(((int)wait["known"]!, wait["median"] is not null));
        }

        Assert.That(flows.Select(flow => flow.Given), Does.Contain(true).And.Contain(false));
        Assert.That(flows.Where(flow => flow.Given).Select(flow => flow.Known), Is.All.GreaterThanOrEqualTo(5));
        Assert.That(flows.Where(flow => !flow.Given).Select(flow => flow.Known), Is.All.LessThan(5));
    }

    [Test]
    public async Task Risks_WithoutARelease_HaveNoMarkAndSaySo()
    {
        var picture = (await _member.GetAnswerAsync($"{Harbour}/charts/referral-risks.svg{Window}&reason=OTHER")).Body;

        Assert.That(picture, Does.Contain("No figures of the network are released yet").And.Not.Contain("<circle"));
    }

    [Test]
    public async Task Risks_WithARelease_HaveItsSharesAndNoOthers()
    {
        var portal = await RunningPortal.WithReleaseAsync();
        using var member = await portal.ClientAsync("member@harbour");
        var own = (await member.GetAnswerAsync($"{Harbour}/charts/referral-risks.csv?reason=OTHER")).Body;
        var released = (await member.GetAnswerAsync("/api/v1/network/releases/latest/charts/referral-risks.csv")).Body;
        var (marked, shares) = (Column(own, "all services, per cent"), Column(released, "figure"));

        Assert.That(marked.Values, Has.Some.Not.EqualTo("c"));
        Assert.That(marked.Keys, Is.SubsetOf(shares.Keys));
        Assert.That(marked.Keys.Select(risk => marked[risk]), Is.EqualTo(marked.Keys.Select(risk => shares[risk])));
    }

    private static Dictionary<string, string> Column(string csv, string column)
    {
        using var reader = CsvHelper.CsvReader.Create(
            new MemoryStream(Encoding.UTF8.GetBytes(csv)),
            new CsvHelper.CsvReaderOptions { Separator = ',' }
        );
        var cells = new Dictionary<string, string>();
        while (reader.Read())
            cells[reader.GetString("risk")] = reader.GetString(column);
        return cells;
    }

    [TestCase("/families")]
    [TestCase("/families-together")]
    [TestCase("/risks-together")]
    [TestCase("/charts/risks-together.csv")]
    [TestCase("/charts/flow.svg")]
    [TestCase("/charts/families.csv")]
    [TestCase("/charts/families-together.csv")]
    public async Task Families_OfAnotherService_AreNotThere(string path)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        foreach (var user in new[] { "lead@teasel", "analyst", "admin", "reader" })
        {
            using var other = await portal.ClientAsync(user);
            Assert.That((await other.GetAnswerAsync(Harbour + path + Window + "&reason=OTHER")).Status, Is.AnyOf(403, 404), user);
        }

        Assert.That((await _member.GetAnswerAsync(Harbour + path + Window + "&reason=OTHER")).Status, Is.EqualTo(200));
    }
}
