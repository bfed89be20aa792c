using NUnit.Framework;
using Portal.Analytics.Disclosure.Contributors;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>The people behind a cell, as the ledger and the contributor rules count them.</summary>
public sealed class PopulationTests
{
    private static readonly Window Year = new(new Month(2025, 1), new Month(2026, 1));
    private static readonly PopulationKey Key = new(ReleaseLattice.Outcome, "HADS", "ANXIETY", Statistics.WithLastScore, "FATHER", "SEEN");

    // Services 1 and 2 are parts of service 1.
    private static readonly SnapshotCase[] Cases = [Case(1, "a"), Case(2, "b", legal: 1), Case(3, "c"), Case(3, "d"), Case(3, "e")];

    [Test]
    public void Key_AsText_NamesEveryPart()
    {
        Assert.That(Key.ToString(), Is.EqualTo("OUTCOME|HADS|ANXIETY|WITH_LAST_SCORE|FATHER|SEEN"));
        Assert.That(
            new PopulationKey(ReleaseLattice.Profile, "", "", Statistics.Referrals).ToString(),
            Is.EqualTo("PROFILE|||REFERRALS|NONE|")
        );
        Assert.That(Key.AsCaseMix.ToString(), Is.EqualTo("OUTCOME|HADS|ANXIETY|ADJUSTED_DIFFERENCE|FATHER|SEEN"));
    }

    [Test]
    public void At_AStatistic_IsItsAddressInScopeAndWindow() =>
        Assert.That(
            Of().At(Statistics.MeanChange),
            Is.EqualTo(
                new CellAddress("OUTCOME", "HADS", "ANXIETY", Statistics.MeanChange, "NATION_E", "FATHER", "SEEN", "2025-01", "2026-01")
            )
        );

    [Test]
    public void Coordinates_OfAPopulation_AreScopeKeyAndWindow() => Assert.That(Of().Coordinates, Is.EqualTo(("NATION_E", Key, Year)));

    [Test]
    public void Contributions_PartsOfOneService_AreOne()
    {
        Assert.That(Of().Contributions, Is.EquivalentTo(new[] { 2, 3 }));
        Assert.That(Of().ContributionsOf([3, 1, 7]), Is.EqualTo(new[] { 3, 2, 0 }));
    }

    [Test]
    public void Members_OfACount_HaveNoValues() =>
        Assert.That(
            Of().Members,
            Is.EquivalentTo(new ContributingCase[] { new("1", "a"), new("1", "b"), new("3", "c"), new("3", "d"), new("3", "e") })
        );

    [Test]
    public void Members_OfScores_HaveTheirFingerprintsAlsoWithoutAService()
    {
        Assert.That(Of([5, 6, 7, 8, 9]).Members, Has.Member(new ContributingCase("3", "d", 8)).And.Count.EqualTo(5));

        var rest = Of([5, 6, 7, 8, 9]).Without(1);

        Assert.That(rest.Members, Is.EquivalentTo(new ContributingCase[] { new("3", "c", 7), new("3", "d", 8), new("3", "e", 9) }));
        Assert.That(rest.Coordinates, Is.EqualTo(Of().Coordinates));
    }

    // The same people, by what case mix knows of them.
    [Test]
    public void AsCaseMix_OfPairs_HasItsOwnNameAndFingerprints()
    {
        var mix = Of([5, 6, 7, 8, 9])
            .AsCaseMix(
                Cases.Select(
                    (one, place) =>
                        new SnapshotScores(one, "HADS", "ANXIETY", one.Referral, 9, 9, 5, 1)
                        {
                            Marks = new ScoreMarks(1, 2, (uint)(20 + place)),
                        }
                )
            );

        Assert.That(mix.Coordinates, Is.EqualTo(("NATION_E", Key.AsCaseMix, Year)));
        Assert.That(
            mix.Members.Select(one => (one.Case, one.Values)),
            Is.EquivalentTo(Cases.Select((one, place) => (one.Key, 20u + place)))
        );
    }

    private static Population Of(uint[]? marks = null) => new(Key, "NATION_E", Year, Cases, marks);

    private static SnapshotCase Case(int service, string key, int? legal = null) =>
        new(new SnapshotService(service, $"S{service}", "E", "NHS", legal ?? service), key, new Month(2025, 3), [], 0, 0);
}
