using NUnit.Framework;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Catalogue;
using Portal.Api.Extracts.Rules;

namespace Portal.Tests.Extracts;

public sealed class ColumnRulesTests
{
    [TestCase(
        "cases.csv",
        "status",
        "value.required value.not_allowed case.status_mismatch case.reason_missing case.closed_without_month case.open_with_closure "
            + "header.missing"
    )]
    [TestCase("scores.csv", "week", "value.not_integer value.out_of_range score.end_before_baseline row.duplicate_key")]
    [TestCase("risks.csv", "case_ref", "orphan.case_ref value.bad_reference row.duplicate_key")]
    [TestCase("risks.csv", "present", "risk.contradiction")]
    [TestCase("feedback.csv", "item", "value.not_allowed row.duplicate_key")]
    [TestCase("cases.csv", "service_code", "service.mismatch")]
    public void Of_Column_HoldsTheRulesThatLookAtIt(string file, string column, string codes)
    {
        var found = ExtractFiles.All.Single(candidate => candidate.Name == file);

        Assert.That(codes.Split(' '), Is.SubsetOf(ColumnRules.Of(found, found.Column(column)!).Select(rule => rule.Code)));
    }

    [TestCase("cases.csv", "case_ref", "orphan.case_ref")]
    [TestCase("cases.csv", "baby_sex", "value.required")]
    [TestCase("activity.csv", "hours", "value.not_integer")]
    public void Of_Column_LeavesOutWhatDoesNotConcernIt(string file, string column, string code)
    {
        var found = ExtractFiles.All.Single(candidate => candidate.Name == file);

        Assert.That(ColumnRules.Of(found, found.Column(column)!).Select(rule => rule.Code), Does.Not.Contain(code));
    }

    [Test]
    public void Of_EveryColumnThatARuleNames_ListsTheRule() =>
        Assert.That(
            RuleCatalogue
                .All.Where(rule => rule is { File: not null, Column: not null })
                .All(rule =>
                    ColumnRules
                        .Of(ExtractFiles.Of(rule.File!.Value), ExtractFiles.Of(rule.File!.Value).Column(rule.Column!)!)
                        .Contains(rule)
                )
        );

    [Test]
    public void Columns_Conditional_SayWhenTheyAreNeeded() =>
        Assert.That(
            ExtractFiles
                .All.SelectMany(file => file.Columns)
                .Where(column => column.Requirement == Requirement.Conditional && column.NeededWhen is null),
            Is.Empty
        );
}
