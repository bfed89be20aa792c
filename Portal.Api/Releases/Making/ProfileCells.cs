using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Analytics.Disclosure.Tables;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Making;

/// <summary>Protected counts of who is referred: risks over four quarters, breakdowns over a financial year.</summary>
public static class ProfileCells
{
    private static readonly PopulationKey Everybody = new(ReleaseLattice.Profile, "", "", Statistics.Referrals);

    private static readonly string[] RiskAnswers = [Statistics.RiskPresent, Statistics.RiskAbsent, Statistics.RiskNotKnown];

    /// <summary>All risks of one scope. They break down the same people, so they are protected together.</summary>
    /// <param name="judge">Why a population may not be shown, because of its contributors or the ledger; <c>null</c> when it may.</param>
    public static CellGroup Risks(
        ReleaseSnapshot snapshot,
        string scope,
        Window window,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        var (people, risks) = (People(snapshot, scope, window), RiskTables(snapshot, scope, window));
        var done = Protect(people, risks, judge, policy);
        return new CellGroup([Total(people, done[0]), .. RiskCells(risks, done, policy)]);
    }

    /// <summary>All breakdowns of one scope by one dimension each; protected together for the same reason.</summary>
    /// <param name="judge">Why a population may not be shown, because of its contributors or the ledger; <c>null</c> when it may.</param>
    public static CellGroup Breakdowns(
        ReleaseSnapshot snapshot,
        string scope,
        Window window,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        var (people, bands) = (People(snapshot, scope, window), BandTables(snapshot, scope, window));
        var done = Protect(people, bands, judge, policy);
        return new CellGroup([Total(people, done[0]), .. BandCells(bands, done, policy)]);
    }

    /// <summary>Both, when the four quarters are the financial year: the same people with one total.</summary>
    /// <param name="judge">Why a population may not be shown, because of its contributors or the ledger; <c>null</c> when it may.</param>
    public static CellGroup RisksAndBreakdowns(
        ReleaseSnapshot snapshot,
        string scope,
        Window window,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        var people = People(snapshot, scope, window);
        var (risks, bands) = (RiskTables(snapshot, scope, window), BandTables(snapshot, scope, window));
        var done = Protect(people, [.. risks, .. bands], judge, policy);
        return new CellGroup([
            Total(people, done[0]),
            .. RiskCells(risks, done.Take(risks.Length), policy),
            .. BandCells(bands, done.Skip(risks.Length), policy),
        ]);
    }

    private static Population People(ReleaseSnapshot snapshot, string scope, Window window) =>
        new(Everybody, scope, window, [.. snapshot.Referred(scope, window)]);

    private static Population[][] RiskTables(ReleaseSnapshot snapshot, string scope, Window window)
    {
        var people = People(snapshot, scope, window);
        return [.. CareCodes.Risk.Codes.Select((risk, place) => RiskTable(people, risk.Value, 1u << place))];
    }

    private static Population[][] BandTables(ReleaseSnapshot snapshot, string scope, Window window)
    {
        var cases = snapshot.Referred(scope, window).ToArray();
        return
        [
            .. ReleaseLattice.Dimensions.Select(
                (dimension, place) =>
                    dimension
                        .Bands.Select(
                            (band, number) =>
                                new Population(
                                    Everybody with
                                    {
                                        Dimension = dimension.Code,
                                        Code = band.Code,
                                    },
                                    scope,
                                    window,
                                    [.. cases.Where(one => one.Bands[place] == number)]
                                )
                        )
                        .ToArray()
            ),
        ];
    }

    private static IEnumerable<DraftCell> RiskCells(
        Population[][] tables,
        IEnumerable<ProtectedOneWay> tablesProtected,
        DisclosurePolicy policy
    )
    {
        foreach (var (table, done) in tables.Zip(tablesProtected))
        {
            foreach (var (population, place) in table.Select((population, place) => (population, place)))
                yield return Count(population, population.At(RiskAnswers[place]), done, place);
            var share = ReleasedShare.OfParts(done.Released.Cells[0], done.Released.Cells[1], policy);
            yield return new DraftCell(
                table[0].At(Statistics.RiskShare),
                ReleasedFigure.Of(share),
                done.Reasons[0] ?? done.Reasons[1],
                table[0]
            );
        }
    }

    private static IEnumerable<DraftCell> BandCells(
        Population[][] tables,
        IEnumerable<ProtectedOneWay> tablesProtected,
        DisclosurePolicy policy
    )
    {
        foreach (var (table, done) in tables.Zip(tablesProtected))
        foreach (var (population, place) in table.Select((population, place) => (population, place)))
        {
            yield return Count(population, population.At(Statistics.Referrals), done, place);
            var share = ReleasedShare.Of(done.Released.Cells[place], done.Released.Total, policy);
            yield return new DraftCell(population.At(Statistics.ReferralsShare), ReleasedFigure.Of(share), done.Reasons[place], population);
        }
    }

    private static Population[] RiskTable(Population people, string risk, uint bit)
    {
        Population Of(string answer, Func<SnapshotCase, bool> belongs) =>
            new(new PopulationKey(ReleaseLattice.Profile, risk, "", answer), people.Scope, people.Window, [.. people.Cases.Where(belongs)]);
        return
        [
            Of(Statistics.RiskPresent, one => (one.RisksPresent & bit) != 0),
            Of(Statistics.RiskAbsent, one => (one.RisksAbsent & bit) != 0),
            Of(Statistics.RiskNotKnown, one => ((one.RisksPresent | one.RisksAbsent) & bit) == 0),
        ];
    }

    /// <summary>A table of counts as each service reads it, which knows its own people.</summary>
    /// <param name="table">Its cells; every case is in one of them.</param>
    /// <param name="judge">Why a population may not be shown, because of its contributors or the ledger; <c>null</c> when it may.</param>
    internal static OneWayTable Table(IReadOnlyList<Population> table, Func<Population, WithheldBecause?> judge)
    {
        // A service's own report goes to readers who know nobody.
        int[] services =
            table[0].Scope == ReleaseLattice.Own
                ? []
                : [.. table.SelectMany(population => population.Cases).Select(one => one.Service.LegalId).Distinct().Order()];
        var parts = table.Select(population => population.ContributionsOf(services)).ToArray();
        return new OneWayTable(
            [.. table.Select(population => (int?)population.Cases.Count)],
            [.. table.Select(judge)],
            [.. services.Select((_, place) => parts.Select(part => part[place]).ToArray())]
        );
    }

    private static IReadOnlyList<ProtectedOneWay> Protect(
        Population people,
        Population[][] tables,
        Func<Population, WithheldBecause?> judge,
        DisclosurePolicy policy
    )
    {
        var counts = tables.Select(table => Table(table, judge));
        return judge(people) is { } broken
            ? [.. counts.Select(table => OneWay.Withhold(table, broken, policy))]
            : OneWay.ProtectTogether([.. counts], policy);
    }

    private static DraftCell Total(Population people, ProtectedOneWay table) =>
        new(people.At(Statistics.Referrals), ReleasedFigure.Of(table.Released.Total), table.TotalReason, people);

    private static DraftCell Count(Population population, CellAddress address, ProtectedOneWay table, int place) =>
        new(address, ReleasedFigure.Of(table.Released.Cells[place]), table.Reasons[place], population);
}
