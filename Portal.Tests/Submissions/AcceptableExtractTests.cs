using NUnit.Framework;
using Portal.Api.Checking;
using Portal.Api.Submissions.Storing;
using Portal.Tests.Checking;

namespace Portal.Tests.Submissions;

public sealed class AcceptableExtractTests
{
    private static readonly Acknowledgement Reason = new("risk.contradiction", "risks.csv", "TRUE_VALUE");

    private static CheckedExtract WithWarning => Extract.CheckWithCell("risks.csv", 3, "present", "N");

    [Test]
    public void Of_NoProblem_IsAcceptable() =>
        Assert.That(AcceptableExtract.Of(Extract.Check(Extract.Valid), []), Is.TypeOf<Acceptance.Acceptable>());

    [Test]
    public void Of_Error_NeedsFixingWhateverTheReasons()
    {
        var extract = Extract.CheckWithCell("risks.csv", 3, "present", "maybe");

        var answer = AcceptableExtract.Of(extract, [new Acknowledgement("value.not_allowed", "risks.csv", "TRUE_VALUE")]);

        Assert.That(((Acceptance.NeedsFixing)answer).Errors.Select(problem => problem.Code), Is.EqualTo(new[] { "value.not_allowed" }));
    }

    [Test]
    public void Of_WarningWithItsReason_KeepsTheReason()
    {
        var answer = AcceptableExtract.Of(WithWarning, [new Acknowledgement("score.end_while_open", "scores.csv", "OTHER"), Reason]);

        Assert.That(((Acceptance.Acceptable)answer).Extract.Acknowledgements, Is.EqualTo(new[] { Reason }));
    }

    [TestCase("risk.contradiction", "cases.csv", "TRUE_VALUE")]
    [TestCase("risk.only_present", "risks.csv", "TRUE_VALUE")]
    [TestCase("risk.contradiction", "risks.csv", "true_value")]
    [TestCase("risk.contradiction", "risks.csv", "BECAUSE")]
    public void Of_WarningWithoutItsReason_NeedsReasons(string code, string file, string reason)
    {
        var answer = AcceptableExtract.Of(WithWarning, [new Acknowledgement(code, file, reason)]);

        Assert.That(
            ((Acceptance.NeedsReasons)answer).Unacknowledged.Select(problem => problem.Code),
            Is.EqualTo(new[] { "risk.contradiction" })
        );
    }
}
