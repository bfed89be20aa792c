using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>
/// What people and spreadsheets really send, each with others of its kind: API, page and offline check say the same, and say what is right.
/// </summary>
[NeedsDatabase]
public sealed class FieldInputTests
{
    private const string Case = "C-7Q2K9";

    private RunningPortal _portal = null!;
    private HttpClient _member = null!;
    private Browser _browser = null!;

    // The name of an input, the change it makes to the valid extract, and what is found: codes of errors, warnings and notes.
    private static IEnumerable<TestCaseData> Inputs()
    {
        foreach (var (name, change, found) in All())
            yield return new TestCaseData(change, found).SetName($"Field_{name}");
    }

    private static IEnumerable<(string Name, Func<Dictionary<string, string>, Dictionary<string, string>> Change, string[] Found)> All()
    {
        // 01: a score between the steps of its measure.
        yield return ("01 half a point", files => files.With("scores.csv", 1, "score", "12.5"), ["score.off_step"]);
        yield return ("01 a mean of items", files => files.With("scores.csv", 2, "score", "1.571428571"), ["score.off_step"]);
        yield return ("01 a third", files => files.With("scores.csv", 2, "score", "6.333"), ["score.off_step"]);
        yield return ("01 a whole number with zeros", files => files.With("scores.csv", 1, "score", "12.00"), []);

        // 02: ten digits that are no NHS number.
        yield return ("02 a long decimal", files => files.With("scores.csv", 1, "score", "9.434765919"), ["score.off_step"]);
        yield return ("02 hours", files => files.With("activity.csv", 1, "hours", "943.4765919"), []);
        yield return ("02 a negative decimal", files => files.With("scores.csv", 1, "score", "-0.9434765919"), ["score.below_range"]);
        yield return ("02 the number itself", files => files.With("scores.csv", 1, "score", "9434765919"), ["identifier.nhs_number"]);

        // 08: a row of totals.
        yield return ("08 below the cases", files => files.And("cases.csv", "Total,,,4"), ["row.total_passed_over"]);
        yield return ("08 below the scores", files => files.And("scores.csv", "TOTAL:,,,,,,,31,,"), ["row.total_passed_over"]);
        yield return ("08 in the second cell", files => files.And("contacts.csv", ",,Grand total,12"), ["row.total_passed_over"]);
        yield return ("08 in a single cell", files => files.And("activity.csv", "Sum"), ["row.total_passed_over"]);

        // 10: a column that is not there is named once.
        yield return ("10 score", files => files.Without("scores.csv", "score"), ["header.missing"]);
        yield return ("10 week", files => files.Without("contacts.csv", "week"), ["header.missing"]);
        yield return ("10 decision", files => files.Without("cases.csv", "decision"), ["header.missing"]);
        yield return ("10 present", files => files.Without("risks.csv", "present"), ["header.missing"]);

        // 14: a reference copied over another.
        yield return ("14 over the next case", files => files.Over(Case, "C-4M8TB"), ["row.duplicate_key"]);
        yield return ("14 the same row twice", files => files.Adding("cases.csv", 2), ["row.duplicate_key"]);
        yield return ("14 a risk twice", files => files.Adding("risks.csv", 1), ["row.duplicate_key"]);
        yield return ("14 a contact twice", files => files.Adding("contacts.csv", 1), ["row.duplicate_key"]);

        // f7: references that differ only in capitals or in letters that look alike.
        yield return ("f7 capitals", files => files.Adding("cases.csv", 2, ("case_ref", "c-4m8tb")), ["case.reference_lookalike"]);
        yield return ("f7 some capitals", files => files.Adding("cases.csv", 2, ("case_ref", "C-4m8TB")), ["case.reference_lookalike"]);
        yield return (
            "f7 O for nought",
            files => files.With("cases.csv", 3, "case_ref", "C-90W3R").Adding("cases.csv", 3, ("case_ref", "C-9OW3R")),
            ["case.reference_lookalike"]
        );
        yield return ("f7 an orphan", files => files.With("risks.csv", 1, "case_ref", "c-7q2k9"), ["orphan.case_ref"]);

        // f12: whole numbers and codes as a spreadsheet's numbers.
        yield return ("f12 days", files => files.With("cases.csv", 1, "days_to_first_contact", "21.0"), ["value.zeros_dropped"]);
        yield return ("f12 a code", files => files.With("cases.csv", 1, "baby_sex", "2.0"), ["value.zeros_dropped"]);
        yield return ("f12 a week", files => files.With("scores.csv", 1, "week", "0.0"), ["value.zeros_dropped"]);
        yield return ("f12 a half", files => files.With("cases.csv", 1, "days_to_first_contact", "21.5"), ["value.not_integer"]);

        // f15: two mothers, and whoever else rates under one word.
        yield return ("f15 two mothers", files => files.Adding("scores.csv", 1, ("score", "9")), ["row.duplicate_key"]);
        yield return (
            "f15 the second as another carer",
            files => files.Adding("scores.csv", 1, ("score", "9"), ("respondent", "OTHER_CAREGIVER")),
            []
        );
        yield return ("f15 two last scores", files => files.Adding("scores.csv", 2, ("score", "9")), ["row.duplicate_key"]);
        yield return ("f15 last scores of two weeks", files => files.Adding("scores.csv", 2, ("score", "9"), ("week", "19")), []);
    }

    [OneTimeSetUp]
    public async Task StartPortal()
    {
        _portal = await RunningPortal.StartAsync();
        _member = await _portal.ClientAsync("member@harbour");
        _browser = await Browser.SignInAsync(_portal, "member@harbour");
    }

    [OneTimeTearDown]
    public async Task StopPortal()
    {
        _browser.Dispose();
        _member.Dispose();
        await _portal.DisposeAsync();
    }

    [TestCaseSource(nameof(Inputs))]
    public Task Input_ByApiPageAndOffline_IsJudgedAlike(
        Func<Dictionary<string, string>, Dictionary<string, string>> change,
        string[] found
    ) => AssertAsync(change(SampleFiles.Valid()).ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value)), found);

    // 12: UTF-16 without its mark, in either order and in any file.
    [TestCase("cases.csv", true, TestName = "Field_12 cases, the high byte first")]
    [TestCase("cases.csv", false, TestName = "Field_12 cases, the low byte first")]
    [TestCase("scores.csv", true, TestName = "Field_12 scores")]
    [TestCase("activity.csv", false, TestName = "Field_12 activity")]
    public Task Utf16WithoutItsMark_ByApiPageAndOffline_IsOneProblem(string file, bool bigEndian)
    {
        var files = SampleFiles.Valid().ToDictionary(one => one.Key, one => Encoding.UTF8.GetBytes(one.Value));
        files[file] = new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes(SampleFiles.Valid()[file]);
        return AssertAsync(files, ["encoding.not_utf8"]);
    }

    private async Task AssertAsync(Dictionary<string, byte[]> files, string[] found)
    {
        using var form = Uploads.Form(files.Select(file => (file.Key, (ReadOnlyMemory<byte>)file.Value)));
        var api = await _member.PostAnswerAsync("/api/v1/services/HARBOUR/extracts/2025-Q2/checks", form);
        var page = await _browser.CheckAsync(files.Select(file => (file.Key, (ReadOnlyMemory<byte>)file.Value)));
        if (page.Location is { } report)
            page = await _browser.OpenAsync(report);
        var offline = await OfflineCheck.RunAsync(files, "2025-Q2");

        Assert.That(Codes(api.Json), Is.EquivalentTo(found), api.Body);
        Assert.That(Codes(offline), Is.EquivalentTo(found), "offline");
        Assert.That(
            Regex.Matches(page.Body, "/help/rules/([a-z0-9._]+)").Select(match => match.Groups[1].Value).Distinct(),
            Is.EquivalentTo(found),
            "page"
        );
    }

    private static IEnumerable<string> Codes(JsonNode report) =>
        report["problems"]!.AsArray().Select(problem => (string)problem!["code"]!).Distinct();
}

/// <summary>Changes that only these inputs need.</summary>
internal static class FieldChanges
{
    public static Dictionary<string, string> And(this Dictionary<string, string> files, string file, string row) =>
        new(files) { [file] = files[file].TrimEnd('\n') + "\n" + row + "\n" };

    public static Dictionary<string, string> Over(this Dictionary<string, string> files, string from, string to) =>
        new(files) { ["cases.csv"] = files["cases.csv"].Replace(from, to, StringComparison.Ordinal) };

    public static Dictionary<string, string> Without(this Dictionary<string, string> files, string file, string column)
    {
        var rows = files[file].TrimEnd('\n').Split('\n').Select(row => row.Split(',')).ToList();
        var at = Array.IndexOf(rows[0], column);
        return new(files) { [file] = string.Concat(rows.Select(row => string.Join(',', row.Where((_, place) => place != at)) + "\n")) };
    }
}
