using NUnit.Framework;
using Portal.Api.Calculator;

namespace Portal.Tests.Calculator;

public sealed class PastedStudiesTests
{
    [TestCase("label\teffect\tvariance\nA\t0.41\t0.02\nB\t-0.1\t0.05\n")]
    [TestCase("Study,yi,vi\r\nA,0.41,0.02\r\nB,-0.1,0.05")]
    [TestCase("Service;Effect;Variance\nA;0.41;0.02\n\nB;\u22120.1;0.05\n")]
    public void Read_EffectsInAnyDialect_GivesTheStudies(string text)
    {
        var pasted = PastedStudies.Read(text, "MC");

        Assert.That(pasted.Problems, Is.Empty);
        Assert.That(
            pasted.Studies.Select(study => (study.Label, study.Effect, study.Variance)),
            Is.EqualTo(new[] { ("A", 0.41, 0.02), ("B", -0.1, 0.05) })
        );
    }

    [Test]
    public void Read_StandardErrors_AreSquared() =>
        Assert.That(PastedStudies.Read("label,effect,se\nA,1,0.5", "MC").Studies.Single().Variance, Is.EqualTo(0.25));

    [Test]
    public void Read_SummaryFigures_TakeTheChosenKindUnlessTheRowHasOne()
    {
        var pasted = PastedStudies.Read(
            "label,n,preMean,preSd,postMean,postSd,r,kind\nA,31,12.4,4.1,9,4.4,0.46,\nB,18,11,4,9,4,0.5,SMCC",
            "SMCR"
        );

        Assert.That(pasted.Problems, Is.Empty);
        Assert.That(pasted.Studies.Select(study => (study.N, study.Kind)), Is.EqualTo(new[] { (31, "SMCR"), (18, "SMCC") }));
    }

    [TestCase("", null)]
    [TestCase("label,effect,variance", null)]
    [TestCase("label,weather\nA,1", 1)]
    [TestCase("label,effect\nA,1", 1)]
    [TestCase("label,n,preMean\nA,1,2", 1)]
    [TestCase("label,effect,effect,variance\nA,1,1,1", 1)]
    [TestCase("label,effect,variance\nA,0.4,0.02\nB,0,41,0.02", 3)]
    [TestCase("label,effect,variance\nA,many,0.02", 2)]
    [TestCase("label,effect,variance\nA,0.4,", 2)]
    [TestCase("label,effect,variance\nA,,0.02", 2)]
    [TestCase("label,n,preMean,preSd,postMean,postSd,r\nA,3.5,1,1,1,1,0.1", 2)]
    [TestCase("label,n,preMean,preSd,postMean,postSd,r,kind\nA,3,1,1,1,1,0.1,SMD", 2)]
    public void Read_SomethingWrong_SaysWhereAndGivesNoStudy(string text, int? line)
    {
        var pasted = PastedStudies.Read(text, "MC");

        Assert.That(pasted.Studies, Is.Empty);
        Assert.That(pasted.Problems.Select(problem => problem.Line), Has.Some.EqualTo(line));
    }

    [Test]
    public void Read_MoreThanThePageTakes_IsRefused()
    {
        var text = "label,effect,variance\n" + string.Concat(Enumerable.Repeat("A,0.4,0.02\n", PastedStudies.MostStudies + 1));

        Assert.That(PastedStudies.Read(text, "MC").Problems.Single().Words, Does.Contain("2,000"));
    }
}
