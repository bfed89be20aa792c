using NUnit.Framework;
using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Tests.Disclosure;

/// <summary>One more sum may be known only when no combination with the known ones leaves a few people.</summary>
public sealed class KnownSumsTests
{
    private const int Fewest = 10;

    [Test]
    public void Bears_FirstSet_WhenItIsLargeEnough()
    {
        Assert.That(new KnownSums().Bears(People(1, 10), Fewest), Is.True);
        Assert.That(new KnownSums().Bears(People(1, 9), Fewest), Is.False);
    }

    [Test]
    public void Bears_OnePersonMore_IsRefused() => Assert.That(Knowing(People(1, 30)).Bears(People(1, 31), Fewest), Is.False);

    [Test]
    public void Bears_OnePersonExchanged_IsRefused() =>
        Assert.That(Knowing(People(1, 30)).Bears(new HashSet<ulong>(People(2, 30)) { 99 }, Fewest), Is.False);

    [Test]
    public void Bears_TenOutAndTenIn_IsAllowed() => Assert.That(Knowing(People(1, 30)).Bears(People(11, 40), Fewest), Is.True);

    [Test]
    public void Bears_TheSameSetAgain_IsAllowed() => Assert.That(Knowing(People(1, 30)).Bears(People(1, 30), Fewest), Is.True);

    [Test]
    public void Bears_SumOfKnownOnes_IsAllowed() =>
        Assert.That(Knowing(People(1, 15), People(16, 40)).Bears(People(1, 40), Fewest), Is.True);

    // Any two of the four differ by twenty or more, but the first two less the others leave three people.
    [TestCase(3, false)]
    [TestCase(0, true)]
    public void Bears_FourSetsThatLeaveThree_IsRefused(int more, bool expected)
    {
        var (x, y, z, w) = (People(1, 20), People(21, 40), People(41, 60), People(61, 80));
        HashSet<ulong> last = [.. y, .. w, .. People(81, 80 + more)];

        Assert.That(Knowing([.. x, .. y], [.. z, .. w], [.. x, .. z]).Bears(last, Fewest), Is.EqualTo(expected));
    }

    // Two and three are what the last known set holds beside its own people, and nothing else takes both away.
    [TestCase(10, true)]
    [TestCase(9, false)]
    public void Bears_ThreeSetsInARing_LeavesTheRestOfTheLast(int rest, bool expected)
    {
        var (one, two, three, four) = (People(1, 40), People(41, 70), People(71, 90), People(91, 90 + rest));
        var known = Knowing([.. one, .. three], [.. one, .. two], [.. two, .. three, .. four]);

        Assert.That(known.Bears(new HashSet<ulong>([.. two, .. three]), Fewest), Is.EqualTo(expected));
    }

    [Test]
    public void FewestLeft_IsWhatNoCombinationTakesAway()
    {
        var known = Knowing(People(1, 30), People(31, 60));

        Assert.That(known.FewestLeft(People(1, 60), 10), Is.Zero);
        Assert.That(known.FewestLeft(People(4, 60), 10), Is.EqualTo(3), "the first three");
        Assert.That(known.FewestLeft(People(16, 45), 10), Is.EqualTo(10), "15 and 15, so at least 10");
        Assert.That(known.FewestLeft(People(61, 64), 10), Is.EqualTo(4), "nobody else");
    }

    // Part of a known set is as large as the rest: ten here, ten there.
    [Test]
    public void Bears_TenOfTwenty_IsAllowed() => Assert.That(Knowing(People(1, 20)).Bears(People(1, 10), Fewest), Is.True);

    [Test]
    public void Bears_EightOfTwelve_IsRefused() => Assert.That(Knowing(People(1, 12)).Bears(People(1, 8), Fewest), Is.False);

    // Eight in common, six here, five there: thirteen and fourteen, and eleven in the difference.
    [Test]
    public void Bears_SmallBlocksThatAreEnoughTogether_IsAllowed() =>
        Assert.That(Knowing(People(1, 14)).Bears(new HashSet<ulong>([.. People(1, 8), .. People(15, 19)]), Fewest), Is.True);

    [Test]
    public void Fewest_BelowOne_Throws()
    {
        Assert.That(() => new KnownSums().Bears(People(1, 10), 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new KnownSums().FewestLeft(People(1, 10), 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(new KnownSums().Bears(People(1, 1), 1), Is.True);
        Assert.That(new KnownSums().FewestLeft(People(1, 1), 1), Is.EqualTo(1));
    }

    // Those of the random sets below that are solved fastest.
    [Test]
    public void Bears_FewRandomSets_NeverAllowsWhatTheAttackFinds([Values(3, 6, 14, 17, 35, 44, 52, 57, 58, 59)] int seed) => Attack(seed);

    [Test]
    [Category("Search")]
    public void Bears_RandomSets_NeverAllowsWhatTheAttackFinds([Range(1, 60)] int seed) => Attack(seed);

    private static void Attack(int seed)
    {
        var random = new Random(seed);
        var known = new KnownSums();
        var shown = new List<IReadOnlySet<(int, ulong)>>();
        var refused = new List<HashSet<ulong>>();
        for (var turn = 0; turn < 12; turn++)
        {
            // Quarters of one to seven people, in windows of four: what a service really has, and sometimes another set.
            var first = random.Next(12);
            HashSet<ulong> next =
                turn % 4 == 3
                    ? [.. Enumerable.Range(0, 60).Where(_ => random.Next(3) > 0).Select(person => (ulong)person)]
                    :
                    [
                        .. Enumerable
                            .Range(first, 4)
                            .SelectMany(quarter =>
                                Enumerable.Range(quarter * 10, 1 + (quarter * seed % 7)).Select(person => (ulong)person)
                            ),
                    ];
            if (!known.Bears(next, Fewest))
            {
                refused.Add(next);
                continue;
            }

            known.Add(next);
            shown.Add(next.Select(person => (1, person)).ToHashSet());
        }

        Assert.That(Attacks.SumAttack.SmallestGroup(shown, 1, Fewest), Is.Null);
        foreach (var one in refused)
            Assert.That(
                Attacks.SumAttack.SmallestGroup([.. shown, one.Select(person => (1, person)).ToHashSet()], 1, Fewest),
                Is.Not.Null,
                "nothing is refused without need"
            );
    }

    private static KnownSums Knowing(params HashSet<ulong>[] sets)
    {
        var known = new KnownSums();
        foreach (var one in sets)
            known.Add(one);
        return known;
    }

    private static HashSet<ulong> People(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(person => (ulong)person)];
}
