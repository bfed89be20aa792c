using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Moments;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>What a snapshot freezes for the workspace, counted again from the families themselves.</summary>
public sealed class WorkspacePartsTests
{
    private const string Held = "earlier";
    private static readonly Quarter Last = new(2025, 4);
    private static readonly WorkspaceWindow Newest = new(Last);
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    // Service 1 has many families, services 2 to 6 have a few each; service 7 has many and did not opt in.
    private static readonly InventedNetwork Network = InventedNetwork.Of(200, 20, 20, 20, 20, 20, 90);
    private static readonly WorkspaceParts Parts = PartsOf(Network, (_, _) => []);
    private static readonly WorkspaceTable<FrozenPairs> Outcome = Parts
        .Outcomes()
        .Single(table => table.Measure == "HADS" && table.Subscale == "ANXIETY");
    private static readonly WorkspaceTable<FrozenCounts> Profile = Parts.Profile();

    [Test]
    public void Outcomes_OfANetwork_AreEveryMeasureInTheOrderOfTheCatalogue() =>
        Assert.That(
            Parts.Outcomes().Select(table => (table.Measure, table.Subscale)),
            Is.EqualTo(ServicePart.Measures.Select(measure => (measure.Code, measure.Subscale)))
        );

    [Test]
    public void Outcomes_MeasuresNobodyUses_HaveNoLines() =>
        Assert.That(
            Parts.Outcomes().Where(table => (table.Measure, table.Subscale) != ("HADS", "ANXIETY")).SelectMany(table => table.Lines),
            Is.Empty
        );

    [Test]
    public void Outcomes_ServicesOfAllSizes_StandAsThePolicySays()
    {
        var newest = Outcome.Lines.Where(line => line.Window == Newest).ToArray();

        Assert.That(
            newest.Select(line => (line.ServiceId, line.Standing)),
            Is.EqualTo(
                new (int, WorkspaceStanding?)[]
                {
                    (1, WorkspaceStanding.Named),
                    (2, WorkspaceStanding.Other),
                    (3, WorkspaceStanding.Other),
                    (4, WorkspaceStanding.Other),
                    (5, WorkspaceStanding.Other),
                    (6, WorkspaceStanding.Other),
                    (7, null),
                }
            )
        );
        Assert.That(newest.Select(line => line.Others), Is.EqualTo(new[] { 5, 5, 5, 5, 5, 5, 0 }));
        Assert.That(newest.Select(line => line.Figures is null), Is.EqualTo(new[] { false, false, false, false, false, false, true }));
        Assert.That(Outcome.Lines.Select(line => line.HeldFrom), Is.All.Null);
    }

    [Test]
    public void Lines_LeftOut_HaveNoFigures()
    {
        var left = Outcome.Lines.Where(line => line.Standing == WorkspaceStanding.LeftOut).ToArray();

        Assert.That(left, Is.Not.Empty);
        Assert.That(left.Select(line => line.Figures), Is.All.Null);
    }

    [Test]
    public void Lines_OfEveryWindow_AreThoseOfServicesWithAFamilyThere()
    {
        foreach (var window in WorkspaceWindow.Of(Last))
            Assert.That(
                Outcome.Lines.Where(line => line.Window == window).Select(line => line.ServiceId),
                Is.EquivalentTo(PairsIn(window).Select(one => one.Case.Service.Id).Distinct()),
                window.Code
            );
    }

    [Test]
    public void Figures_OfPairs_AreTheMomentsOfThoseInTheWindow()
    {
        var shown = Outcome.Lines.Where(line => line.Figures is not null).ToArray();

        Assert.That(shown, Has.Length.GreaterThan(5));
        foreach (var line in shown)
        {
            var pairs = PairsIn(line.Window).Where(one => one.Case.Service.Id == line.ServiceId).ToArray();
            Assert.That(line.Figures!.Pairs, Is.EqualTo(PairedMoments.OfPairs(pairs.Select(one => (one.First!.Value, one.Last!.Value)))));
            Assert.That(
                line.Figures.MostFrequent,
                Is.EqualTo(
                    new[]
                    {
                        Commonest(pairs.Select(one => one.First!.Value)),
                        Commonest(pairs.Select(one => one.Last!.Value)),
                        Commonest(pairs.Select(one => one.Last!.Value - one.First!.Value)),
                    }.Max()
                )
            );
        }
    }

    // Whichever of the three is held by all, it must be seen.
    [TestCase(9, 0)]
    [TestCase(0, 5)]
    [TestCase(0, 0)]
    public void MostFrequent_OneValueOfAll_CountsEverybody(double first, double last)
    {
        var number = 0;
        var network = InventedNetwork
            .Of(200)
            .Scoring(one =>
                one.IsPaired
                    ? one with
                    {
                        First = first > 0 ? first : ++number % 17,
                        Last =
                            last > 0 ? last
                            : first > 0 ? ++number % 13
                            : number % 17 + 2,
                    }
                    : one
            );

        var line = PartsOf(network, (_, _) => []).Outcomes().SelectMany(table => table.Lines).First(line => line.Window == Newest);

        Assert.That(line.Figures!.MostFrequent, Is.EqualTo(line.Figures.Pairs.N));
    }

    [Test]
    public void Figures_OfTheProfile_CountBandsAndRisks()
    {
        var shown = Profile.Lines.Where(line => line.Figures is not null).ToArray();

        Assert.That(shown, Has.Length.GreaterThan(5));
        foreach (var line in shown)
        {
            var cases = Network.Cases.Where(one => one.Service.Id == line.ServiceId && IsIn(line.Window.Months, one.Referral)).ToArray();
            Assert.That(line.Figures!.Referrals, Is.EqualTo(cases.Length));
            Assert.That(
                line.Figures.Bands,
                Is.EqualTo(
                    ReleaseLattice.Dimensions.SelectMany(
                        (dimension, place) => dimension.Bands.Select((_, band) => cases.Count(one => one.Bands[place] == band))
                    )
                )
            );
            Assert.That(line.Figures.Present, Is.EqualTo(Risks(risk => cases.Count(one => (one.RisksPresent & 1u << risk) != 0))));
            Assert.That(line.Figures.Absent, Is.EqualTo(Risks(risk => cases.Count(one => (one.RisksAbsent & 1u << risk) != 0))));
        }
    }

    [Test]
    public void Profile_OfServices_HasTheFamiliesReferredInEachWindow()
    {
        Assert.That((Profile.Measure, Profile.Subscale), Is.EqualTo(("", "")));
        Assert.That(
            Profile.Families.CountBy(one => (one.ServiceId, one.LegalId, one.Quarter)),
            Is.EquivalentTo(Network.Cases.CountBy(one => (one.Service.Id, one.Service.LegalId, Quarter.Of(one.Referral))))
        );
    }

    [Test]
    public void Families_OfPairs_AreThoseWithBothScoresByTheQuarterOfClosing()
    {
        var later = Network.Scoring(one => one with { Closure = one.Closure.Plus(-3) });
        var families = PartsOf(later, (_, _) => []).Outcomes().Single(table => table.Lines.Count > 0).Families;

        Assert.That(
            families.CountBy(one => (one.ServiceId, one.LegalId, one.Quarter)),
            Is.EquivalentTo(
                later
                    .Scores.Where(one => one.IsPaired)
                    .CountBy(one => (one.Case.Service.Id, one.Case.Service.LegalId, Quarter.Of(one.Closure)))
            )
        );
        Assert.That(families.Select(one => one.Item), Is.Unique);
    }

    // A family with other values is another family; with the same values it stays the one it was.
    [Test]
    public void Items_OfChangedFamilies_AreOtherItemsAndNoOthers()
    {
        var place = Network.Scores.ToList().FindIndex(one => one.IsPaired);
        var pair = Network.Scores[place];

        Assert.That(ItemsChanged(one => one), Is.Zero);
        Assert.That(ItemsChanged(one => one == pair ? one with { First = one.First + 1 } : one), Is.EqualTo(1));
        Assert.That(ItemsChanged(one => one == pair ? one with { Last = one.Last + 1 } : one), Is.EqualTo(1));
        Assert.That(ItemsChanged(one => one == pair ? one with { Baseline = one.Baseline + 1 } : one), Is.Zero, "not of the pair");
    }

    [Test]
    public void Items_OfReferredFamilies_GoByBandsAndRisks()
    {
        var key = Network.Cases[0].Key;

        Assert.That(ReferredChanged(one => one), Is.Zero);
        Assert.That(ReferredChanged(one => one.Key == key ? one with { RisksPresent = one.RisksPresent ^ 4 } : one), Is.EqualTo(1));
        Assert.That(ReferredChanged(one => one.Key == key ? one with { RisksAbsent = one.RisksAbsent ^ 4 } : one), Is.EqualTo(1));
        Assert.That(
            ReferredChanged(one => one.Key == key ? one with { Bands = [.. one.Bands[..^1], (byte)(one.Bands[^1] ^ 1)] } : one),
            Is.EqualTo(1)
        );
    }

    [Test]
    public void Outcomes_OneFamilyCorrected_KeepTheEarlierFigures()
    {
        var pair = Network.Scores.First(one => one.IsPaired && one.Closure >= Newest.Months.From);
        var corrected = Network.Scoring(one => one == pair ? one with { Last = one.Last + 1 } : one);

        var later = PartsOf(corrected, (measure, subscale) => measure == "HADS" && subscale == "ANXIETY" ? [Known()] : []);

        var line = later.Outcomes().SelectMany(table => table.Lines).First(line => line.ServiceId == 1 && line.Window == Newest);
        Assert.That(
            (line.Standing, line.HeldFrom, line.Figures),
            Is.EqualTo(((WorkspaceStanding?)WorkspaceStanding.Named, Held, (FrozenPairs?)null))
        );
    }

    private static bool IsIn(Window window, Month month) => window.From <= month && month < window.Before;

    private static IEnumerable<int> Risks(Func<int, int> count) => Enumerable.Range(0, CareCodes.Risk.Codes.Count).Select(count);

    private static int Commonest(IEnumerable<double> values) => values.GroupBy(value => value).Max(group => group.Count());

    private static SnapshotScores[] PairsIn(WorkspaceWindow window) =>
        [.. Network.Scores.Where(one => one.IsPaired && IsIn(window.Months, one.Closure))];

    private static int ItemsChanged(Func<SnapshotScores, SnapshotScores> form) =>
        Changed(
            Outcome.Families,
            PartsOf(Network.Scoring(form), (_, _) => []).Outcomes().Single(table => table.Families.Count > 0).Families
        );

    private static int ReferredChanged(Func<SnapshotCase, SnapshotCase> form) =>
        Changed(Profile.Families, PartsOf(Network.Changing(form), (_, _) => []).Profile().Families);

    private static int Changed(IReadOnlyList<WorkspaceFamily> before, IReadOnlyList<WorkspaceFamily> after)
    {
        Assert.That(after, Has.Count.EqualTo(before.Count));
        return after.Except(before).Count();
    }

    private static KnownPart Known() =>
        new(
            Held,
            1,
            1,
            Newest,
            WorkspaceStanding.Named,
            Outcome.Families.Where(one => one.ServiceId == 1 && Newest.Holds(one.Quarter)).Select(one => one.Item).ToHashSet()
        );

    private static WorkspaceParts PartsOf(InventedNetwork network, Func<string, string, IReadOnlyList<KnownPart>> earlier)
    {
        IReadOnlySet<int> taking = network.Services.Select(service => service.Id).Where(id => id != 7).ToHashSet();
        var snapshot = new ReleaseSnapshot(
            network.Services,
            network.Cases,
            network.Scores,
            [],
            WorkspaceWindow.Of(Last).ToDictionary(window => window.Months, _ => taking)
        );
        return new WorkspaceParts(snapshot, Last, earlier, Policy);
    }
}
