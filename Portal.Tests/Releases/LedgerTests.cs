using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>What the ledger says of a new population beside earlier ones, without a whole release around it.</summary>
public sealed class LedgerTests
{
    private static readonly Window Year = new(new Month(2025, 1), new Month(2026, 1));
    private static readonly Window Before = new(new Month(2024, 10), new Month(2025, 10));
    private static readonly PopulationKey Key = new(ReleaseLattice.Outcome, "HADS", "ANXIETY", Statistics.WithLastScore);

    private static readonly SnapshotCase[] Three = [.. Cases(1, 20), .. Cases(2, 20), .. Cases(3, 20)];

    [Test]
    public void Judge_NothingEarlier_IsHarmless() => Assert.That(Ledger.Empty(DisclosurePolicy.Sdc2).Judge(Now(Three)), Is.Null);

    [Test]
    public void Judge_OneFamilyMoreThanAnOlderWindow_IsDifferencing() =>
        Assert.That(Knowing(Known("old", Three, Before)).Judge(Now([.. Three, .. Cases(4, 1)])), Is.EqualTo(WithheldBecause.Differencing));

    [Test]
    public void Judge_OneFamilyMoreThanTheSecondOfTwo_IsDifferencing() =>
        Assert.That(
            Knowing(Known("old", [.. Three, .. Cases(4, 1)], Before), Known("older", Three, Before)).Judge(Now([.. Three, .. Cases(4, 1)])),
            Is.EqualTo(WithheldBecause.Differencing)
        );

    // In the same window the figures are held, which is another answer.
    [Test]
    public void Judge_OneFamilyMoreInTheSameWindow_IsLeftToHeldBy()
    {
        var ledger = Knowing(Known("old", Three, Year));

        Assert.That(ledger.Judge(Now([.. Three, .. Cases(4, 1)])), Is.Null);
        Assert.That(ledger.HeldBy([Now([.. Three, .. Cases(4, 1)])]), Is.EqualTo(("old", true)));
    }

    [Test]
    public void Judge_AnotherScopeOrPopulation_IsNotCompared()
    {
        var ledger = Knowing(
            Known("old", Three, Before) with
            {
                Scope = "NATION_E",
            },
            Known("old", Three, Before) with
            {
                Key = Key.AsCaseMix.ToString(),
            }
        );

        Assert.That(ledger.Judge(Now([.. Three, .. Cases(4, 1)])), Is.Null);
    }

    [Test]
    public void HeldBy_TheSameFamilies_HoldNothing() => Assert.That(Knowing(Known("old", Three, Year)).HeldBy([Now(Three)]), Is.Null);

    [Test]
    public void HeldBy_AnotherWindow_HoldsNothing() =>
        Assert.That(Knowing(Known("old", Three, Before)).HeldBy([Now([.. Three, .. Cases(4, 1)])]), Is.Null);

    // A draft has no figures to keep, so a published release comes first, however old; among equals the newest.
    [TestCase("PD", "0", true)]
    [TestCase("PPD", "1", true)]
    [TestCase("DP", "1", true)]
    [TestCase("D", "0", false)]
    [TestCase("DD", "1", false)]
    public void HeldBy_PublishedReleasesAndDrafts_IsTheNewestPublishedOne(string kinds, string expected, bool isPublished)
    {
        var ledger = Knowing([.. kinds.Select((kind, place) => Known($"{place}", Three, Year) with { IsPublished = kind == 'P' })]);

        Assert.That(ledger.HeldBy([Now([.. Three, .. Cases(4, 1)])]), Is.EqualTo((expected, isPublished)));
    }

    // The viewer takes its own families off first, in every window.
    [Test]
    public void JudgeRest_OnlyTheViewersFamiliesChanged_IsHarmless()
    {
        var ledger = Knowing(Known("old", [.. Three, .. Cases(4, 9)], Year));

        Assert.That(ledger.JudgeRest(Now(Three), 4), Is.Null);
        Assert.That(ledger.JudgeRest(Now(Three), 5), Is.EqualTo(WithheldBecause.Differencing));
        Assert.That(ledger.JudgeRest(Now([.. Three, .. Cases(5, 1)]), 4), Is.EqualTo(WithheldBecause.Differencing));
    }

    [Test]
    public void JudgeRest_TheSecondOfTwoReleasesDiffers_IsDifferencing() =>
        Assert.That(
            Knowing(Known("old", Three, Before), Known("new", [.. Three.Skip(1)], Before)).JudgeRest(Now(Three), 4),
            Is.EqualTo(WithheldBecause.Differencing)
        );

    [Test]
    public void OwnScope_OfAService_NamesIt() => Assert.That(Ledger.OwnScope(7), Is.EqualTo("OWN/7"));

    // Ten of one service are enough for its own report, where two services cannot be asked for.
    [TestCase(0, true)]
    [TestCase(1, false)]
    [TestCase(9, false)]
    [TestCase(10, true)]
    public void JudgeOwn_FamiliesMoreThanInAnotherWindow_AreNoneOrTen(int more, bool isShown)
    {
        var ledger = Knowing(Own("other", Cases(1, 30), Before), Own("old", Cases(1, 20), Before));
        SnapshotCase[] current = [.. Cases(1, 20), .. Cases(1, more, 100)];

        Assert.That(Knowing(Own("old", Cases(1, 20), Before)).JudgeOwn(Now(current), 1), Is.EqualTo(Because(isShown)));
        Assert.That(Knowing(Own("old", Cases(1, 20), Year)).JudgeOwn(Now(current), 1), Is.Null, "the same window is held instead");
        Assert.That(ledger.JudgeOwn(Now(current), 2), Is.Null, "another service's report");
    }

    [Test]
    public void JudgeOwn_TheSecondOfTwoDiffers_IsDifferencing() =>
        Assert.That(
            Knowing(Own("old", Cases(1, 20), Before), Own("new", Cases(1, 19), Before)).JudgeOwn(Now(Cases(1, 20)), 1),
            Is.EqualTo(WithheldBecause.Differencing)
        );

    [Test]
    public void OwnHeldBy_AFewFamiliesMoreInTheSameWindow_IsTheLastThatDiffers()
    {
        var ledger = Knowing(
            Own("first", Cases(1, 20), Year),
            Own("second", Cases(1, 20), Year),
            Own("same", Cases(1, 21), Year),
            Own("another window", Cases(1, 20), Before)
        );

        Assert.That(ledger.OwnHeldBy([Now(Cases(1, 21))], 1), Is.EqualTo("second"));
        Assert.That(ledger.OwnHeldBy([Now(Cases(1, 21))], 2), Is.Null);
        Assert.That(ledger.OwnHeldBy([], 1), Is.Null);
    }

    [Test]
    public void OfRelease_Populations_AreThoseOfReleaseScopeWindowAndKey()
    {
        var wanted = Known("one", Three, Year);
        var ledger = Knowing(
            wanted,
            wanted with
            {
                ReleaseId = "two",
            },
            wanted with
            {
                Scope = "NATION_E",
            },
            wanted with
            {
                Window = Before,
            },
            wanted with
            {
                Key = Key.AsCaseMix.ToString(),
            }
        );

        Assert.That(ledger.OfRelease("one", ReleaseLattice.Network, Year, new HashSet<string> { Key.ToString() }), Is.EqualTo([wanted]));
    }

    // A release of sdc-1 kept no values: they are as now for services that have sent nothing since, and unknown for all others.
    [Test]
    public void Beside_ReleaseWithoutFingerprints_KnowsOnlyServicesThatSentNothing()
    {
        var known = Known("old", [.. Cases(1, 1), .. Cases(2, 2)], Year) with { SentSince = new HashSet<string> { "1" } };
        HashSet<ContributingCase> current = [new("1", "1-0", 7), new("2", "2-0", 8)];

        Assert.That(
            known.Beside(current),
            Is.EquivalentTo([
                new ContributingCase("1", "1-0", ContributingCase.Emptied),
                new ContributingCase("2", "2-0", 8),
                new ContributingCase("2", "2-1", ContributingCase.Emptied),
            ])
        );
        Assert.That((known with { SentSince = null }).Beside(current), Is.SameAs(known.Members));
    }

    [Test]
    public void KeptIn_ANewRelease_HasItsNameAndTheValuesAsTheyCompare()
    {
        var known = Known("old", Cases(2, 1), Year) with { SentSince = new HashSet<string>() };
        var other = new Population(Key.AsCaseMix, ReleaseLattice.Network, Year, Cases(2, 1), [9]);
        var current = new Population(Key, ReleaseLattice.Network, Year, Cases(2, 1), [8]);

        var kept = known.KeptIn("new", [other, current]);

        Assert.That((kept.ReleaseId, kept.SentSince, kept.Key), Is.EqualTo(("new", (IReadOnlySet<string>?)null, Key.ToString())));
        Assert.That(kept.Members, Is.EquivalentTo([new ContributingCase("2", "2-0", 8)]));
        Assert.That(known.KeptIn("new", [other]).Members, Is.EquivalentTo([new ContributingCase("2", "2-0", ContributingCase.Emptied)]));
    }

    [Test]
    public void Population_WithoutAService_KeepsTheValuesOfTheOthers()
    {
        var population = new Population(Key, ReleaseLattice.Network, Year, [.. Cases(1, 1), .. Cases(2, 2)], [5, 6, 7]);

        var rest = population.Without(1);

        Assert.That(rest.Members, Is.EquivalentTo([new ContributingCase("2", "2-0", 6), new ContributingCase("2", "2-1", 7)]));
        Assert.That(rest.Contributions, Is.EqualTo([2]));
        Assert.That(Now(Three).Without(3).Members, Is.EqualTo(Now([.. Three.Take(40)]).Members));
    }

    private static WithheldBecause? Because(bool isShown) => isShown ? null : WithheldBecause.Differencing;

    private static Ledger Knowing(params KnownPopulation[] known)
    {
        var ledger = Ledger.Empty(DisclosurePolicy.Sdc2);
        foreach (var one in known)
            ledger.Add(one);
        return ledger;
    }

    private static Population Now(SnapshotCase[] cases) => new(Key, ReleaseLattice.Network, Year, cases);

    private static KnownPopulation Known(string id, SnapshotCase[] cases, Window window) =>
        new(id, ReleaseLattice.Network, Key.ToString(), window, Now(cases).Members);

    private static KnownPopulation Own(string id, SnapshotCase[] cases, Window window) =>
        Known(id, cases, window) with
        {
            Scope = Ledger.OwnScope(1),
        };

    private static SnapshotCase[] Cases(int service, int count, int first = 0) =>
        [
            .. Enumerable
                .Range(first, count)
                .Select(number => new SnapshotCase(
                    new SnapshotService(service, $"S{service}", "E", "NHS", service),
                    $"{service}-{number}",
                    new Month(2025, 3),
                    [],
                    0,
                    0
                )),
        ];
}
