using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Samples;

namespace Portal.Tests.Samples;

/// <summary>The committed samples against the data contract.</summary>
[TestFixture]
internal sealed partial class SampleContractTests
{
    private static IEnumerable<FileKind> Kinds => ExtractFiles.All.Select(file => file.Kind);

    // Letters and digits take turns: nothing that could be a number, a postcode or a date of anybody.
    [GeneratedRegex("^[CTFE]-([A-Z][0-9]){3}$")]
    private static partial Regex ReferenceShape { get; }

    [TestCaseSource(nameof(Kinds))]
    public void EveryFile_Header_IsTheContracts(FileKind kind)
    {
        var file = ExtractFiles.Of(kind);
        var header = string.Join(',', file.Columns.Select(column => column.Name));
        foreach (var service in SampleServices.All)
        foreach (var period in SampleQuarters.All)
            if (SampleFolder.Lines(service.Code, period, file) is { } lines)
                Assert.That(lines[0], Is.EqualTo(header), $"{service.Code} {period}");
    }

    [TestCaseSource(nameof(Kinds))]
    public void EveryCell_OfEveryColumn_HasTheFormOfTheContract(FileKind kind)
    {
        foreach (var column in ExtractFiles.Of(kind).Columns)
        {
            var wrong = SampleFolder.Rows(kind).FirstOrDefault(row => !Fits(column, row[column.Name], row.Service));
            Assert.That(wrong, Is.Null, column.Name);
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public void EveryFile_Key_IsUnique(FileKind kind)
    {
        var key = ExtractFiles.Of(kind).Key;
        var keys = SampleFolder.Rows(kind).Select(row => row.Period + "," + string.Join(',', key.Select(column => row[column])));
        Assert.That(keys.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => group.Key), Is.Empty);
    }

    [TestCase(FileKind.Risks)]
    [TestCase(FileKind.Scores)]
    [TestCase(FileKind.Contacts)]
    [TestCase(FileKind.Feedback)]
    public void RowsAboutACase_AreOfACaseOfTheQuarter(FileKind kind)
    {
        var listed = SampleFolder.Rows(FileKind.Cases).Select(row => (row.Case, row.Period)).ToHashSet();
        var orphan = SampleFolder.Rows(kind).FirstOrDefault(row => row["case_ref"].Length > 0 && !listed.Contains((row.Case, row.Period)));
        Assert.That(orphan, Is.Null);
    }

    [Test]
    public void References_OfCases_NeverRepeatOverServices()
    {
        var services = SampleFolder.Rows(FileKind.Cases).Select(row => row.Case).Distinct().ToList();
        Assert.That(services.Select(one => one.Item2), Is.Unique);
    }

    [Test]
    public void Cases_WithinTheQuarter_FollowTheRulesBetweenColumns()
    {
        foreach (var row in SampleFolder.Rows(FileKind.Cases))
            Assert.That(BrokenRules(row), Is.Empty, $"{row.Service} {row.Period} {row["case_ref"]}");
    }

    [Test]
    public void Cases_WaitingOrOpen_AreListedAgainInTheNextQuarter()
    {
        var listed = SampleFolder.Rows(FileKind.Cases).Select(row => (row.Case, row.Period)).ToHashSet();
        var vanished = SampleFolder
            .Rows(FileKind.Cases)
            .FirstOrDefault(row =>
                row["status"] != "CLOSED" && row.Period.Plus(1) < SampleQuarters.Before && !listed.Contains((row.Case, row.Period.Plus(1)))
            );
        Assert.That(vanished, Is.Null);
    }

    [Test]
    public void Cases_NotAccepted_AreListedOnceAsClosedInTheMonthOfTheDecision()
    {
        var closed = SampleFolder.Rows(FileKind.Cases).Where(row => row["decision"] is "SIGNPOSTED" or "DECLINED").ToList();
        Assert.That(closed.Select(row => row.Case), Is.Unique);
        Assert.That(closed.Select(row => Quarter.Of(MonthOf(row["closure_month"])) == row.Period), Has.All.True);
    }

    [Test]
    public void Contacts_Attended_AreOfAcceptedCasesOnly()
    {
        var accepted = SampleFolder
            .Rows(FileKind.Cases)
            .Where(row => row["decision"] == "ACCEPTED")
            .Select(row => (row.Case, row.Period))
            .ToHashSet();
        Assert.That(SampleFolder.Rows(FileKind.Contacts).FirstOrDefault(row => !accepted.Contains((row.Case, row.Period))), Is.Null);
    }

    [Test]
    public void Risks_Prematurity_AgreesWithTheBirth()
    {
        var births = SampleFolder.Rows(FileKind.Cases).ToDictionary(row => (row.Case, row.Period), row => row);
        var stated = SampleFolder
            .Rows(FileKind.Risks)
            .Where(row => row["risk_code"] == "PREMATURITY" && row["stage"] == "REFERRAL")
            .ToDictionary(row => (row.Case, row.Period), row => row["present"]);
        Assert.That(
            SampleFolder.Rows(FileKind.Risks).Any(row => row["risk_code"] == "PREMATURITY" && row["stage"] != "REFERRAL"),
            Is.False
        );
        foreach (var (key, row) in births)
        {
            var answer = stated.GetValueOrDefault(key) ?? (row["risks_assessed"] == "Y" ? "N" : null);
            if (answer is "Y" or "N")
                Assert.That(answer == "Y", Is.EqualTo(row["preterm_or_neonatal"] is "PRETERM" or "BOTH"), row["case_ref"]);
        }
    }

    private static IEnumerable<string> BrokenRules(SampleRow row)
    {
        var (closed, accepted, refused) = (
            row["status"] == "CLOSED",
            row["decision"] == "ACCEPTED",
            row["decision"] is "SIGNPOSTED" or "DECLINED"
        );
        if (MonthOf(row["referral_month"]) >= row.Period.Before)
            yield return "period.after_quarter";
        if (closed != row["closure_month"].Length > 0)
            yield return "case.closed_without_month or case.open_with_closure";
        if (
            closed && (MonthOf(row["closure_month"]) >= row.Period.Before || MonthOf(row["closure_month"]) < MonthOf(row["referral_month"]))
        )
            yield return "closure_month";
        if (closed && MonthOf(row["closure_month"]) < row.Period.FirstMonth)
            yield return "nothing in the quarter";
        if (refused != row["not_accepted_reason"].Length > 0 || (closed && accepted) != row["closure_reason"].Length > 0)
            yield return "case.reason_missing or case.reason_unexpected";
        if ((refused && !closed) || (row["decision"] == "PENDING" && row["status"] != "WAITING"))
            yield return "status";
        if (closed != row["social_care_end"].Length > 0)
            yield return "social_care_end";
        if ((row["status"] == "OPEN" || row["baby_living_end"].Length > 0) && row["days_to_first_contact"].Length == 0)
            yield return "days_to_first_contact";
        if (
            row["deprivation_nation"]
            != (row["deprivation_decile"].Length == 0 ? "" : SampleServices.All.Single(service => service.Code == row.Service).Nation)
        )
            yield return "case.decile_without_nation";
    }

    private static bool Fits(ExtractColumn column, string cell, string service)
    {
        if (cell.Length == 0)
            return column.Requirement != Requirement.Required;
        return column.Form switch
        {
            CellForm.Code code => code.List.Contains(cell),
            CellForm.MonthOfYear => Month.TryParse(cell, out _),
            CellForm.WholeNumber number => int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                && whole >= number.Low
                && whole <= number.High,
            CellForm.DecimalNumber number => decimal.TryParse(
                cell,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var value
            )
                && !(value < number.Low)
                && !(value > number.High),
            CellForm.Reference => ReferenceShape.IsMatch(cell),
            CellForm.ServiceCode => cell == service,
            _ => true,
        };
    }

    private static Month MonthOf(string text) =>
        Month.TryParse(text, out var month) ? month : throw new FormatException("A month of the samples is not YYYY-MM.");
}
