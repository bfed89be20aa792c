using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Disclosure;

namespace Portal.Tests.Releases;

/// <summary>Nations and kinds of host that are shown beside each other and beside the network, by adding and subtracting.</summary>
public sealed class ScopeDifferencesTests
{
    private static readonly Window Year = new(new Month(2025, 1), new Month(2026, 1));
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;
    private static readonly PopulationKey Count = new(ReleaseLattice.Profile, "", "", "REFERRALS");
    private static readonly PopulationKey Mean = new(ReleaseLattice.Outcome, "HADS", "ANXIETY", "WITH_LAST_SCORE");

    // England and the network leave Wales: whichever service is taken out of it, ten people of two services must be left.
    [TestCase("5 5 5", true)]
    [TestCase("5 5 4", false)]
    [TestCase("100 5 5", true)]
    [TestCase("100 5 4", false)]
    [TestCase("30 30", false)]
    [TestCase("1", false)]
    [TestCase("3 3 3 3 1", true)]
    public void GivenAway_NationLeftByTheOther_MeetsTheRuleOrTheOtherIsWithheld(string left, bool isHarmless)
    {
        var network = England(40, 40);
        foreach (var cases in left.Split(' '))
            network = network.With("W", "NHS", int.Parse(cases, System.Globalization.CultureInfo.InvariantCulture));

        var found = network.GivenAway(Mean, ReleaseLattice.Network, "NATION_E");

        Assert.That(found, Is.EqualTo(isHarmless ? [] : new[] { "NATION_E" }));
    }

    // Two parts of one service are one contributor, though each is in the registry.
    [Test]
    public void GivenAway_PartsOfOneServiceLeft_AreOneService()
    {
        var network = England(40, 40).With("W", "NHS", 6).With("W", "NHS", 6);

        Assert.That(network.With("W", "NHS", 6).GivenAway(Mean, ReleaseLattice.Network, "NATION_E"), Is.Empty);
        Assert.That(
            network.With("W", "NHS", 6, partOf: 4).GivenAway(Mean, ReleaseLattice.Network, "NATION_E"),
            Is.EqualTo(new[] { "NATION_E" })
        );
    }

    // "Nobody" is as exact as "one person" in a table of counts, and nothing in a mean.
    [Test]
    public void GivenAway_NobodyLeft_TellsInACountOnly()
    {
        var network = England(40, 40).With("W", "NHS", 0);

        Assert.That(network.GivenAway(Count, ReleaseLattice.Network, "NATION_E"), Is.EqualTo(new[] { "NATION_E" }));
        Assert.That(network.GivenAway(Mean, ReleaseLattice.Network, "NATION_E"), Is.Empty);
    }

    [Test]
    public void GivenAway_OneScopeShown_LeavesNothing()
    {
        var network = England(40, 40).With("W", "COUNCIL", 1);

        foreach (var scope in ReleaseLattice.Scopes)
            Assert.That(network.GivenAway(Count, scope), Is.Empty, scope);
    }

    [Test]
    public void GivenAway_ScopesThatShareNobody_LeaveNothing()
    {
        var network = England(40, 40).With("W", "COUNCIL", 3).With("S", "COUNCIL", 3);

        Assert.That(network.GivenAway(Count, "NATION_E", "NATION_W", "NATION_S"), Is.Empty);
    }

    // The services of the NHS without the English ones are one Welsh service: the council's in England has nobody here. The smaller of both
    // is withheld, and never the network.
    [Test]
    public void GivenAway_KindOfHostAndNation_WithholdsTheSmaller()
    {
        var network = England(40, 40).With("E", "COUNCIL", 0).With("W", "NHS", 5);

        Assert.That(network.GivenAway(Mean, "NATION_E", "HOST_NHS"), Is.EqualTo(new[] { "NATION_E" }));
        Assert.That(network.GivenAway(Mean, "NATION_E"), Is.Empty);
    }

    [Test]
    public void GivenAway_NationsTogetherLeaveAFew_WithholdsTheSmallest()
    {
        var network = England(40, 40, 40).With("W", "NHS", 20).With("W", "NHS", 20).With("W", "NHS", 20).With("S", "NHS", 9);

        Assert.That(network.GivenAway(Mean, ReleaseLattice.Network, "NATION_E"), Is.Empty, "Wales and Scotland are left");
        Assert.That(network.GivenAway(Mean, ReleaseLattice.Network, "NATION_E", "NATION_W"), Is.EqualTo(new[] { "NATION_W" }));
    }

    [Test]
    public void GivenAway_TwoPopulations_AreWeighedEachByItself()
    {
        var one = England(40, 40).With("W", "NHS", 3);
        var other = one.GivenAwayOfBoth(Count, Mean, shownOfSecond: [ReleaseLattice.Network]);

        Assert.That(other, Is.EqualTo(new[] { ("NATION_E", Count) }));
    }

    [Test]
    public void GivenAway_Networks_AreEmptyExactlyWhenNothingLeftBreaksTheRule([Range(1, 30)] int seed)
    {
        var random = new Random(seed);
        var network = new Scopes();
        for (var service = random.Next(3, 9); service > 0; service--)
            network = network.With(
                ReleaseLattice.Nations[random.Next(random.Next(1, 5))],
                ReleaseLattice.Hosts[random.Next(random.Next(1, 5))],
                random.Next(3) == 0 ? random.Next(4) : random.Next(5, 30)
            );
        var key = random.Next(2) == 0 ? Count : Mean;
        var shown = ReleaseLattice.Scopes.Where(_ => random.Next(3) > 0).ToList();

        for (var found = network.GivenAway(key, [.. shown]); ; found = network.GivenAway(key, [.. shown]))
        {
            Assert.That(found.Length == 0, Is.EqualTo(!network.TellsOfAFew(key, shown)), string.Join(' ', shown));
            if (found.Length == 0)
                return;
            Assert.That(found, Is.SubsetOf(shown).And.Not.Contain(ReleaseLattice.Network));
            shown.RemoveAll(found.Contains);
        }
    }

    // What the thirty networks above are worth: some are withheld from, and some show several scopes in the end.
    [Test]
    public void TellsOfAFew_NetworkOfTwoNations_IsSeen()
    {
        var network = England(40, 40, 40).With("W", "NHS", 3);

        Assert.That(network.TellsOfAFew(Mean, [ReleaseLattice.Network, "NATION_E"]), Is.True);
        Assert.That(network.TellsOfAFew(Mean, [ReleaseLattice.Network]), Is.False);
        Assert.That(England(40, 40, 40).TellsOfAFew(Mean, [ReleaseLattice.Network, "NATION_E"]), Is.False);
    }

    private static Scopes England(params int[] cases) => cases.Aggregate(new Scopes(), (network, one) => network.With("E", "NHS", one));

    /// <summary>Services with so many cases each.</summary>
    private sealed class Scopes
    {
        private readonly List<(SnapshotService Service, int Cases)> _services = [];

        public Scopes With(string nation, string host, int cases, int? partOf = null)
        {
            var id = _services.Count + 1;
            var more = new Scopes();
            more._services.AddRange(_services);
            more._services.Add((new SnapshotService(id, $"S{id}", nation, host, partOf ?? id), cases));
            return more;
        }

        /// <summary>The scopes that must be withheld where these are shown, in the order of the lattice.</summary>
        public string[] GivenAway(PopulationKey key, params string[] shown)
        {
            var found = Differences().GivenAway([.. ReleaseLattice.Scopes.Select(scope => Group(scope, (key, shown)))], Policy);
            Assert.That(found.Select(one => (one.Key, one.Window)), Is.All.EqualTo((key, Year)));
            return [.. ReleaseLattice.Scopes.Where(scope => found.Any(one => one.Scope == scope))];
        }

        /// <summary>The same of two populations, the first of which is shown for the network and England.</summary>
        public (string, PopulationKey)[] GivenAwayOfBoth(PopulationKey first, PopulationKey second, string[] shownOfSecond) =>
            [
                .. Differences()
                    .GivenAway(
                        [
                            .. ReleaseLattice.Scopes.Select(scope =>
                                Group(scope, (first, [ReleaseLattice.Network, "NATION_E"]), (second, shownOfSecond))
                            ),
                        ],
                        Policy
                    )
                    .Select(one => (one.Scope, one.Key)),
            ];

        /// <summary>Every way of adding and subtracting that leaves no service less than nothing, written down from the policy.</summary>
        public bool TellsOfAFew(PopulationKey key, List<string> shown)
        {
            var ways = (int)Math.Pow(3, shown.Count);
            for (var way = 0; way < ways; way++)
            {
                var signs = shown.Select((_, place) => way / (int)Math.Pow(3, place) % 3 - 1).ToArray();
                var times = _services.ConvertAll(one => shown.Zip(signs).Sum(scope => one.Service.IsIn(scope.First) ? scope.Second : 0));
                var people = _services.Zip(times).Where(one => one.First.Cases > 0).ToArray();
                if (!signs.Contains(-1) || people.Any(one => one.Second < 0))
                    continue;
                if (people.All(one => one.Second == 0) && (times.Any(one => one < 0) || times.All(one => one == 0)))
                    continue;
                var left = people
                    .Where(one => one.Second > 0)
                    .Select(one => (Service: one.First.Service.LegalId, one.First.Cases))
                    .ToArray();
                if (left.Length == 0 ? key.Topic == ReleaseLattice.Profile : !left.All(one => IsEnough(left, one.Service)))
                    return true;
            }

            return false;
        }

        private static bool IsEnough((int Service, int Cases)[] left, int taken)
        {
            var rest = left.Where(one => one.Service != taken).ToArray();
            return rest.Sum(one => one.Cases) >= 10 && rest.Select(one => one.Service).Distinct().Count() >= 2;
        }

        private ScopeDifferences Differences() => new(_services.ConvertAll(one => one.Service));

        private CellGroup Group(string scope, params (PopulationKey Key, string[] Shown)[] populations) =>
            new([
                .. populations.Select(one =>
                {
                    var population = new Population(one.Key, scope, Year, Cases(scope));
                    return new DraftCell(
                        population.At(one.Key.Name),
                        one.Shown.Contains(scope) ? InventedFigures.Count(100) : InventedFigures.Withheld,
                        null,
                        population
                    );
                }),
            ]);

        private SnapshotCase[] Cases(string scope) =>
            [
                .. from one in _services
                where one.Service.IsIn(scope)
                from number in Enumerable.Range(0, one.Cases)
                select new SnapshotCase(one.Service, $"{one.Service.Id}-{number}", new Month(2025, 3), [], 0, 0),
            ];
    }
}
