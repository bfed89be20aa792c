using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Api.Tombstones;

namespace Portal.Tests.Releases;

/// <summary>What a second release may tell beside the first when the families are the same and their values are not.</summary>
public sealed class CorrectedScoresTests
{
    private static readonly InventedNetwork Network = InventedNetwork.Of(80, 75, 70, 65, 60, 55, 50, 145);

    private static readonly Window Headline = MakeRelease.Windows(InventedNetwork.QuarterOf("2025-Q4"))[0];

    [Test]
    public void Correction_OneFamily_KeepsEveryFigureOfTheMeasure()
    {
        var history = new InventedHistory();
        var first = history.Release(Network);
        var corrected = Correcting(Network, (8, 1));
        var second = history.Release(corrected);
        var third = history.Release(Correcting(corrected, (7, 1)));

        Assert.That(
            corrected.Release().Content.Printed(),
            Is.Not.EqualTo(first.Content.Printed()),
            "without a ledger the correction would be seen"
        );
        foreach (var later in new[] { second, third })
        {
            Assert.That(later.Content.Printed(), Is.EqualTo(first.Content.Printed()));
            Assert.That(
                later.Parts.Select(part => part.Report.Content.Printed()),
                Is.EqualTo(first.Parts.Select(part => part.Report.Content.Printed()))
            );
            Assert.That(later.Parts.Select(part => part.Content.Printed()), Is.EqualTo(first.Parts.Select(part => part.Content.Printed())));
        }
    }

    // Many of one service, or few of two, would be told; many of several services are lost in each other.
    [TestCase(new[] { 60 }, false)]
    [TestCase(new[] { 9, 9 }, false)]
    [TestCase(new[] { 60, 60, 60, 60 }, true)]
    public void Correction_ManyFamilies_IsShownWhenTheyHideEachOther(int[] families, bool isShown)
    {
        var history = new InventedHistory();
        var first = history.Release(Network);
        var second = history.Release(Correcting(Network, [.. families.Select((count, place) => (1 + place, count))]));

        Assert.That(
            second.Content.Of(Statistics.MeanLast, item: "HADS").ValueOrNull!.Value
                != first.Content.Of(Statistics.MeanLast, item: "HADS").ValueOrNull!.Value,
            Is.EqualTo(isShown)
        );
    }

    [TestCase(9, false)]
    [TestCase(60, true)]
    public void Correction_OwnReport_IsShownWhenTheyAreMany(int families, bool isShown)
    {
        var history = new InventedHistory();
        var first = history.Release(Network);
        var second = history.Release(Correcting(Network, (8, families)));

        Assert.That(
            ReportOf(second).Content.Of(Statistics.MeanLast, ReleaseLattice.Own, "HADS").ValueOrNull!.Value
                != ReportOf(first).Content.Of(Statistics.MeanLast, ReleaseLattice.Own, "HADS").ValueOrNull!.Value,
            Is.EqualTo(isShown)
        );
    }

    // The next window holds the same families and one of them has another score: the difference would be that family's.
    [TestCase(0, true)]
    [TestCase(1, false)]
    public void NextQuarter_SameFamilies_IsWithheldWhenOneIsCorrected(int corrected, bool isShown)
    {
        var still = Network.Without(one => one.Referral >= new Month(2025, 10) || one.Referral < new Month(2025, 1));
        var history = new InventedHistory();
        history.Release(still, "2025-Q3");
        var second = history.Release(Correcting(still, (8, corrected)));

        Assert.That(second.Content.Of(Statistics.MeanLast, item: "HADS").IsShown, Is.EqualTo(isShown));
        Assert.That(ReportOf(second).Content.Of(Statistics.MeanLast, ReleaseLattice.Own, "HADS").IsShown, Is.EqualTo(isShown));
    }

    // A population goes by the values that its figures use: a risk that became known changes no score.
    [Test]
    public void Correction_RisksOfOneFamily_ChangesNoFigureOfScores()
    {
        var history = new InventedHistory();
        history.Release(Network);
        var second = history.Release(Telling(Network, 1u << 20));

        Assert.That(second.Populations.Where(one => one.Key.StartsWith("OUTCOME", StringComparison.Ordinal)), Is.Not.Empty);
        Assert.That(
            second.Content.Printed().Where(cell => cell.Contains("OUTCOME", StringComparison.Ordinal)),
            Is.EqualTo(Network.Release().Content.Printed().Where(cell => cell.Contains("OUTCOME", StringComparison.Ordinal)))
        );
    }

    // Case mix knows more of a family than its scores; when that changes, what it says is withheld and nothing else.
    [Test]
    public void Correction_CaseMixOfOneFamily_WithholdsWhatCaseMixSays()
    {
        var history = new InventedHistory();
        var first = history.Release(Network);
        var second = history.Release(Telling(Network, 1));

        Assert.That(RestOf(first, 1, Statistics.AdjustedDifference), Is.True);
        Assert.That(RestOf(second, 1, Statistics.PooledChange), Is.True);
        Assert.That(RestOf(second, 1, Statistics.AdjustedDifference), Is.False);
        Assert.That(RestOf(second, 8, Statistics.AdjustedDifference), Is.True, "the service knows its own family");
    }

    [Test]
    public void TwoYears_AnyCorrections_TellNothingAboutFewFamilies()
    {
        var history = new InventedHistory();
        var network = Network;
        var shown = new List<KnownPopulation>();
        foreach (var (step, quarter) in new[] { "2025-Q1", "2025-Q2", "2025-Q2", "2025-Q3", "2025-Q4", "2025-Q4", "2025-Q4" }.Index())
        {
            network = Correcting(network, [.. Enumerable.Range(1, 1 + step).Select(service => (service, 1 + step * service % 14))]);
            shown.AddRange(history.Release(network, quarter).Populations);
        }

        var broken = shown
            .GroupBy(one => (one.Scope, one.Key))
            .SelectMany(place =>
                place.SelectMany(one => place.Where(other => !MayBothBeKnown(one, other)).Select(other => $"{place.Key} {other.Window}"))
            );
        Assert.That(shown.Where(one => one.Members.Any(member => member.Values > 1)), Is.Not.Empty);
        Assert.That(broken, Is.Empty);
    }

    [Test]
    public void Kept_ServiceThatLeft_IsWithheldAndNamesTheEarlierRelease()
    {
        var history = new InventedHistory();
        var first = history.Release(Network);
        var second = history.Release(Network, "2025-Q4", 8);
        var third = history.Release(Network.With(7, 1, new Month(2025, 6)));

        var left = second.Content.Cells.Where(cell => cell.Earlier is not null).ToArray();
        Assert.That(second.Populations.SelectMany(one => one.Members).Where(one => one.Service == "8"), Is.Empty);
        Assert.That(
            left.Select(cell => cell.Address),
            Is.Not.Empty.And.SubsetOf(first.Content.Cells.Where(cell => cell.Figure.IsShown).Select(cell => cell.Address))
        );
        Assert.That(left.Select(cell => (cell.Earlier, cell.Figure.IsShown)), Is.All.EqualTo(("0000000000000000", false)));
        Assert.That(second.Content.Cells.Where(cell => cell.Figure.IsShown), Is.Empty);
        Assert.That(second.Reasons, Has.Some.EqualTo(WithheldBecause.ServiceLeft));
        Assert.That(second.Parts.SelectMany(part => part.Content.Cells).Where(cell => cell.Figure.IsShown), Is.Empty);
        Assert.That(third.Content.Printed(), Is.EqualTo(first.Content.Printed()), "it takes part again, and one late family is not seen");
    }

    [Test]
    public void Fingerprint_SameValues_IsTheSameAndOtherwiseAnother()
    {
        var keys = new CaseKeys([.. Enumerable.Range(0, 32).Select(value => (byte)value)]);
        var other = new CaseKeys(new byte[32]);
        uint[] different =
        [
            keys.OfValues("a", "HADS", 8, 4),
            keys.OfValues("a", "HADS", 4, 8),
            keys.OfValues("a", "HADS", 8),
            keys.OfValues("a", "HADS", 84),
            keys.OfValues("a", "EPDS", 8, 4),
            keys.OfValues("b", "HADS", 8, 4),
            keys.OfValues("a", "HADS", 8, 4.5),
            other.OfValues("a", "HADS", 8, 4),
        ];

        Assert.That(different, Is.Unique);
        Assert.That(different, Is.All.GreaterThan(1));
        Assert.That(keys.OfValues("a", "HADS", 8, 4 + 1e-9), Is.EqualTo(different[0]), "round-off is no correction");
    }

    // One family of service 8 of which a risk became known, or was taken back.
    private static InventedNetwork Telling(InventedNetwork network, uint risk)
    {
        var key = Closed(network, 8)[0].Case.Key;
        return network.Changing(one =>
            one.Key == key ? one with { RisksPresent = one.RisksPresent ^ risk, RisksAbsent = one.RisksAbsent & ~risk } : one
        );
    }

    private static InventedNetwork Correcting(InventedNetwork network, params (int Service, int Families)[] corrections)
    {
        var chosen = corrections.SelectMany(one => Closed(network, one.Service).Take(one.Families)).Select(one => one.Case.Key).ToHashSet();
        return network.Scoring(one => one.IsPaired && chosen.Contains(one.Case.Key) ? one with { Last = one.Last + 5 } : one);
    }

    private static SnapshotScores[] Closed(InventedNetwork network, int service) =>
        [
            .. network.Scores.Where(one =>
                one.IsPaired && one.Case.Service.Id == service && one.Closure >= Headline.From && one.Closure < Headline.Before
            ),
        ];

    private static OwnReport ReportOf(MadeRelease made) => made.Parts.Single(part => part.ServiceId == 8).Report;

    private static bool RestOf(MadeRelease made, int service, string statistic) =>
        made.Parts.Single(part => part.ServiceId == service).Content.Of(statistic, ReleaseLattice.Rest, "HADS").IsShown;

    // As an auditor would write it down: nobody in common, or enough people whose presence or values differ on either side.
    private static bool MayBothBeKnown(KnownPopulation one, KnownPopulation other) =>
        !one.Members.Select(member => member.Case).Intersect(other.Members.Select(member => member.Case)).Any()
        || (PolicyRules.IsHarmless(one.Members.Except(other.Members)) && PolicyRules.IsHarmless(other.Members.Except(one.Members)));
}
