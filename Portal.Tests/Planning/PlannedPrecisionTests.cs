using NUnit.Framework;
using Portal.Analytics.Planning;

namespace Portal.Tests.Planning;

/// <summary>
/// Expected values from the formulas of docs/statistics.md, "Planning", with t by numerical integration of its density in mpmath to twenty
/// digits.
/// </summary>
public sealed class PlannedPrecisionTests
{
    // SDs of 1.2 points between services and 4.5 within.
    private static readonly PlannedMean Change = new(1.44, 20.25);

    [Test]
    public void HalfWidth_OfTwelveServices_IsThatOfTheModel() =>
        Assert.That(Change.HalfWidth(12, 17), Is.EqualTo(1.0306269145340145).Within(1e-9));

    [Test]
    public void Detectable_OfTwelveServices_HasAPowerOfEightyPerCent() =>
        Assert.That(Change.Detectable(12, 17), Is.EqualTo(1.4406000375907588).Within(1e-9));

    [TestCase(5, 24)]
    [TestCase(10, 16)]
    [TestCase(20, 12)]
    [TestCase(100, 9)]
    public void ServicesNeeded_ForAPoint_AreTheFewestThatDo(int families, int services) =>
        Assert.That(Change.ServicesNeeded(families, 1), Is.EqualTo(services));

    [Test]
    public void FamiliesNeeded_ForAPoint_AreTheFewestThatDo() => Assert.That(Change.FamiliesNeeded(12, 1), Is.EqualTo(20));

    // The interval of twelve services is wider than 0.7 points however many families each has.
    [Test]
    public void FamiliesNeeded_WhenServicesDifferTooMuch_AreNoNumber() => Assert.That(Change.FamiliesNeeded(12, 0.7), Is.Null);

    [Test]
    public void ServicesNeeded_ForAlmostNoWidth_AreOutOfReach() => Assert.That(Change.ServicesNeeded(5, 0.01), Is.Null);

    [Test]
    public void Plan_OfOneNeed_MeetsTheOther([Random(2, 60, 10)] int services, [Random(0.3, 4.0, 10)] double margin)
    {
        if (Change.FamiliesNeeded(services, margin) is not { } families)
            return;

        Assert.That(Change.HalfWidth(services, families), Is.AtMost(margin * (1 + 1e-12)));
        if (families > 1)
            Assert.That(Change.HalfWidth(services, families - 1), Is.GreaterThan(margin));
    }

    [Test]
    public void Share_OverTwelveServices_CountsThatFamiliesOfAServiceAreAlike()
    {
        var share = new PlannedShare(0.3, 0.066);

        Assert.That(share.HalfWidth(12, 17), Is.EqualTo(0.101256574974453621).Within(1e-9));
        Assert.That(share.ServicesNeeded(20, 0.05), Is.EqualTo(39));
    }

    [Test]
    public void Contrast_WithinServices_NeedsMoreTheSmallerOneGroupIs()
    {
        var contrast = new PlannedContrast(20.25, 0.25);

        Assert.That(contrast.HalfWidth(205), Is.EqualTo(1.4226007660910207).Within(1e-9));
        Assert.That(contrast.FamiliesNeeded(1), Is.EqualTo(415));
        Assert.That(new PlannedContrast(20.25, 0.1).FamiliesNeeded(1), Is.GreaterThan(415));
    }
}
