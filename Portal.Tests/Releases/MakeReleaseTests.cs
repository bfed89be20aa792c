using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

public sealed class MakeReleaseTests
{
    private static readonly InventedNetwork Twelve = InventedNetwork.Of(
        (90, "E", "NHS"),
        (58, "E", "COUNCIL"),
        (62, "S", "NHS"),
        (45, "E", "CHARITY"),
        (150, "E", "NHS"),
        (52, "W", "NHS"),
        (75, "E", "CHARITY"),
        (110, "E", "MIXED"),
        (36, "N", "MIXED"),
        (28, "S", "COUNCIL"),
        (20, "W", "CHARITY"),
        (130, "N", "NHS")
    );

    private static readonly Lazy<MadeRelease> Made = new(() => Twelve.Release());

    private static IEnumerable<InventedNetwork> Small =>
        [
            InventedNetwork.Of(Array.Empty<int>()),
            InventedNetwork.Of(0),
            InventedNetwork.Of(1),
            InventedNetwork.Of(1, 0, 0, 0, 0),
            InventedNetwork.Of(400),
            InventedNetwork.Of(7, 7, 7),
        ];

    [Test]
    public void Release_SmallNetworks_HaveTheSameAddressesAndShowNothing()
    {
        foreach (var network in Small)
        {
            var made = network.Release();

            Assert.That(
                made.Content.Cells.Select(cell => cell.Address).SequenceEqual(Made.Value.Content.Cells.Select(cell => cell.Address)),
                Is.True
            );
            Assert.That(made.Content.Cells.Select(cell => cell.Figure.ToString()), Is.All.EqualTo("c"));
            Assert.That(made.Populations, Is.Empty);
            Assert.That(made.Reasons, Has.None.Null.And.Count.EqualTo(made.Content.Cells.Count));
        }
    }

    [TestCase("2025-Q1")]
    [TestCase("2025-Q2")]
    [TestCase("2025-Q3")]
    [TestCase("2025-Q4")]
    public void Release_AnyQuarter_HasEachAddressOnceAndFigures(string quarter)
    {
        var made = Twelve.Release(quarter);

        Assert.That(made.Content.Cells.Select(cell => cell.Address), Is.Unique);
        Assert.That(
            made.Content.Cells,
            Has.Count.EqualTo(Made.Value.Content.Cells.Count - (quarter == "2025-Q1" ? ReleaseLattice.Scopes.Count : 0))
        );
        Assert.That(made.Populations.Select(one => (one.Scope, one.Key, one.Window)), Is.Unique);
        Assert.That(made.Content.Count(Statistics.RiskPresent, item: "ISOLATION"), Is.GreaterThan(30));
        Assert.That(made.Content.Count(Statistics.Referrals, dimension: "FATHER", code: "SEEN"), Is.GreaterThan(30));
    }

    [Test]
    public void Release_Counts_AreMultiplesOfFiveFromTenUp()
    {
        var figures = Made
            .Value.Content.Cells.Concat(Made.Value.Parts.SelectMany(part => part.Content.Cells.Concat(part.Report.Content.Cells)))
            .Select(cell => cell.Figure.ValueOrNull)
            .OfType<ReleasedFigure>()
            .ToArray();
        var counts = figures
            .Where(figure => figure.Unit == FigureUnit.Count)
            .Select(figure => (int)figure.Value)
            .Concat(figures.Select(figure => figure.Cases ?? 10))
            .ToArray();

        Assert.That(counts, Has.Length.GreaterThan(500));
        Assert.That(counts.Where(count => count < 10 || count % 5 != 0), Is.Empty);
        Assert.That(figures.Where(figure => figure.Unit == FigureUnit.Percent && figure.Cases < 50), Is.Empty);
    }

    [Test]
    public void Release_ShownCounts_AreWithinTwoOfTheTruth()
    {
        foreach (var scope in ReleaseLattice.Scopes)
        foreach (var (risk, place) in CareCodes.Risk.Codes.Select((risk, place) => (risk.Value, place)))
            if (Made.Value.Content.Count(Statistics.RiskPresent, scope, risk) is { } printed)
            {
                var truth = Twelve
                    .Snapshot()
                    .Referred(scope, MakeRelease.Windows(InventedNetwork.QuarterOf("2025-Q4"))[0])
                    .Count(one => (one.RisksPresent >> place & 1) != 0);
                Assert.That(Math.Abs(truth - printed), Is.LessThanOrEqualTo(2), $"{scope} {risk}");
            }
    }

    // Written down from the policy without shortcuts.
    [Test]
    public void Release_EveryShownPopulation_KeepsTheContributorRules()
    {
        Assert.That(Made.Value.Populations, Has.Count.GreaterThan(100));
        Assert.That(
            Made.Value.Populations.Where(one =>
                !PolicyRules.IsShared([.. one.Members.CountBy(member => member.Service).Select(service => service.Value)])
            ),
            Is.Empty
        );
    }

    [Test]
    public void Release_PopulationsOfBothWindows_DifferByEnoughOrNotAtAll()
    {
        var byPlace = Made.Value.Populations.GroupBy(one => (one.Scope, one.Key)).Where(place => place.Count() > 1).ToArray();

        Assert.That(byPlace, Is.Not.Empty);
        Assert.That(byPlace.Where(place => !PolicyRules.MayBothBeKnown(place.First().Members, place.Last().Members)), Is.Empty);
    }

    [Test]
    public void Release_SameNetworkInAnotherOrder_IsTheSameText()
    {
        var reversed = Twelve with { Cases = [.. Twelve.Cases.Reverse()], Scores = [.. Twelve.Scores.Reverse()] };

        Assert.That(reversed.Release().Content.ContentHash, Is.EqualTo(Made.Value.Content.ContentHash));
    }

    [Test]
    public void Release_ServiceThatHasNotOptedIn_IsNotThereAtAll()
    {
        var made = new InventedHistory().Release(Twelve, "2025-Q4", 5);

        Assert.That(made.Content.Printed(), Is.EqualTo(Twelve.Without(one => one.Service.Id == 5).Release().Content.Printed()));
        Assert.That(made.Parts.Select(part => part.ServiceId), Is.EqualTo(new[] { 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12 }));
        Assert.That(made.Populations.SelectMany(one => one.Members).Where(member => member.Service == "5"), Is.Empty);
    }

    [Test]
    public void Release_PartsOfOneService_AreOneContributor()
    {
        var apart = InventedNetwork.Of(60, 60, 60, 60, 60).Release();
        var network = Enumerable
            .Range(0, 4)
            .Aggregate(InventedNetwork.Of(Array.Empty<int>()), (sum, _) => sum.WithService())
            .WithService(partOf: 4);
        var joined = Enumerable.Range(1, 5).Aggregate(network, (sum, service) => sum.With(service, 60)).Release();

        Assert.That(apart.Content.Of(Statistics.Referrals, from: "2025-01").IsShown, Is.True);
        Assert.That(joined.Content.Cells.Where(cell => cell.Figure.IsShown), Is.Empty);
    }

    [Test]
    public void Release_Cancelled_StopsAndProgressNeverPassesItsTotal()
    {
        using var stop = new CancellationTokenSource();
        var steps = new List<(int Done, int Total)>();
        MadeRelease Run() =>
            new MakeRelease(
                Twelve.Snapshot(),
                InventedNetwork.QuarterOf("2025-Q4"),
                "a",
                Ledger.Empty(DisclosurePolicy.Sdc1),
                new EarlierReleases(_ => null!, (_, _) => null, (_, _) => null),
                DisclosurePolicy.Sdc1
            ).Run([], (_, done, total) => steps.Add((done, total)), stop.Token);
        Run();
        var whole = steps.ToArray();
        stop.Cancel();

        Assert.That(Run, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(whole.Select(step => step.Done), Is.EqualTo(Enumerable.Range(0, whole.Length)));
        Assert.That(whole.Select(step => step.Total), Is.All.EqualTo(whole.Length));
    }

    [Test]
    public void Lattice_EveryCode_HasALabelAndABand()
    {
        Assert.That(
            ReleaseLattice.Scopes.Append(ReleaseLattice.Rest).Append(ReleaseLattice.Own).Select(ReleaseLattice.ScopeLabel),
            Is.Unique.And.None.Empty
        );
        Assert.That(
            ReleaseLattice.Dimensions.Select(dimension => ReleaseLattice.Dimension(dimension.Code)),
            Is.EqualTo(ReleaseLattice.Dimensions)
        );
        Assert.That(ReleaseLattice.Dimension("NONE"), Is.Null);
        foreach (var dimension in ReleaseLattice.Dimensions)
        {
            Assert.That(
                (dimension.BandOf(null), dimension.BandOf("NO_SUCH_CODE")),
                Is.EqualTo((dimension.Bands.Count - 1, dimension.Bands.Count - 1))
            );
            Assert.That(
                dimension.Bands.SelectMany((band, place) => band.Values.Select(value => dimension.BandOf(value) == place)),
                Is.All.True
            );
        }
    }
}

/// <summary>Rules of the policy as an auditor would write them down.</summary>
internal static class PolicyRules
{
    public static bool IsShared(int[] cases) =>
        cases.Length >= 5
        && cases.Sum() >= 30
        && 2 * cases.Max() <= cases.Sum()
        && Remainder(cases) >= 10
        && 10 * Remainder(cases) >= cases.Max()
        && Enumerable
            .Range(0, cases.Length)
            .All(left =>
            {
                var rest = cases.Where((_, place) => place != left).ToArray();
                return rest.Length >= 4 && IsRest(rest);
            });

    public static bool IsRest(int[] rest) => 10 * rest.Max() <= 6 * rest.Sum() && Remainder(rest) >= 10;

    public static bool MayBothBeKnown(IReadOnlySet<ContributingCase> one, IReadOnlySet<ContributingCase> other) =>
        !one.Any(other.Contains) || (IsHarmless(one.Except(other)) && IsHarmless(other.Except(one)));

    /// <summary>Nobody, or whichever one service is taken out still ten people of two services.</summary>
    public static bool IsHarmless(IEnumerable<ContributingCase> difference)
    {
        var all = difference.ToArray();
        return all.Length == 0
            || all.Select(one => one.Service)
                .Distinct()
                .All(service =>
                    all.Count(one => one.Service != service) >= 10
                    && all.Where(one => one.Service != service).Select(one => one.Service).Distinct().Count() >= 2
                );
    }

    private static int Remainder(int[] cases) => cases.OrderDescending().Skip(2).Sum();
}
