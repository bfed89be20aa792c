using NUnit.Framework;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Releases;

namespace Portal.Tests.Attacks;

/// <summary>Attacks of the policy on the numbers of a release; the attacker knows the policy and sees what is printed.</summary>
public sealed class InventedReleaseAttackTests
{
    private const int Offending = 21;

    // English and Welsh services, so that two printed numbers would be enough to tell about Wales.
    private static readonly InventedNetwork TwoNations = InventedNetwork.Of([
        .. Enumerable
            .Repeat(("E", "NHS"), 6)
            .Concat(Enumerable.Repeat(("W", "CHARITY"), 6))
            .Select((place, number) => (60 + number, place.Item1, place.Item2)),
    ]);

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

    private static readonly int[][] Networks =
    [
        [60, 60, 60, 60, 60],
        [40, 45, 50, 55, 60, 65],
        [200, 30, 30, 30, 30, 30, 30],
        [90, 80, 70, 60, 50, 40, 30, 20, 10],
        [33, 33, 33, 33, 33, 33, 33, 33],
        [150, 150, 20, 20, 20, 20],
    ];

    // Several attacks look at the same networks: each is released once.
    private static readonly Dictionary<object, MadeRelease> Released = new(ReferenceEqualityComparer.Instance);

    private static readonly TestCaseData[] Releases =
    [
        .. Networks
            .Select((sizes, place) => new TestCaseData(InventedNetwork.Of(sizes)).SetArgDisplayNames($"network {place}"))
            .Append(new TestCaseData(TwoNations).SetArgDisplayNames("two nations"))
            .Append(new TestCaseData(Twelve).SetArgDisplayNames("twelve services")),
    ];

    [TestCaseSource(nameof(Releases))]
    public void SubtractFromATotal_JoinedOnTheMargin_LeavesFiveValuesOrEight(object network)
    {
        var solved = Subtraction.InTables(PrintedCells.OfText(Made(network).Content.Text));

        Assert.That(solved.Where(one => one.IsGivenAway), Is.Empty);
    }

    // Whoever reads the report of a service does not know its families.
    [TestCaseSource(nameof(Releases))]
    public void SubtractFromATotal_ReportOfAService_LeavesFiveValuesOrEight(object network)
    {
        foreach (var part in Made(network).Parts)
            Assert.That(
                Subtraction.InTables(PrintedCells.OfText(part.Report.Content.Text)).Where(one => one.IsGivenAway),
                Is.Empty,
                $"service {part.ServiceId}"
            );
    }

    [Test]
    public void SubtractFromATotal_RareRisk_IsHiddenWithWhatWouldGiveItAway()
    {
        foreach (var rare in Enumerable.Range(0, 8))
        {
            var network = WithOffending(InventedNetwork.Of(60, 60, 60, 60, 60, 60), rare);
            var cells = PrintedCells.OfText(network.Release().Content.Text);
            var hidden = Subtraction
                .InTables(cells)
                .Where(one => one.At is { Item: "OFFENDING", Statistic: Statistics.RiskPresent, Scope: ReleaseLattice.Network })
                .ToArray();

            Assert.That(hidden, Has.Length.EqualTo(1));
            Assert.That((hidden[0].Low <= rare, hidden[0].High >= rare, hidden[0].IsGivenAway), Is.EqualTo((true, true, false)));
        }
    }

    // Network and nation by risk is a table of two dimensions: three families of Wales would be the difference of two printed numbers.
    [TestCase(0)]
    [TestCase(3)]
    [TestCase(7)]
    public void SolveTwoWayTable_RiskThatIsRareInOneNation_IsHiddenInTheOtherToo(int rare)
    {
        var seen = 0;
        var network = TwoNations.Changing(one =>
            Without(one, Offending) with
            {
                RisksPresent = one.RisksPresent & ~(1u << Offending) | (one.Service.Nation == "E" || seen++ < rare ? 1u << Offending : 0),
            }
        );
        var release = network.Release().Content;

        Assert.That(release.Count(Statistics.RiskPresent, item: "OFFENDING"), Is.GreaterThan(100));
        Assert.That(release.Of(Statistics.RiskPresent, "NATION_W", "OFFENDING").IsShown, Is.False);
        Assert.That(release.Of(Statistics.RiskPresent, "NATION_E", "OFFENDING").IsShown, Is.False);
        Assert.That(release.Of(Statistics.RiskPresent, "HOST_NHS", "OFFENDING").IsShown, Is.False);
    }

    [TestCaseSource(nameof(Releases))]
    public void SolveTwoWayTable_ShownScopesFromTheNetwork_LeaveManyPeopleOfSeveralServices(object network)
    {
        var made = Made(network);
        var byKey = made.Populations.GroupBy(one => (one.Key, one.Window)).ToArray();
        foreach (var cell in byKey)
        foreach (var kind in new[] { "NATION_", "HOST_" })
            if (
                cell.SingleOrDefault(one => one.Scope == ReleaseLattice.Network) is { } all
                && cell.Where(one => one.Scope.StartsWith(kind, StringComparison.Ordinal)).ToArray() is { Length: > 0 } parts
            )
                Assert.That(
                    PolicyRules.IsHarmless(all.Members.Except(parts.SelectMany(part => part.Members))),
                    Is.True,
                    cell.Key.ToString()
                );

        Assert.That(Subtraction.InScopes(PrintedCells.OfText(made.Content.Text)).Where(one => one.Low > 0 && one.High < 10), Is.Empty);
    }

    // Five council services, of which four are all that there is outside England: councils less everything outside England would be the one
    // that is left.
    [Test]
    public void SolveTwoWayTable_NationsAgainstHosts_LeaveNoSingleService()
    {
        var network = InventedNetwork.Of(
            (80, "W", "COUNCIL"),
            (80, "W", "COUNCIL"),
            (80, "S", "COUNCIL"),
            (80, "N", "COUNCIL"),
            (80, "E", "COUNCIL"),
            (80, "E", "NHS"),
            (80, "E", "NHS"),
            (80, "E", "NHS"),
            (80, "E", "NHS"),
            (80, "E", "NHS")
        );
        var release = network.Release().Content;
        var shown = new[] { ReleaseLattice.Network, "NATION_E", "HOST_COUNCIL" }
            .Select(scope => release.Of(Statistics.Referrals, scope, from: "2025-01").IsShown)
            .ToArray();

        Assert.That(shown[0], Is.True);
        Assert.That(shown, Has.Some.False);
    }

    [TestCaseSource(nameof(Releases))]
    public void InvertAPercentage_EveryShare_IsMadeOfPrintedCounts(object network)
    {
        var cells = PrintedCells.OfText(Made(network).Content.Text);
        foreach (
            var (at, printed) in cells.Where(cell =>
                cell.Key.Statistic is Statistics.RiskShare or Statistics.ReferralsShare && cell.Value != "c"
            )
        )
        {
            var count = int.Parse(
                cells[at with { Statistic = at.Statistic == Statistics.RiskShare ? Statistics.RiskPresent : Statistics.Referrals }],
                System.Globalization.CultureInfo.InvariantCulture
            );
            var total =
                at.Statistic == Statistics.RiskShare
                    ? count
                        + int.Parse(cells[at with { Statistic = Statistics.RiskAbsent }], System.Globalization.CultureInfo.InvariantCulture)
                    : int.Parse(
                        cells[at with { Statistic = Statistics.Referrals, Dimension = ReleaseLattice.None, Code = "" }],
                        System.Globalization.CultureInfo.InvariantCulture
                    );
            Assert.That(
                printed,
                Is.EqualTo(
                        total < 50
                            ? count.ToString(System.Globalization.CultureInfo.InvariantCulture)
                            : Math.Round(100.0 * count / total, MidpointRounding.AwayFromZero)
                                .ToString(System.Globalization.CultureInfo.InvariantCulture)
                    )
                    .Or.EqualTo("c")
            );
        }
    }

    // The interval that the attacker would solve for the number of cases is made of the printed number.
    [TestCaseSource(nameof(Releases))]
    public void InvertAnInterval_EveryMean_GivesThePrintedNumberBack(object network)
    {
        var means = Made(network)
            .Content.Cells.Where(cell => cell.Address.Statistic is Statistics.MeanFirst or Statistics.MeanLast or Statistics.MeanChange)
            .Select(cell => cell.Figure.ValueOrNull)
            .OfType<ReleasedFigure>()
            .ToArray();

        // Small networks show none; the sample-like one must, or nothing is tested.
        Assert.That(means, ReferenceEquals(network, Twelve) ? Is.Not.Empty : Is.Not.Null);
        foreach (var mean in means)
        {
            var fewest = Math.Max(10, mean.Cases!.Value - 2);
            var half = mean.Spread!.Value / Math.Sqrt(fewest) * Student(fewest - 1);
            Assert.That(mean.Interval!.Value.Low, Is.EqualTo(mean.Value - half).Within(0.051));
            Assert.That(mean.Interval!.Value.High, Is.EqualTo(mean.Value + half).Within(0.051));
        }
    }

    [TestCaseSource(nameof(Releases))]
    public void SubtractMyOwnRows_AnyServiceOrTwoTogether_LeaveTenPeopleOfThreeServices(object network)
    {
        foreach (var population in Made(network).Populations)
        {
            var sizes = population.Members.CountBy(member => member.Service).Select(service => service.Value).OrderDescending().ToArray();
            Assert.That(sizes.Skip(2).Sum(), Is.GreaterThanOrEqualTo(10), population.Key);
            Assert.That(sizes.Skip(2).Count(), Is.GreaterThanOrEqualTo(3), population.Key);
        }
    }

    [TestCase(new[] { 60, 60, 60, 60 }, TestName = "SolveMetaAnalysis_FourServices_HaveNothingToSolve")]
    [TestCase(new[] { 400, 40, 40, 40, 40 }, TestName = "SolveMetaAnalysis_OneServiceDominates_HasNothingToSolve")]
    [TestCase(new[] { 200, 200, 4, 4, 4 }, TestName = "SolveMetaAnalysis_TwoServicesAndThreeTiny_HaveNothingToSolve")]
    public void SolveMetaAnalysis(int[] sizes)
    {
        var made = InventedNetwork.Of(sizes).Release();

        Assert.That(made.Content.Cells.Where(cell => cell.Address.Topic == ReleaseLattice.Outcome && cell.Figure.IsShown), Is.Empty);
    }

    // All but one service together know everything but the rounding.
    [Test]
    public void SolveMetaAnalysis_AllButOneTogether_AreLeftWithTheRounding()
    {
        var network = InventedNetwork.Of(80, 75, 70, 65, 60);
        var printed = network.Release().Content.Of(Statistics.PooledChange, item: "HADS").ValueOrNull!;
        var others = network.Snapshot().Scores.Count(one => one.IsPaired && one.Case.Service.Id != 5 && one.Closure >= new Month(2025, 1));
        var truth = network.Snapshot().Scores.Count(one => one.IsPaired && one.Case.Service.Id == 5 && one.Closure >= new Month(2025, 1));

        Assert.That(truth, Is.InRange(printed.Cases!.Value - 2 - others, printed.Cases.Value + 2 - others));
        Assert.That(printed.Decimals, Is.EqualTo(1));
    }

    [TestCaseSource(nameof(Releases))]
    public void RestMinusNetwork_EveryViewer_SeesManyOthersOrNothing(object network)
    {
        var invented = (InventedNetwork)network;
        var made = Made(network);
        var pairs = invented
            .Snapshot()
            .Scores.Where(one => one.IsPaired && one.Closure >= new Month(2025, 1))
            .CountBy(one => one.Case.Service.LegalId)
            .ToDictionary();
        foreach (var part in made.Parts)
        {
            var others = pairs.Where(service => service.Key != part.ServiceId).Select(service => service.Value).ToArray();
            var shown = part
                .Content.Cells.Where(cell =>
                    cell.Address is { Scope: ReleaseLattice.Rest, Item: "HADS", Part: "ANXIETY", Statistic: Statistics.PooledChange }
                )
                .Select(cell => cell.Figure.IsShown);
            Assert.That(shown, Is.All.EqualTo(others.Length >= 4 && others.Sum() >= 30 && PolicyRules.IsRest(others)));
        }
    }

    [Test]
    public void Padding_ThousandInventedFamilies_OpensNothing()
    {
        var network = InventedNetwork.Of(8, 7, 6, 5, 4, 3).With(1, 1000);

        Assert.That(network.Release().Content.Cells.Where(cell => cell.Figure.IsShown), Is.Empty);
    }

    [Test]
    public void Padding_InventedFamiliesWithARareRisk_DoNotShowTheOthers()
    {
        var network = WithOffending(InventedNetwork.Of(60, 60, 60, 60, 60, 60), 3)
            .With(2, 40, new Month(2025, 5), one => Without(one, Offending) with { RisksPresent = one.RisksPresent | 1u << Offending });

        Assert.That(network.Release().Content.Of(Statistics.RiskPresent, item: "OFFENDING").IsShown, Is.False);
    }

    [Test]
    public void Padding_ServiceSplitIntoParts_IsStillOneContributor()
    {
        var network = Enumerable.Range(0, 5).Aggregate(InventedNetwork.Of(60, 60), (sum, _) => sum.WithService(partOf: 1));
        network = Enumerable.Range(3, 5).Aggregate(network, (sum, part) => sum.With(part, 20));
        var made = network.Release();

        Assert.That(
            made.Content.Cells.Concat(
                    made.Parts.SelectMany(part => part.Content.Cells.Where(cell => cell.Address.Scope == ReleaseLattice.Rest))
                )
                .Where(cell => cell.Figure.IsShown),
            Is.Empty
        );
    }

    private static InventedNetwork WithOffending(InventedNetwork network, int families)
    {
        var seen = 0;
        return network.Changing(one =>
            one.Referral >= new Month(2025, 1) && one.Service.Id == 1 && seen++ < families
                ? Without(one, Offending) with
                {
                    RisksPresent = one.RisksPresent & ~(1u << Offending) | 1u << Offending,
                }
                : Without(one, Offending) with
                {
                    RisksPresent = one.RisksPresent & ~(1u << Offending),
                    RisksAbsent = one.RisksAbsent | 1u << Offending,
                }
        );
    }

    // The 97.5th percentile of Student's t by the expansion of Cornish and Fisher, to three decimals from nine degrees of freedom up.
    private static double Student(int df)
    {
        const double z = 1.959964;
        return z
            + (Math.Pow(z, 3) + z) / (4 * df)
            + (5 * Math.Pow(z, 5) + 16 * Math.Pow(z, 3) + 3 * z) / (96 * Math.Pow(df, 2))
            + (3 * Math.Pow(z, 7) + 19 * Math.Pow(z, 5) + 17 * Math.Pow(z, 3) - 15 * z) / (384 * Math.Pow(df, 3));
    }

    private static SnapshotCase Without(SnapshotCase one, int risk) => one with { RisksAbsent = one.RisksAbsent & ~(1u << risk) };

    private static MadeRelease Made(object network)
    {
        if (!Released.TryGetValue(network, out var made))
            Released[network] = made = ((InventedNetwork)network).Release();
        return made;
    }
}
