using NUnit.Framework;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Releases;

/// <summary>Fingerprints in the form in which the ledger stores them, without a database.</summary>
public sealed class LedgerValuesTests
{
    private const string Pairs = "HADS|ANXIETY|WITH_LAST_SCORE";

    [TestCase(new[] { 0 }, 0, new byte[] { 1 })]
    [TestCase(new[] { 7 }, 0, new byte[] { 128 })]
    [TestCase(new[] { 8 }, 1, new byte[] { 1 })]
    [TestCase(new[] { 0, 1, 9 }, 0, new byte[] { 3, 2 })]
    [TestCase(new[] { 15, 31 }, 1, new byte[] { 128, 0, 128 })]
    [TestCase(new int[0], 0, new byte[] { 0 })]
    public void Marks_Places_AreABitEachFromTheFirstByte(int[] places, int firstByte, byte[] marks)
    {
        Assert.That(LedgerValues.Marks(places), Is.EqualTo((firstByte, marks)));
        Assert.That(LedgerValues.Marked(firstByte, marks), Is.EqualTo(places));
    }

    [Test]
    public void Rows_OnePopulation_HoldItsFingerprintsInTheOrderOfTheRoll()
    {
        var values = new LedgerValues();
        values.Add(Pairs, [(9, 0x01020304), (0, 7)]);

        var row = values.Rows("release").Single();

        Assert.That((row.ReleaseId, row.Kind, row.Variant, row.FirstByte), Is.EqualTo(("release", Pairs, 0, 0)));
        Assert.That(row.Members, Is.EqualTo(new byte[] { 1, 2 }));
        Assert.That(row.Fingerprints, Is.EqualTo(new byte[] { 0, 0, 0, 7, 1, 2, 3, 4 }));
        Assert.That(row.ByPlace(), Is.EquivalentTo(new Dictionary<int, uint> { [0] = 7, [9] = 0x01020304 }));
    }

    [Test]
    public void Add_PopulationsThatAgree_ShareAVariant()
    {
        var values = new LedgerValues();

        Assert.That(values.Add(Pairs, [(1, 11), (2, 12)]), Is.Zero);
        Assert.That(values.Add(Pairs, [(2, 12), (3, 13)]), Is.Zero);
        Assert.That(values.Add(Pairs, []), Is.Zero);

        Assert.That(
            values.Rows("release").Single().ByPlace(),
            Is.EquivalentTo(
                new Dictionary<int, uint>
                {
                    [1] = 11,
                    [2] = 12,
                    [3] = 13,
                }
            )
        );
    }

    // A figure that was kept goes by the values of the time when it was made.
    [Test]
    public void Add_OneFamilyWithAnotherValue_MakesAnotherVariantAndChangesNone()
    {
        var values = new LedgerValues();
        values.Add(Pairs, [(1, 11), (2, 12)]);

        Assert.That(values.Add(Pairs, [(1, 11), (2, 99)]), Is.EqualTo(1));
        Assert.That(values.Add(Pairs, [(2, 12)]), Is.Zero, "the first that agrees");
        Assert.That(values.Add(Pairs, [(2, 99), (3, 13)]), Is.EqualTo(1));
        Assert.That(values.Add(Pairs, [(1, 10)]), Is.EqualTo(2));
        Assert.That(values.Add("HADS|ANXIETY|FIRST_SCORES", [(1, 10)]), Is.Zero, "another kind has variants of its own");

        Assert.That(
            values
                .Rows("release")
                .Select(row => $"{row.Kind} {row.Variant}: {string.Join(' ', row.ByPlace().Select(one => $"{one.Key}={one.Value}"))}"),
            Is.EqualTo(
                new[] { $"{Pairs} 0: 1=11 2=12", $"{Pairs} 1: 1=11 2=99 3=13", $"{Pairs} 2: 1=10", "HADS|ANXIETY|FIRST_SCORES 0: 1=10" }
            )
        );
    }

    // SQL counts bytes from 1.
    [Test]
    public void BytesOf_Places_AreWhereTheirFingerprintsBegin()
    {
        var values = new LedgerValues();
        values.Add(Pairs, [(20, 1), (21, 2), (40, 3)]);
        var row = values.Rows("release").Single();

        Assert.That(row.BytesOf([21, 40, 22]), Is.EqualTo(new[] { 5, 9 }));
        Assert.That(row.BytesOf([20]), Is.EqualTo(new[] { 1 }));
        Assert.That(row.BytesOf([]), Is.Empty);
    }

    [Test]
    public void Rows_NothingAdded_AreNone() => Assert.That(new LedgerValues().Rows("release"), Is.Empty);

    [Test]
    public void Rows_RandomPopulations_GiveEachItsOwnValuesBack([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var values = new LedgerValues();
        var added = new List<(string Kind, int Variant, (int Place, uint Values)[] Members)>();
        for (var number = 0; number < 30; number++)
        {
            var kind = $"MEASURE_{random.Next(2)}||WITH_LAST_SCORE";
            (int, uint)[] members =
            [
                .. Enumerable.Range(0, 60).Where(_ => random.Next(4) == 0).Select(place => (place, (uint)(random.Next(20) == 0 ? 1 : 2))),
            ];
            added.Add((kind, values.Add(kind, members), members));
        }

        var stored = values.Rows("release").ToDictionary(row => (row.Kind, row.Variant), row => row.ByPlace());

        foreach (var (kind, variant, members) in added)
            Assert.That(members.Select(one => stored[(kind, variant)][one.Place]), Is.EqualTo(members.Select(one => one.Values)));
        Assert.That(stored.Count, Is.InRange(3, added.Count - 1));
    }
}
