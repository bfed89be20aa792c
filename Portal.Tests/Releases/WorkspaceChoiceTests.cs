using NUnit.Framework;
using Portal.Analytics.Disclosure;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;
using Portal.Tests.Attacks;

namespace Portal.Tests.Releases;

/// <summary>Whoever asks for every window of every snapshot, and solves all answers together, finds no few families of one service.</summary>
public sealed class WorkspaceChoiceTests
{
    private const int Fewest = 10;
    private static readonly Quarter First = new(2025, 1);
    private static readonly DisclosurePolicy Policy = DisclosurePolicy.Sdc2;

    [Test]
    public void Choose_RandomNetworkOverFiveSnapshots_LeavesNoSmallGroup([Range(1, 8)] int seed)
    {
        var history = new InventedHistory(seed);

        var shown = history.Shown();

        foreach (var service in history.Services)
            Assert.That(SumAttack.SmallestGroup(shown, service, Fewest), Is.Null, $"service {service}");
        foreach (var (one, other) in shown.SelectMany(one => shown.Select(other => (one, other))))
            if (
                one.Select(family => family.Item1).Distinct().Count() == 1
                && other.All(family => family.Item1 == one.First().Item1)
                && one.Overlaps(other)
            )
                Assert.That(
                    one.Except(other).Count(),
                    Is.Zero.Or.GreaterThanOrEqualTo(Fewest),
                    "what one population of a service has beyond another"
                );
    }

    // Whether the attack can find anything at all: the same networks, with everybody named who has ten families.
    [Test]
    public void Choose_ByNumberAlone_WouldGiveFamiliesAway()
    {
        var history = new InventedHistory(7);

        Assert.That(
            history.Services.Count(service => SumAttack.SmallestGroup(history.ByNumberAlone(), service, Fewest) is not null),
            Is.GreaterThan(3)
        );
    }

    [Test]
    public void Choose_LargeAndSmallServices_NamesTheLargeOnesInTheNewestWindow()
    {
        var chosen = Choose([.. Families(1, 20), .. Families(2, 3), .. Families(3, 2), .. Families(4, 1), .. Families(5, 1)], First, []);

        Assert.That(
            chosen.Where(part => part.Window.Last == First).Select(part => part.Standing),
            Is.EqualTo(
                new[]
                {
                    WorkspaceStanding.Named,
                    WorkspaceStanding.Named,
                    WorkspaceStanding.LeftOut,
                    WorkspaceStanding.LeftOut,
                    WorkspaceStanding.LeftOut,
                }
            ),
            "three services with sixteen families do not enter"
        );
        Assert.That(
            chosen.Where(part => part is { ServiceId: 1, Standing: WorkspaceStanding.Named }).Select(part => part.Window.Last),
            Is.EqualTo(WorkspaceWindow.Of(First).Select(window => window.Last)),
            "twenty families a quarter bear every window"
        );
        Assert.That(
            chosen.Where(part => part is { ServiceId: 2, Standing: WorkspaceStanding.Named }).Select(part => part.Window.Last),
            Is.EqualTo(new[] { First, First.Plus(-4), First.Plus(-8) }),
            "three a quarter bear only years that do not overlap"
        );
    }

    [Test]
    public void Choose_ThreeSmallServicesWithThirtyFamilies_EnterUnnamed()
    {
        var chosen = Choose(
            [.. Families(1, 20), .. Families(2, 9, 5), .. Families(3, 9, 5), .. Families(4, 9, 5), .. Families(5, 9, 5)],
            First,
            []
        );

        Assert.That(
            chosen.Where(part => part.Window.Last == First && part.ServiceId > 1).Select(part => part.Standing),
            Is.All.EqualTo(WorkspaceStanding.Other)
        );
    }

    [Test]
    public void Choose_OneFamilyCorrected_KeepsTheEarlierFigures()
    {
        WorkspaceFamily[] families = [.. Families(1, 5)];
        var before = Known("one", families, Choose(families, First, []));

        var after = Choose([families[0] with { Item = 999_999 }, .. families[1..]], First, before);

        Assert.That(
            after.Single(part => part.Window.Last == First),
            Is.EqualTo(new ChosenPart(1, new WorkspaceWindow(First), WorkspaceStanding.Named, "one"))
        );
    }

    [Test]
    public void Choose_OneFamilyCorrectedAfterTheDraftWasDiscarded_NamesNobody()
    {
        WorkspaceFamily[] families = [.. Families(1, 5)];
        KnownPart[] before = [.. Known("one", families, Choose(families, First, [])).Select(part => part with { IsGone = true })];

        var after = Choose([families[0] with { Item = 999_999 }, .. families[1..]], First, before);

        Assert.That(after.Single(part => part.Window.Last == First).Standing, Is.EqualTo(WorkspaceStanding.LeftOut));
    }

    [Test]
    public void Choose_NothingChanged_ChoosesTheSame()
    {
        WorkspaceFamily[] families = [.. Families(1, 20), .. Families(2, 3), .. Families(3, 2)];
        var before = Choose(families, First, []);

        Assert.That(Choose(families, First, Known("one", families, before)), Is.EqualTo(before));
    }

    // So many families in each of the sixteen quarters up to the first.
    private static IEnumerable<WorkspaceFamily> Families(int service, int each, int quarters = 16) =>
        Enumerable
            .Range(0, quarters)
            .SelectMany(back =>
                Enumerable
                    .Range(0, back == 0 || quarters == 16 ? each : 0)
                    .Select(number => new WorkspaceFamily(
                        service,
                        service,
                        First.Plus(-back),
                        (ulong)(service * 100_000 + back * 1_000 + number)
                    ))
            );

    private static IReadOnlyList<ChosenPart> Choose(
        IReadOnlyList<WorkspaceFamily> families,
        Quarter quarter,
        IReadOnlyList<KnownPart> known
    ) =>
        WorkspaceChoice.Of(
            families,
            [
                .. WorkspaceWindow
                    .Of(quarter)
                    .Select(window => (window, (IReadOnlySet<int>)families.Select(one => one.ServiceId).ToHashSet())),
            ],
            known,
            Policy
        );

    private static KnownPart[] Known(string id, IReadOnlyList<WorkspaceFamily> families, IEnumerable<ChosenPart> chosen) =>
        [
            .. chosen
                .Where(part => part.Standing != WorkspaceStanding.LeftOut && part.HeldFrom is null)
                .Select(part => new KnownPart(
                    id,
                    part.ServiceId,
                    part.ServiceId,
                    part.Window,
                    part.Standing,
                    ItemsIn(families, part.ServiceId, part.Window)
                )),
        ];

    private static HashSet<ulong> ItemsIn(IEnumerable<WorkspaceFamily> families, int service, WorkspaceWindow window) =>
        [
            .. families
                .Where(one => one.ServiceId == service && one.Quarter >= window.Last.Plus(-3) && one.Quarter <= window.Last)
                .Select(one => one.Item),
        ];

    /// <summary>Eight services over five snapshots: a quarter more each time, with late families and corrected scores.</summary>
    private sealed class InventedHistory
    {
        private readonly List<(Quarter Quarter, List<WorkspaceFamily> Families)> _snapshots = [];

        public InventedHistory(int seed)
        {
            var random = new Random(seed);
            var sizes = Services.Select(_ => random.Next(1, 13)).ToArray();
            var number = 0UL;
            var families = new List<WorkspaceFamily>();
            for (var back = 15; back >= 0; back--)
                Grow(First.Plus(-back));
            for (var snapshot = 0; snapshot < 5; snapshot++)
            {
                if (snapshot is 2 or 4)
                    Grow(First.Plus(snapshot / 2));
                for (var late = random.Next(4); snapshot > 0 && late > 0; late--)
                    families[random.Next(families.Count)] = families[random.Next(families.Count)] with { Item = ++number };
                _snapshots.Add((First.Plus(snapshot / 2), [.. families]));
            }

            void Grow(Quarter quarter)
            {
                foreach (var service in Services)
                    for (var more = random.Next(sizes[service - 1] + 1); more > 0; more--)
                        families.Add(new WorkspaceFamily(service, service, quarter, ++number));
            }
        }

        public IReadOnlyList<int> Services { get; } = [.. Enumerable.Range(1, 8)];

        /// <summary>Every population whose figures some snapshot shows, and every total in which unnamed services are.</summary>
        public List<IReadOnlySet<(int, ulong)>> Shown()
        {
            var known = new List<KnownPart>();
            var shown = new List<IReadOnlySet<(int, ulong)>>();
            foreach (var (number, (quarter, families)) in _snapshots.Index())
            {
                var chosen = Choose(families, quarter, known);
                var parts = chosen
                    .Where(part => part.Standing != WorkspaceStanding.LeftOut)
                    .Select(part => new KnownPart(
                        $"{number}",
                        part.ServiceId,
                        part.ServiceId,
                        part.Window,
                        part.Standing,
                        part.HeldFrom is { } held
                            ? known
                                .Single(one => one.ReleaseId == held && one.ServiceId == part.ServiceId && one.Window == part.Window)
                                .Items
                            : ItemsIn(families, part.ServiceId, part.Window)
                    ))
                    .ToArray();
                known.AddRange(parts);
                shown.AddRange(
                    parts
                        .Where(part => part.Standing == WorkspaceStanding.Named)
                        .Select(part => part.Items.Select(item => (part.ServiceId, item)).ToHashSet())
                );
                shown.AddRange(
                    parts
                        .GroupBy(part => part.Window)
                        .Where(window => window.Any(part => part.Standing == WorkspaceStanding.Other))
                        .Select(window => window.SelectMany(part => part.Items.Select(item => (part.ServiceId, item))).ToHashSet())
                );
            }

            Assert.That(shown, Has.Count.GreaterThan(10), "something is shown");
            return shown;
        }

        public IReadOnlyList<IReadOnlySet<(int, ulong)>> ByNumberAlone() =>
            [
                .. from snapshot in _snapshots.Take(2)
                from window in WorkspaceWindow.Of(snapshot.Quarter)
                from service in Services
                let items = ItemsIn(snapshot.Families, service, window)
                where items.Count >= Fewest
                select items.Select(item => (service, item)).ToHashSet(),
            ];
    }
}
