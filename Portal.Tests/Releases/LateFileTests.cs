using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>What a second release may tell beside the first.</summary>
public sealed class LateFileTests
{
    private static readonly InventedNetwork Network = InventedNetwork.Of(80, 75, 70, 65, 60, 55, 50, 45);

    private static readonly Month Late = new(2025, 6);

    [Test]
    public void Correction_NothingChanged_IsTheSame()
    {
        var history = new InventedHistory();
        var (first, second) = (history.Release(Network), history.Release(Network));

        Assert.That(second.Content.Printed(), Is.EqualTo(first.Content.Printed()));
        Assert.That(second.Populations.Select(Known), Is.EquivalentTo(first.Populations.Select(Known)));
        Assert.That(
            second.Parts.Select(part => part.Content.ContentHash),
            Is.EqualTo(first.Parts.Select(part => part.Content.ContentHash))
        );
    }

    [TestCase(1, TestName = "Correction_OneLateFamily_HoldsEveryCellOfTheWindow")]
    [TestCase(40, TestName = "Correction_LateFileOfOneService_HoldsEveryCellOfTheWindow")]
    public void Correction_OneService(int families)
    {
        var history = new InventedHistory();
        var first = history.Release(Network);
        var late = Network.With(8, families, Late);
        var second = history.Release(late);
        var third = history.Release(late.With(7, 1, Late));

        Assert.That(
            late.Release().Content.Printed(),
            Is.Not.EqualTo(first.Content.Printed()),
            "without a ledger the late file would be seen"
        );
        Assert.That(second.Content.Printed(), Is.EqualTo(first.Content.Printed()));
        Assert.That(third.Content.Printed(), Is.EqualTo(first.Content.Printed()));
        Assert.That(second.Populations.Select(Known), Is.EquivalentTo(first.Populations.Select(Known)), "what is known stays what it was");
        Assert.That(Rest(second), Is.EqualTo(Rest(first)));
    }

    [Test]
    public void Correction_LateFilesOfManyServices_ShowsTheNewFigures()
    {
        var late = Enumerable.Range(1, 8).Aggregate(Network, (network, service) => network.With(service, 30, Late));
        var history = new InventedHistory();
        var first = history.Release(Network);
        var second = history.Release(late);

        Assert.That(
            second.Content.Count(Statistics.Referrals, from: "2025-01"),
            Is.EqualTo(first.Content.Count(Statistics.Referrals, from: "2025-01") + 240).Within(5)
        );
        Assert.That(
            second.Content.Cells.Where(cell => cell.Address.From == "2024-04").Select(cell => cell.Figure),
            Is.EqualTo(first.Content.Cells.Where(cell => cell.Address.From == "2024-04").Select(cell => cell.Figure))
        );
    }

    [Test]
    public void Correction_ServiceThatWasNotThereBefore_SeesNoRestOfTheHeldRelease()
    {
        var history = new InventedHistory();
        history.Release(Network, "2025-Q4", 8);
        var second = history.Release(Network);
        var rest = second
            .Parts.Single(part => part.ServiceId == 8)
            .Content.Cells.Where(cell => cell.Address.Scope == ReleaseLattice.Rest)
            .ToArray();

        Assert.That(rest, Is.Not.Empty);
        Assert.That(rest.Where(cell => cell.Figure.IsShown), Is.Empty);
    }

    // The window moves on by a quarter; what differs is many families of many services, and the late one is lost among them.
    [Test]
    public void NextQuarter_ManyFamiliesDiffer_IsShown()
    {
        var history = new InventedHistory();
        history.Release(Network, "2025-Q3");
        var second = history.Release(Network.With(8, 1, Late));

        Assert.That(second.Content.Of(Statistics.Referrals, from: "2025-01").IsShown, Is.True);
    }

    [Test]
    public void NextQuarter_OneServiceOnlyHasNewFamilies_IsWithheld()
    {
        var still = Network.Without(one => one.Referral >= new Month(2025, 10) || one.Referral < new Month(2025, 1));
        var history = new InventedHistory();
        var first = history.Release(still, "2025-Q3");
        var second = history.Release(still.With(8, 30, new Month(2025, 11)));

        Assert.That(first.Content.Of(Statistics.Referrals, from: "2024-10").IsShown, Is.True);
        Assert.That(second.Content.Cells.Where(cell => cell.Address.From == "2025-01" && cell.Figure.IsShown), Is.Empty);
        Assert.That(second.Reasons, Has.Some.EqualTo(WithheldBecause.Differencing));
    }

    [Test]
    public void TwoYears_AnyReleases_TellNothingAboutFewFamilies()
    {
        var history = new InventedHistory();
        var all = new[] { "2025-Q1", "2025-Q2", "2025-Q2", "2025-Q3", "2025-Q4", "2025-Q4", "2025-Q1" }
            .Select(
                (quarter, step) => history.Release(Network.With(1 + step, 1 + step * 2, new Month(2025, 2)).With(2, step, Late), quarter)
            )
            .ToArray();
        var broken = all.SelectMany(release => release.Populations)
            .GroupBy(one => (one.Scope, one.Key))
            .SelectMany(place =>
                place.SelectMany(one =>
                    place
                        .Where(other => !PolicyRules.MayBothBeKnown(one.Members, other.Members))
                        .Select(other => $"{place.Key} {one.Window} {other.Window}")
                )
            );

        Assert.That(all.Select(release => release.Populations.Count), Is.All.GreaterThan(20));
        Assert.That(broken, Is.Empty);
    }

    private static (string, string, string, string) Known(KnownPopulation one) =>
        (one.Scope, one.Key, one.Window.Words, string.Join(' ', one.Members.Select(member => member.Case).Order(StringComparer.Ordinal)));

    private static IEnumerable<string> Rest(MadeRelease made) =>
        made.Parts.SelectMany(part => part.Content.Printed().Where(cell => cell.Contains("Scope = REST", StringComparison.Ordinal)));
}
