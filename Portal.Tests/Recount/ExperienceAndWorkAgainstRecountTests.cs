using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Recount;

/// <summary>Feedback, contacts and indirect work of HARBOUR in 2025, counted again from the files with nothing of the product.</summary>
[NeedsDatabase]
public sealed class ExperienceAndWorkAgainstRecountTests
{
    private const string Harbour = "/api/v1/services/HARBOUR";
    private const string Window = "?from=2025-01&before=2026-01";

    private static readonly string[] Parents = ["MOTHER", "FATHER", "OTHER_CAREGIVER"];

    private HttpClient _member = null!;

    [OneTimeSetUp]
    public async Task Open() => _member = await (await RunningPortal.WithSamplesAsync()).ClientAsync("member@harbour");

    [OneTimeTearDown]
    public void Close() => _member.Dispose();

    [Test]
    public async Task Experience_EveryAnswer_EqualsTheRecount()
    {
        var rows = Quarters("2025").SelectMany(quarter => Rows(quarter, "feedback.csv")).ToList();
        var expected = rows.GroupBy(row => $"{Who(row)} {row["form"]} {row["item"]} {row["value"]}")
            .ToDictionary(group => group.Key, group => group.Count());
        var answer = (await _member.GetAnswerAsync(Harbour + "/experience" + Window)).Json;

        var shown = new Dictionary<string, int>();
        foreach (var form in answer["forms"]!.AsArray())
        foreach (var item in form!["items"]!.AsArray())
        foreach (var given in item!["answers"]!.AsArray().Where(given => (int)given!["count"]! > 0))
            shown[$"{form["respondents"]} {form["form"]} {item["item"]} {given!["value"]}"] = (int)given["count"]!;

        Assert.That(rows, Has.Count.GreaterThan(300));
        Assert.That(shown, Is.EquivalentTo(expected));
        Assert.That(
            (int)answer["parents"]!,
            Is.EqualTo(rows.Where(row => Who(row) == "PARENTS").Select(row => (row["quarter"], row["form_ref"])).Distinct().Count())
        );
    }

    [Test]
    public async Task Work_IndirectWork_EqualsTheRecount()
    {
        var expected = Quarters("2025")
            .SelectMany(quarter => Rows(quarter, "activity.csv"))
            .GroupBy(row => $"{row["activity"]} {row["audience"]}")
            .ToDictionary(group => group.Key, group => (Sum(group, "sessions"), Sum(group, "people")));
        var answer = (await _member.GetAnswerAsync(Harbour + "/work" + Window)).Json;

        var shown = answer["indirect"]!
            .AsArray()
            .ToDictionary(row => $"{row!["activity"]} {row["audience"]}", row => ((int)row!["sessions"]!, (int)row["people"]!));

        Assert.That(expected, Is.Not.Empty);
        Assert.That(shown, Is.EquivalentTo(expected));
    }

    [Test]
    public async Task Work_Contacts_EqualTheRecount()
    {
        var (from, before) = (new DateOnly(2025, 1, 1), new DateOnly(2026, 1, 1));
        // What the latest quarter that lists a case says of it.
        var cases = new Dictionary<string, Dictionary<string, string>>();
        var contacts = new Dictionary<string, List<Dictionary<string, string>>>();
        foreach (var quarter in Quarters(""))
        {
            var sent = Rows(quarter, "contacts.csv").ToLookup(row => row["case_ref"]);
            foreach (var row in Rows(quarter, "cases.csv"))
            {
                cases[row["case_ref"]] = row;
                contacts[row["case_ref"]] = [.. sent[row["case_ref"]]];
            }
        }

        var counted = cases
            .Values.SelectMany(found => contacts[found["case_ref"]].Select(contact => (Case: found, Contact: contact)))
            .Where(pair =>
            {
                var first = DateOnly.ParseExact(pair.Case["referral_month"] + "-15", "yyyy-MM-dd", CultureInfo.InvariantCulture);
                var day = first.AddDays(Number(pair.Case["days_to_first_contact"]) + 7 * Number(pair.Contact["week"]));
                return day >= from && day < before;
            })
            .ToList();
        var attended = counted.Where(pair => pair.Contact["attendance"] == "ATTENDED").ToList();
        var answer = (await _member.GetAnswerAsync(Harbour + "/work" + Window)).Json["contacts"]!;

        Assert.Multiple(() =>
        {
            Assert.That(attended, Is.Not.Empty);
            Assert.That((int)answer["offered"]!, Is.EqualTo(counted.Count));
            Assert.That((int)answer["attended"]!, Is.EqualTo(attended.Count));
            Assert.That((int)answer["families"]!, Is.EqualTo(attended.Select(pair => Family(pair.Case)).Distinct().Count()));
            foreach (
                var (list, column) in new[]
                {
                    ("approaches", "intervention"),
                    ("formats", "format"),
                    ("mechanisms", "mechanism"),
                    ("settings", "setting"),
                }
            )
                Assert.That(
                    Counts(answer[list]!),
                    Is.EquivalentTo(
                        attended
                            .Where(pair => pair.Contact[column].Length > 0)
                            .GroupBy(pair => pair.Contact[column])
                            .ToDictionary(group => group.Key, group => group.Count())
                    ),
                    list
                );
            Assert.That((int)answer["fatherPresent"]!, Is.EqualTo(attended.Count(pair => pair.Contact["father_present"] == "Y")));
            Assert.That((int)answer["minutes"]!, Is.EqualTo(attended.Sum(pair => Number(pair.Contact["minutes"]))));
        });
    }

    [TestCase("/charts/experience.svg", "&form=ESQ&respondents=PARENTS")]
    [TestCase("/charts/approaches.svg", "")]
    [TestCase("/charts/indirect.svg", "")]
    public async Task Picture_WithAReason_SaysItsCounts(string path, string more)
    {
        var without = await _member.GetAnswerAsync(Harbour + path + Window + more);
        var picture = await _member.GetAnswerAsync(Harbour + path + Window + more + "&reason=OTHER");

        Assert.That((without.Status, picture.Status), Is.EqualTo((428, 200)));
        Assert.That(picture.Body, Does.StartWith("<svg").And.Contain("Internal: exact figures"));
    }

    [TestCase("XYZ", "PARENTS")]
    [TestCase("ESQ", "NOBODY")]
    public async Task Picture_OfAFormThatNobodySent_Is404(string form, string respondents)
    {
        var answer = await _member.GetAnswerAsync(
            $"{Harbour}/charts/experience.svg{Window}&form={form}&respondents={respondents}&reason=OTHER"
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((404, "FORM_UNKNOWN")));
    }

    [Test]
    public async Task Experience_OfMonthsWithoutAWholeQuarter_IsEmpty()
    {
        var answer = (await _member.GetAnswerAsync(Harbour + "/experience?from=2025-02&before=2025-05")).Json;

        Assert.That(answer["quarters"]!.AsArray(), Is.Empty);
        Assert.That(answer["forms"]!.AsArray(), Is.Empty);
    }

    private static Dictionary<string, int> Counts(JsonNode list) =>
        list.AsArray().Where(row => (int)row!["count"]! > 0).ToDictionary(row => (string)row!["code"]!, row => (int)row!["count"]!);

    private static string Family(Dictionary<string, string> found) =>
        found["family_ref"].Length > 0 ? found["family_ref"] : found["case_ref"];

    private static string Who(Dictionary<string, string> row) => Parents.Contains(row["respondent"]) ? "PARENTS" : "PROFESSIONALS";

    private static int Sum(IEnumerable<Dictionary<string, string>> rows, string column) => rows.Sum(row => Number(row[column]));

    private static int Number(string cell) => cell.Length == 0 ? 0 : int.Parse(cell, CultureInfo.InvariantCulture);

    private static IReadOnlyList<string> Quarters(string year) => SampleRows.Quarters("HARBOUR", year);

    private static IEnumerable<Dictionary<string, string>> Rows(string quarter, string file) => SampleRows.Of("HARBOUR", quarter, file);
}
