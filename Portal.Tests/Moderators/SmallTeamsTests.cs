using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Moderators;

public sealed class SmallTeamsTests
{
    private static readonly StudyEstimate[] OnALine = [new("A", 1.2, 0.01), new("B", 1.4, 0.04), new("C", 1.8, 0.16), new("D", 2.6, 0.64)];

    private static SmallTeams Defined(Estimated<SmallTeams> line) => ((Estimated<SmallTeams>.Defined)line).Value;

    [Test]
    public void WeightedLine_EffectsOnALine_FindsIt()
    {
        var line = Defined(SmallTeams.WeightedLine(OnALine));

        Assert.That((line.Intercept.Estimate, line.Slope.Estimate), Is.EqualTo((1.0, 2.0)).Within(1e-12));
        Assert.That((line.Df, line.Tau2.WhyUndefined), Is.EqualTo(((int?)2, (UndefinedBecause?)UndefinedBecause.NotInModel)));
    }

    [Test]
    public void RandomEffectsLine_EffectsOnALine_FindsItWithoutTau2()
    {
        var line = Defined(SmallTeams.RandomEffectsLine(OnALine));

        Assert.That((line.Intercept.Estimate, line.Slope.Estimate), Is.EqualTo((1.0, 2.0)).Within(1e-12));
        Assert.That((line.Df, line.Tau2.ValueOrNull()), Is.EqualTo(((int?)null, (double?)0)));
    }

    [TestCase(1e-40)]
    [TestCase(1e40)]
    public void WeightedLine_ExtremeUnits_LeavesTheSlope(double unit)
    {
        var line = Defined(
            SmallTeams.WeightedLine([
                .. OnALine.Select(team => team with { Effect = team.Effect * unit, Variance = team.Variance * unit * unit }),
            ])
        );

        Assert.That((line.Intercept.Estimate / unit, line.Slope.Estimate), Is.EqualTo((1.0, 2.0)).Within(1e-12));
    }

    [Test]
    public void WeightedLine_TwoTeams_IsUndefined() =>
        Assert.That(SmallTeams.WeightedLine(OnALine[..2]).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewStudies));

    [Test]
    public void WeightedLine_TeamsOfOneSize_IsUndefined() =>
        Assert.That(
            SmallTeams.WeightedLine([.. OnALine.Select(team => team with { Variance = 0.1 })]).WhyUndefined,
            Is.EqualTo(UndefinedBecause.Collinear)
        );

    [TestCase(0.0)]
    [TestCase(-1.0)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void WeightedLine_UnfitVariance_Throws(double variance) =>
        Assert.That(() => SmallTeams.WeightedLine([.. OnALine, new("E", 1, variance)]), Throws.ArgumentException);
}
