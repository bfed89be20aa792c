using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Samples;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>Figures over the quarters of HARBOUR, counted again from the files with nothing of the product.</summary>
[NeedsDatabase]
public sealed class TrendsAgainstRecountTests
{
    private const string Harbour = "/api/v1/services/HARBOUR";

    private HttpClient _member = null!;
    private JsonNode _trends = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _member = await (await RunningPortal.WithSamplesAsync()).ClientAsync("member@harbour");
        _trends = (await _member.GetAnswerAsync(Harbour + "/trends")).Json;
    }

    [OneTimeTearDown]
    public void Close() => _member.Dispose();

    [Test]
    public void Quarters_AreThoseThatWereSent() =>
        Assert.That(_trends["quarters"]!.AsArray().Select(quarter => (string?)quarter), Is.EqualTo(Sent()));

    [Test]
    public void ReferralsAndWaits_EachQuarter_EqualTheRecount()
    {
        var cases = new Dictionary<string, Dictionary<string, string>>();
        foreach (var row in Sent().SelectMany(quarter => Rows(quarter, "cases.csv")))
            cases[row["case_ref"]] = row;
        var expected = Sent()
            .Select(quarter =>
            {
                var referred = cases.Values.Where(row => QuarterOf(row["referral_month"]) == quarter).ToList();
                var waits = referred
                    .Select(row => row["days_to_first_contact"])
                    .Where(days => days.Length > 0)
                    .Select(Number)
                    .Order()
                    .ToList();
                return (Referred: (double?)referred.Count, Wait: waits.Count < 5 ? null : Median(waits));
            })
            .ToList();

        Assert.That(expected.Sum(quarter => quarter.Referred), Is.GreaterThan(100));
        Assert.That(Values("REFERRALS"), Is.EqualTo(expected.Select(quarter => quarter.Referred)));
        Assert.That(Values("WAIT"), Is.EqualTo(expected.Select(quarter => quarter.Wait)));
    }

    [TestCase("HADS", "ANXIETY", -1)]
    [TestCase("MORS_SF", "WARMTH", 1)]
    [TestCase("GBO", "", 1)]
    public void ChangeAndCompletion_EachQuarter_EqualTheRecount(string measure, string subscale, int sign)
    {
        var folder = Path.Combine(RepositoryFolders.SampleExtracts, "HARBOUR");
        List<double?> changes = [],
            shares = [];
        foreach (var quarter in Sent())
        {
            var first = quarter[..5] + $"{(quarter[^1] - '1') * 3 + 1:00}";
            var next = quarter[^1] == '4' ? $"{Whole(quarter[..4]) + 1}-01" : quarter[..5] + $"{(quarter[^1] - '0') * 3 + 1:00}";
            var counted = SampleRecount.OfService(folder, first, next).Pairs.GetValueOrDefault((measure, subscale));
            changes.Add(counted is null || counted.Paired < 5 ? null : sign * (counted.PostMean - counted.PreMean));
            shares.Add(counted is null || counted.Baseline == 0 ? null : (double)counted.Paired / counted.Baseline);
        }

        Assert.That(changes.OfType<double>(), Is.Not.Empty);
        Close(Values("CHANGE", measure, subscale), changes);
        Close(Values("COMPLETION", measure, subscale), shares);
    }

    [Test]
    public void Series_OfTwelveQuarters_HaveTheirCentreAndLimitsAroundIt()
    {
        var points = Series("REFERRALS").AsObject()["points"]!.AsArray();
        var values = points.Select(point => (double)point!["value"]!).ToList();
        var ranges = values.Skip(1).Zip(values, (next, value) => Math.Abs(next - value)).ToList();
        var kept = ranges.Where(range => range < 3.267 * ranges.Average()).Average();

        Assert.That((string?)Series("REFERRALS")["chart"], Is.EqualTo("XMR"));
        Assert.That((double)points[0]!["centre"]!, Is.EqualTo(values.Average()).Within(1e-9));
        Assert.That((double)points[0]!["high"]!, Is.EqualTo(values.Average() + 2.66 * kept).Within(1e-9));
    }

    private static void Close(List<double?> shown, List<double?> expected)
    {
        Assert.That(shown.ConvertAll(value => value is null), Is.EqualTo(expected.ConvertAll(value => value is null)));
        foreach (var (value, wanted) in shown.Zip(expected))
            if (wanted is { } known)
                Assert.That(value, Is.EqualTo(known).Within(1e-9));
    }

    private List<double?> Values(string code, string? measure = null, string? subscale = null) =>
        [.. Series(code, measure, subscale)["points"]!.AsArray().Select(point => (double?)point!["value"])];

    private JsonNode Series(string code, string? measure = null, string? subscale = null) =>
        _trends["series"]!
            .AsArray()
            .Single(series =>
                (string?)series!["code"] == code
                && (string?)series["measure"] == measure
                && (measure is null || (string?)series["subscale"] == subscale)
            )!;

    private static IReadOnlyList<string> Sent() => SampleRows.Quarters("HARBOUR");

    private static string QuarterOf(string month) => $"{month[..4]}-Q{(Whole(month[5..]) - 1) / 3 + 1}";

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    private static double? Median(List<double> sorted) =>
        sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;

    private static IEnumerable<Dictionary<string, string>> Rows(string quarter, string file) => SampleRows.Of("HARBOUR", quarter, file);
}
