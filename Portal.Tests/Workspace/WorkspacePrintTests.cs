using NUnit.Framework;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;
using Portal.Api.Releases.Making;
using Portal.Api.Workspace;

namespace Portal.Tests.Workspace;

/// <summary>What of a service's exact figures an analyst reads.</summary>
public sealed class WorkspacePrintTests
{
    [TestCase(0.0, 0.0)]
    [TestCase(1234.5, 1230.0)]
    [TestCase(-0.0012345, -0.00123)]
    [TestCase(0.98765, 0.988)]
    [TestCase(12.0, 12.0)]
    [TestCase(double.PositiveInfinity, double.PositiveInfinity)]
    [TestCase(double.NaN, double.NaN)]
    public void Figure_Value_HasThreeDigits(double value, double expected)
    {
        Assert.That(WorkspacePrint.Figure(value), Is.EqualTo(expected));
        Assert.That(WorkspacePrint.Figure((double?)value), Is.EqualTo((double?)expected));
    }

    [Test]
    public void Figure_Nothing_StaysNothing() => Assert.That(WorkspacePrint.Figure((double?)null), Is.Null);

    [TestCase(12, 10)]
    [TestCase(13, 15)]
    public void Families_Number_IsToTheNearestFive(int families, int expected) =>
        Assert.That(WorkspacePrint.Families(families), Is.EqualTo(expected));

    [Test]
    public void Figures_OfALine_AreRoundedAtEveryDepthAndCountsAreNot()
    {
        var line = new Line("as it is", 12345, 1.23456, null, [9.87654, 2.0], new Line("inside", 98765, 0.0123456, 1.11111, [], null));

        var printed = WorkspacePrint.Figures(line);

        Assert.That((printed.Name, printed.Count, printed.Value, printed.Other), Is.EqualTo(("as it is", 12345, 1.23, (double?)null)));
        Assert.That(printed.Values, Is.EqualTo([9.88, 2.0]));
        Assert.That((printed.Inner!.Count, printed.Inner.Value, printed.Inner.Other), Is.EqualTo((98765, 0.0123, (double?)1.11)));
    }

    // HADS improves downwards: -3.04 is an improvement of 3.0. Ten families are the fewest.
    [TestCase(9, null)]
    [TestCase(24, 3.0)]
    public void Mean_OfAService_IsImprovementToOneDecimal(int families, double? expected)
    {
        var measure = MeasureFile.ReadPublished().Single(one => one is { Code: "HADS", Subscale: "ANXIETY" });
        var pairs = new PairedMoments(families, 12, 8.96, 100, 100, 50, 100);

        Assert.That(WorkspacePrint.Mean(measure, new FrozenPairs(pairs, 3))?.Mean, Is.EqualTo(expected));
    }

    [Test]
    public void Mean_OfNobody_IsNothing()
    {
        var measure = MeasureFile.ReadPublished().Single(one => one is { Code: "HADS", Subscale: "ANXIETY" });

        Assert.That(WorkspacePrint.Mean(measure, new FrozenPairs(PairedMoments.OfPairs([]), 0)), Is.Null);
    }

    private sealed record Line(string Name, int Count, double Value, double? Other, IReadOnlyList<double> Values, Line? Inner);
}
