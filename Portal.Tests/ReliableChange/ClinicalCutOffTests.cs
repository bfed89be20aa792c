using NUnit.Framework;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.ReliableChange;

public sealed class ClinicalCutOffTests
{
    [TestCase(true, -1, true)]
    [TestCase(false, -1, false)]
    [TestCase(true, 1, true)]
    [TestCase(false, 1, false)]
    public void IsClinical_ScoreOnTheCutOff_DependsOnTheRule(bool inclusive, int sign, bool expected) =>
        Assert.That(new ClinicalCutOff(13, inclusive, sign).IsClinical(13), Is.EqualTo(expected));

    [TestCase(-1, 14, true)]
    [TestCase(-1, 12, false)]
    [TestCase(1, 14, false)]
    [TestCase(1, 12, true)]
    public void IsClinical_ScoreBesideTheCutOff_DependsOnTheDirection(int sign, double score, bool expected) =>
        Assert.That(new ClinicalCutOff(13, true, sign).IsClinical(score), Is.EqualTo(expected));

    [Test]
    public void Forms_DirectionReversed_AreMirrored()
    {
        Assert.That(ClinicalCutOff.A(-15, 5, 1).Score, Is.EqualTo(-ClinicalCutOff.A(15, 5, -1).Score));
        Assert.That(ClinicalCutOff.B(-3, 4, 1).Score, Is.EqualTo(-ClinicalCutOff.B(3, 4, -1).Score));
        Assert.That(ClinicalCutOff.C(-15, 5, -3, 4, 1).Score, Is.EqualTo(-ClinicalCutOff.C(15, 5, 3, 4, -1).Score));
    }

    [Test]
    public void C_SpreadsAlike_IsHalfWay() => Assert.That(ClinicalCutOff.C(20, 4, 10, 4, -1).Score, Is.EqualTo(15));

    [Test]
    public void Forms_ArgumentOutsideItsRange_Throw()
    {
        Assert.That(() => ClinicalCutOff.A(double.NaN, 5, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ClinicalCutOff.A(15, 0, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ClinicalCutOff.B(15, 5, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ClinicalCutOff.C(15, 5, 3, -4, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ClinicalCutOff.C(15, 5, 3, 4, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ClinicalCutOff(13, true, -1).IsClinical(double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ClinicalCutOff(13, true, 0).IsClinical(13), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(true)]
    [TestCase(false)]
    public void IsClinical_ScoreOnAComputedCutOffUpToRounding_DependsOnTheRuleAlone(bool inclusive)
    {
        // With equal standard deviations the cut-off lies half-way between the means; in binary it is often slightly off.
        for (var tenths = 1; tenths < 60; tenths++)
        {
            var (clinical, norm) = ((tenths + 12) / 10.0, tenths / 10.0);
            var cutOff = ClinicalCutOff.C(clinical, 0.7, norm, 0.7, -1, inclusive);

            Assert.That(cutOff.IsClinical((tenths + 6) / 10.0), Is.EqualTo(inclusive), $"{cutOff.Score}");
        }
    }
}
