using NUnit.Framework;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>What a reader of one service's reports learns from a second report beside the first.</summary>
public sealed class OwnReportOverTimeTests
{
    private const int Viewer = 8;

    private static readonly InventedNetwork Network = InventedNetwork.Of(80, 75, 70, 65, 60, 55, 50, 145);

    private static readonly Month Late = new(2025, 6);

    [Test]
    public void Report_FirstRelease_ShowsRoundedOwnFiguresAndRemembersTheirCases()
    {
        var report = ReportOf(Network.Release());
        var truth = Network
            .Snapshot()
            .Only(Viewer)
            .Referred(ReleaseLattice.Own, MakeRelease.Windows(InventedNetwork.QuarterOf("2025-Q4"))[0])
            .ToArray();

        Assert.That(report.Content.Cells.Select(cell => cell.Address.Scope), Is.All.EqualTo(ReleaseLattice.Own));
        Assert.That(report.Content.Count(Statistics.Referrals, ReleaseLattice.Own), Is.EqualTo(truth.Length).Within(2).And.Not.Zero);
        Assert.That(report.Content.Of(Statistics.MeanChange, ReleaseLattice.Own, "HADS").IsShown, Is.True);
        Assert.That(
            report.Shown.Single(one => one.Key == "PROFILE|||REFERRALS|NONE|").Members.Select(one => one.Case),
            Is.EquivalentTo(truth.Select(one => one.Key))
        );
        Assert.That(report.Shown.SelectMany(one => one.Members).Select(one => one.Service), Is.All.EqualTo("8"));
    }

    [TestCase(1)]
    [TestCase(9)]
    public void Correction_FewLateFamilies_KeepsTheFirstFigures(int families)
    {
        var history = new InventedHistory();
        var first = ReportOf(history.Release(Network));
        var late = Network.With(Viewer, families, Late);
        var second = ReportOf(history.Release(late));
        var third = ReportOf(history.Release(late.With(Viewer, 1, Late)));

        Assert.That(
            ReportOf(late.Release()).Content.Printed(),
            Is.Not.EqualTo(first.Content.Printed()),
            "without a ledger the late families would be seen"
        );
        Assert.That(second.Content.Printed(), Is.EqualTo(first.Content.Printed()));
        Assert.That(third.Content.Printed(), Is.EqualTo(first.Content.Printed()));
        Assert.That(second.Shown.Select(Known), Is.EquivalentTo(first.Shown.Select(Known)), "what is known stays what it was");
    }

    [Test]
    public void Correction_FamilyThatIsGone_KeepsTheFirstFigures()
    {
        var history = new InventedHistory();
        var first = ReportOf(history.Release(Network));
        var gone = Network.Cases.First(one => one.Service.Id == Viewer && one.Referral == Late).Key;
        var second = ReportOf(history.Release(Network.Without(one => one.Key == gone)));

        Assert.That(second.Content.Printed(), Is.EqualTo(first.Content.Printed()));
    }

    [Test]
    public void Correction_ManyLateFamilies_ShowsTheNewFigures()
    {
        var history = new InventedHistory();
        var first = ReportOf(history.Release(Network));
        var second = ReportOf(history.Release(Network.With(Viewer, 400, Late)));

        Assert.That(
            second.Content.Count(Statistics.Referrals, ReleaseLattice.Own),
            Is.EqualTo(first.Content.Count(Statistics.Referrals, ReleaseLattice.Own) + 400).Within(5)
        );
        Assert.That(second.Content.Of(Statistics.MeanChange, ReleaseLattice.Own, "HADS").ValueOrNull!.Cases, Is.GreaterThan(300));
    }

    [Test]
    public void Correction_LateFamiliesOfAnotherService_ChangeNothing()
    {
        var history = new InventedHistory();
        var first = ReportOf(history.Release(Network));
        var second = ReportOf(history.Release(Network.With(7, 30, Late)));

        Assert.That(second.Content.ContentHash, Is.EqualTo(first.Content.ContentHash));
    }

    [TestCase(9, false)]
    [TestCase(400, true)]
    public void NextQuarter_NewFamiliesOnly_AreShownWhenTheyAreMany(int families, bool isShown)
    {
        var still = Network.Without(one => one.Referral >= new Month(2025, 10) || one.Referral < new Month(2025, 1));
        var history = new InventedHistory();
        var first = ReportOf(history.Release(still, "2025-Q3"));
        var second = ReportOf(history.Release(still.With(Viewer, families, new Month(2025, 11))));

        Assert.That(first.Content.Of(Statistics.Referrals, ReleaseLattice.Own).IsShown, Is.True);
        Assert.That(second.Content.Of(Statistics.Referrals, ReleaseLattice.Own).IsShown, Is.EqualTo(isShown));
    }

    [Test]
    public void TwoYears_AnyReleases_TellNothingAboutFewFamilies()
    {
        var history = new InventedHistory();
        var all = new[] { "2025-Q1", "2025-Q2", "2025-Q2", "2025-Q3", "2025-Q4", "2025-Q4", "2025-Q1" }
            .Select((quarter, step) => history.Release(Network.With(Viewer, step * 3, new Month(2025, 2)).With(2, step * 7, Late), quarter))
            .ToArray();
        var shown = all.SelectMany(release => release.Parts).SelectMany(part => part.Report.Shown).ToArray();
        var broken = shown
            .GroupBy(one => (one.Scope, one.Key))
            .SelectMany(place =>
                place.SelectMany(one =>
                    place.Where(other => !MayBothBeKnown(one, other)).Select(other => $"{place.Key} {one.Window} {other.Window}")
                )
            );

        Assert.That(shown, Has.Length.GreaterThan(500));
        Assert.That(shown.Select(one => one.Window).Distinct().Count(), Is.EqualTo(4));
        Assert.That(broken, Is.Empty);
    }

    private static OwnReport ReportOf(MadeRelease made) => made.Parts.Single(part => part.ServiceId == Viewer).Report;

    // The rule as an auditor would write it down: nobody in common, or nobody or ten people between them on either side.
    private static bool MayBothBeKnown(KnownPopulation one, KnownPopulation other) =>
        !one.Members.Any(other.Members.Contains)
        || (one.Members.Except(other.Members).Count() is 0 or >= 10 && other.Members.Except(one.Members).Count() is 0 or >= 10);

    private static (string, string, string) Known(KnownPopulation one) =>
        (one.Key, one.Window.Words, string.Join(' ', one.Members.Select(member => member.Case).Order(StringComparer.Ordinal)));
}
