using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>The families of HARBOUR in 2025, counted again from the files with nothing of the product.</summary>
[NeedsDatabase]
public sealed class FamiliesAgainstRecountTests
{
    private const string Harbour = "/api/v1/services/HARBOUR";
    private const string Window = "?from=2025-01&before=2026-01";

    // Blank and these say that an answer is not known.
    private static readonly string[] NotKnown = ["", "U", "Z", "99", "NOT_RECORDED"];

    private static readonly string[] Steps =
    [
        "NONE",
        "EARLY_HELP",
        "CHILD_IN_NEED",
        "CHILD_PROTECTION",
        "CARE_PROCEEDINGS",
        "LOOKED_AFTER",
    ];

    // What the latest quarter that lists a case says of it.
    private readonly Dictionary<string, Dictionary<string, string>> _cases = [];
    private readonly HashSet<string> _seen = [];
    private readonly Dictionary<string, int?> _risks = [];
    private HttpClient _member = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        foreach (var quarter in SampleRows.Quarters("HARBOUR"))
        {
            var contacts = SampleRows.Of("HARBOUR", quarter, "contacts.csv").ToLookup(row => row["case_ref"]);
            var risks = SampleRows
                .Of("HARBOUR", quarter, "risks.csv")
                .Where(row => row["stage"] == "REFERRAL")
                .ToLookup(row => row["case_ref"]);
            foreach (var row in SampleRows.Of("HARBOUR", quarter, "cases.csv"))
            {
                var reference = row["case_ref"];
                _cases[reference] = row;
                _seen.Remove(reference);
                if (row["decision"] == "ACCEPTED" && contacts[reference].Any(contact => contact["attendance"] == "ATTENDED"))
                    _seen.Add(reference);
                var isKnown = row["risks_assessed"] == "Y" || risks[reference].Any(risk => risk["present"] is "Y" or "N");
                _risks[reference] = isKnown ? risks[reference].Count(risk => risk["present"] == "Y") : null;
            }
        }
        _member = await (await RunningPortal.WithSamplesAsync()).ClientAsync("member@harbour");
    }

    [OneTimeTearDown]
    public void Close() => _member.Dispose();

    private List<Dictionary<string, string>> Referred =>
        [
            .. _cases.Values.Where(row =>
                string.CompareOrdinal(row["referral_month"], "2025-01") >= 0 && string.CompareOrdinal(row["referral_month"], "2026-01") < 0
            ),
        ];

    [Test]
    public async Task Flow_EveryStep_EqualsTheRecount()
    {
        var flow = (await _member.GetAnswerAsync(Harbour + "/families" + Window)).Json["flow"]!;
        var accepted = Referred.Where(row => row["decision"] == "ACCEPTED").ToList();
        var seen = Referred.Where(Seen).ToList();
        var closed = seen.Where(row => row["status"] == "CLOSED").ToList();
        var days = seen.Where(row => row["days_to_first_contact"].Length > 0).Select(row => Number(row["days_to_first_contact"])).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(closed, Has.Count.GreaterThan(20));
            Assert.That((int)flow["referred"]!, Is.EqualTo(Referred.Count));
            Assert.That((int)flow["accepted"]!, Is.EqualTo(accepted.Count));
            foreach (var (name, decision) in new[] { ("signposted", "SIGNPOSTED"), ("declined", "DECLINED"), ("pending", "PENDING") })
                Assert.That((int)flow[name]!, Is.EqualTo(Referred.Count(row => row["decision"] == decision)), name);
            Assert.That((int)flow["seen"]!, Is.EqualTo(seen.Count));
            Assert.That((int)flow["waiting"]!, Is.EqualTo(accepted.Count(row => !Seen(row) && row["status"] != "CLOSED")));
            Assert.That((int)flow["closedUnseen"]!, Is.EqualTo(accepted.Count(row => !Seen(row) && row["status"] == "CLOSED")));
            Assert.That((int)flow["closed"]!, Is.EqualTo(closed.Count));
            Assert.That((int)flow["open"]!, Is.EqualTo(seen.Count - closed.Count));
            Assert.That((int)flow["daysToFirstContact"]!["known"]!, Is.EqualTo(days.Count));
            Assert.That((double)flow["daysToFirstContact"]!["median"]!, Is.EqualTo(Median(days)));
            Assert.That((double)flow["monthsToClosure"]!["median"]!, Is.EqualTo(Median([.. closed.Select(Months)])));
        });
    }

    [TestCase("BABY_AGE", "baby_age_band")]
    [TestCase("CAREGIVER1_AGE", "caregiver1_age_band")]
    [TestCase("HOUSEHOLD", "household")]
    [TestCase("FATHER", "father_involvement")]
    [TestCase("REFERRAL_SOURCE", "referral_source")]
    [TestCase("SOCIAL_CARE", "social_care_start")]
    [TestCase("HOME", "baby_living_start")]
    public async Task Question_OfAllReferred_EqualsTheRecount(string question, string column) =>
        await EqualAsync(question, Referred.Select(row => row[column]).ToList());

    [TestCase("SOCIAL_CARE_START", "social_care_start", "social_care_end")]
    [TestCase("SOCIAL_CARE_END", "social_care_end", "social_care_start")]
    [TestCase("HOME_START", "baby_living_start", "baby_living_end")]
    [TestCase("HOME_END", "baby_living_end", "baby_living_start")]
    public async Task Question_OfThoseWhoseWorkEnded_CountsThoseWithBothAnswers(string question, string column, string other) =>
        await EqualAsync(
            question,
            Referred
                .Where(row => Seen(row) && row["status"] == "CLOSED")
                .Select(row => NotKnown.Contains(row[other]) ? "" : row[column])
                .ToList()
        );

    [Test]
    public async Task Question_OfTheSecondCaregiver_CountsThoseWhoExist() =>
        await EqualAsync(
            "CAREGIVER2_AGE",
            Referred.Where(row => row["caregiver2_relationship"].Length > 0).Select(row => row["caregiver2_age_band"]).ToList()
        );

    [Test]
    public async Task Question_OfRisks_CountsWhatIsKnownOfEachFamily() =>
        await EqualAsync(
            "RISK_NUMBER",
            Referred
                .Select(row =>
                    _risks[row["case_ref"]] switch
                    {
                        null => "",
                        >= 5 => "5+",
                        var number => number.Value.ToString(CultureInfo.InvariantCulture),
                    }
                )
                .ToList()
        );

    [TestCase("BABY_ETHNICITY", "baby_ethnicity")]
    [TestCase("CAREGIVER1_ETHNICITY", "caregiver1_ethnicity")]
    public async Task Question_OfEthnicity_HasFiveGroups(string question, string column) =>
        await EqualAsync(
            question,
            Referred
                .Select(row =>
                    row[column] switch
                    {
                        "A" or "B" or "C" => "WHITE",
                        "D" or "E" or "F" or "G" => "MIXED",
                        "H" or "J" or "K" or "L" or "R" => "ASIAN",
                        "M" or "N" or "P" => "BLACK",
                        "S" => "OTHER",
                        _ => "",
                    }
                )
                .ToList()
        );

    [Test]
    public async Task Question_OfDeprivation_HasFifths() =>
        await EqualAsync(
            "DEPRIVATION",
            Referred
                .Select(row => row["deprivation_decile"])
                .Select(decile => decile.Length == 0 ? "" : ((Number(decile) + 1) / 2).ToString(CultureInfo.InvariantCulture))
                .ToList()
        );

    [Test]
    public async Task Together_StartAndEnd_EqualTheRecount()
    {
        var ended = _cases
            .Values.Where(row =>
                Seen(row)
                && row["status"] == "CLOSED"
                && string.CompareOrdinal(row["closure_month"], "2025-01") >= 0
                && string.CompareOrdinal(row["closure_month"], "2026-01") < 0
            )
            .ToList();
        var answer = (await _member.GetAnswerAsync(Harbour + "/families-together" + Window)).Json;
        var care = Both(ended, "social_care");
        var steps = care.Where(pair => Steps.Contains(pair.From) && Steps.Contains(pair.To))
            .Select(pair => Math.Sign(Array.IndexOf(Steps, pair.To) - Array.IndexOf(Steps, pair.From)))
            .ToList();

        Assert.Multiple(() =>
        {
            Assert.That(ended, Has.Count.GreaterThan(50));
            Assert.That((int)answer["ended"]!, Is.EqualTo(ended.Count));
            foreach (var (name, pairs) in new[] { ("home", Both(ended, "baby_living")), ("socialCare", care) })
            {
                Assert.That(Counts(answer[name]!["start"]!), Is.EquivalentTo(pairs.CountBy(pair => pair.From).ToDictionary()), name);
                Assert.That(Counts(answer[name]!["end"]!), Is.EquivalentTo(pairs.CountBy(pair => pair.To).ToDictionary()), name);
                Assert.That((int)answer[name]!["end"]!["notRecorded"]!, Is.EqualTo(ended.Count - pairs.Count), name);
                Assert.That(
                    answer[name]!["moves"]!
                        .AsArray()
                        .ToDictionary(move => ((string)move!["from"]!, (string)move["to"]!), move => (int)move!["count"]!),
                    Is.EquivalentTo(pairs.CountBy(pair => pair).ToDictionary()),
                    name
                );
            }
            Assert.That((int)answer["steps"]!["lower"]!, Is.EqualTo(steps.Count(step => step < 0)).And.GreaterThan(0));
            Assert.That((int)answer["steps"]!["same"]!, Is.EqualTo(steps.Count(step => step == 0)));
            Assert.That((int)answer["steps"]!["higher"]!, Is.EqualTo(steps.Count(step => step > 0)));
            Assert.That((int)answer["steps"]!["notOrdered"]!, Is.EqualTo(care.Count - steps.Count));
        });
    }

    private async Task EqualAsync(string question, List<string> values)
    {
        var groups = (await _member.GetAnswerAsync(Harbour + "/families" + Window)).Json["groups"]!.AsArray();
        var answers = groups.SelectMany(group => group!["answers"]!.AsArray()).Single(one => (string)one!["question"]! == question)!;
        var known = values.Where(value => !NotKnown.Contains(value)).ToList();

        Assert.That(known, Has.Count.GreaterThan(20));
        Assert.That(Counts(answers), Is.EquivalentTo(known.CountBy(value => value).ToDictionary()));
        Assert.That((int)answers["known"]!, Is.EqualTo(known.Count));
        Assert.That((int)answers["notRecorded"]!, Is.EqualTo(values.Count - known.Count));
    }

    private bool Seen(Dictionary<string, string> row) => _seen.Contains(row["case_ref"]);

    private static Dictionary<string, int> Counts(JsonNode answers) =>
        answers["parts"]!
            .AsArray()
            .Where(part => (int)part!["count"]! > 0)
            .ToDictionary(part => (string)part!["code"]!, part => (int)part!["count"]!);

    private static List<(string From, string To)> Both(IEnumerable<Dictionary<string, string>> ended, string column) =>
        [
            .. ended
                .Select(row => (From: row[column + "_start"], To: row[column + "_end"]))
                .Where(pair => !NotKnown.Contains(pair.From) && !NotKnown.Contains(pair.To)),
        ];

    private static int Months(Dictionary<string, string> row) => Month(row["closure_month"]) - Month(row["referral_month"]);

    private static int Month(string month) => 12 * Number(month[..4]) + Number(month[5..]);

    private static double Median(List<int> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2.0;
    }

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
