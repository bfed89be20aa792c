using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Recount;

namespace Portal.Tests.Chasing;

/// <summary>The lists of what is worth chasing hold the cases that the files say, no more and no fewer.</summary>
[NeedsDatabase]
public sealed class WorthChasingTests
{
    private const string Harbour = "/api/v1/services/HARBOUR";

    private HttpClient _member = null!;

    [OneTimeSetUp]
    public async Task Open() => _member = await (await RunningPortal.WithSamplesAsync()).ClientAsync("member@harbour");

    [OneTimeTearDown]
    public void Close() => _member.Dispose();

    [Test]
    public async Task Lists_OfHarbour_EqualTheRecount()
    {
        var quarters = SampleRows.Quarters("HARBOUR");
        var (cases, scores, contacts) = (
            new Dictionary<string, Dictionary<string, string>>(),
            new Dictionary<string, List<Dictionary<string, string>>>(),
            new Dictionary<string, List<Dictionary<string, string>>>()
        );
        foreach (var quarter in quarters)
        {
            var (scored, seen) = (Rows(quarter, "scores.csv"), Rows(quarter, "contacts.csv"));
            foreach (var row in SampleRows.Of("HARBOUR", quarter, "cases.csv"))
            {
                var one = row["case_ref"];
                (cases[one], scores[one], contacts[one]) = (
                    row,
                    [.. scored[one].Where(score => score["score"].Length > 0)],
                    [.. seen[one]]
                );
            }
        }
        var latest = cases.Values.Where(row => row["quarter"] == quarters[^1]).ToList();
        bool HasFirst(string one) => scores[one].Any(score => score["timepoint"] == "BASELINE");
        var listed = SampleRows.Of("HARBOUR", quarters[^1], "cases.csv").Select(row => row["case_ref"]).ToHashSet();
        var expected = new Dictionary<string, IEnumerable<string>>
        {
            ["CLOSED_WITHOUT_LAST"] = cases
                .Values.Where(row =>
                    row["status"] == "CLOSED" && string.CompareOrdinal(row["closure_month"], $"{quarters[^1][..4]}-01") >= 0
                )
                .Select(row => row["case_ref"])
                .Where(one => HasFirst(one) && scores[one].All(score => score["timepoint"] == "BASELINE")),
            ["FIRST_SCORE_MISSING"] = latest
                .Where(row =>
                    row["status"] == "OPEN" && contacts[row["case_ref"]].Count(contact => contact["attendance"] == "ATTENDED") >= 4
                )
                .Select(row => row["case_ref"])
                .Where(one => !HasFirst(one)),
            ["NOT_LISTED"] = SampleRows
                .Of("HARBOUR", quarters[^2], "cases.csv")
                .Where(row => row["status"] != "CLOSED" && !listed.Contains(row["case_ref"]))
                .Select(row => row["case_ref"]),
            ["RISKS_NOT_ASSESSED"] = latest
                .Where(row => row["decision"] == "ACCEPTED" && row["status"] != "WAITING" && row["risks_assessed"] != "Y")
                .Select(row => row["case_ref"]),
        };

        var answer = (await _member.GetAnswerAsync(Harbour + "/chasing")).Json;
        var shown = answer["lists"]!
            .AsArray()
            .ToDictionary(list => (string)list!["code"]!, list => list!["cases"]!.AsArray().Select(one => (string)one!).ToList());

        Assert.That((string?)answer["quarter"], Is.EqualTo(quarters[^1]));
        Assert.That(quarters[^1], Does.EndWith("Q4"), "the recount takes the calendar year for the last four quarters");
        Assert.That(expected.Values.Sum(list => list.Count()), Is.Positive);
        foreach (var (code, wanted) in expected)
            Assert.That(shown[code], Is.EqualTo(wanted.Order(StringComparer.Ordinal)), code);
    }

    [Test]
    public async Task File_WithAReason_HasALineForEachCase()
    {
        var without = await _member.GetAnswerAsync(Harbour + "/chasing.csv");
        var file = await _member.GetAnswerAsync(Harbour + "/chasing.csv?reason=WORK_WITH_FAMILIES");
        var lists = (await _member.GetAnswerAsync(Harbour + "/chasing")).Json["lists"]!.AsArray();

        Assert.That((without.Status, file.Status), Is.EqualTo((428, 200)));
        Assert.That(
            file.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(1 + lists.Sum(list => list!["cases"]!.AsArray().Count))
        );
    }

    [Test]
    public async Task Lists_BeforeTheFirstExtract_AreNone()
    {
        var portal = await RunningPortal.StartAsync();
        await using var _ = portal;
        using var member = await portal.ClientAsync("member@harbour");
        var answer = (await member.GetAnswerAsync(Harbour + "/chasing")).Json;

        Assert.That((answer["quarter"], answer["lists"]!.AsArray().Count), Is.EqualTo(((object?)null, 0)));
    }

    private static ILookup<string, Dictionary<string, string>> Rows(string quarter, string file) =>
        SampleRows.Of("HARBOUR", quarter, file).ToLookup(row => row["case_ref"]);
}
