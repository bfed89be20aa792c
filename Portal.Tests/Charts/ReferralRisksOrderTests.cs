using NUnit.Framework;
using Portal.Analytics.Charts.Risks;

namespace Portal.Tests.Charts;

public sealed class ReferralRisksOrderTests
{
    [Test]
    public void Ranked_DifferentShares_PutsTheLargestFirst()
    {
        var ranked = ReferralRisksOrder.Ranked([
            InventedPictures.Bar("Low", 1, 10),
            InventedPictures.Bar("High", 9, 10),
            InventedPictures.Bar("Middle", 50, 100),
        ]);
        Assert.That(ranked.Select(bar => bar.Label), Is.EqualTo(new[] { "High", "Middle", "Low" }));
    }

    [Test]
    public void Ranked_Ties_KeepTheCatalogueOrder()
    {
        var ranked = ReferralRisksOrder.Ranked([
            InventedPictures.Bar("First", 5, 10),
            InventedPictures.Bar("Second", 50, 100),
            InventedPictures.Bar("Leader", 6, 10),
            InventedPictures.Bar("Third", 1, 2),
        ]);
        Assert.That(ranked.Select(bar => bar.Label), Is.EqualTo(new[] { "Leader", "First", "Second", "Third" }));
    }

    [Test]
    public void Ranked_RiskNobodyWasAssessedFor_ComesAfterAShareOfNone()
    {
        var ranked = ReferralRisksOrder.Ranked([
            new RiskBar("Unknown", 0, 0, double.NaN, double.NaN, double.NaN),
            InventedPictures.Bar("None", 0, 10),
        ]);
        Assert.That(ranked.Select(bar => bar.Label), Is.EqualTo(new[] { "None", "Unknown" }));
    }
}
