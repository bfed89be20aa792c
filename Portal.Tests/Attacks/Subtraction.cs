using System.Globalization;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Releases.Lattice;

namespace Portal.Tests.Attacks;

/// <summary>A hidden count and what is left for it.</summary>
internal sealed record Solved(CellAddress At, int Low, int High)
{
    /// <summary>Fewer values are left than the policy allows for a count that must not be known.</summary>
    public bool IsGivenAway => High - Low < 5 && Low < 8;
}

/// <summary>Adds and subtracts printed counts: each is within two of the truth, and at least eight people are behind it.</summary>
internal static class Subtraction
{
    private const int Unbounded = 1_000_000;

    private static readonly string[] RiskAnswers = [Statistics.RiskPresent, Statistics.RiskAbsent, Statistics.RiskNotKnown];

    /// <summary>
    /// Every hidden count of every table, from its total and the visible counts beside it. All tables of the same people are joined on
    /// their total first, which narrows it.
    /// </summary>
    public static IReadOnlyList<Solved> InTables(IReadOnlyDictionary<CellAddress, string> cells)
    {
        var solved = new List<Solved>();
        foreach (var people in cells.Keys.Where(IsCount).GroupBy(at => (at.Scope, at.From)))
        {
            var tables = people
                .Where(at => at.Item.Length > 0 || at.Dimension != ReleaseLattice.None)
                .GroupBy(at => (at.Item, at.Dimension))
                .Select(table => table.ToArray())
                .ToArray();
            var totalAt = people.Single(at => at.Item.Length == 0 && at.Dimension == ReleaseLattice.None);
            var total = Bounds(cells[totalAt]);
            foreach (var table in tables)
                total = (
                    Math.Max(total.Low, table.Sum(at => Bounds(cells[at]).Low)),
                    Math.Min(total.High, (int)Math.Min(Unbounded, table.Sum(at => (long)Bounds(cells[at]).High)))
                );
            foreach (var table in tables)
            foreach (var at in table.Where(at => cells[at] == "c"))
            {
                var others = table.Where(other => other != at).Select(other => Bounds(cells[other])).ToArray();
                solved.Add(
                    new Solved(
                        at,
                        Math.Max(0, total.Low - (int)Math.Min(Unbounded, others.Sum(one => (long)one.High))),
                        total.High - others.Sum(one => one.Low)
                    )
                );
            }
        }

        return solved;
    }

    /// <summary>
    /// What is left for the hidden nations, or the hidden kinds of host, together when the visible ones are taken from the network.
    /// </summary>
    public static IReadOnlyList<Solved> InScopes(IReadOnlyDictionary<CellAddress, string> cells)
    {
        var solved = new List<Solved>();
        foreach (var network in cells.Keys.Where(at => IsCount(at) && at.Scope == ReleaseLattice.Network && cells[at] != "c"))
        foreach (var kind in new[] { "NATION_", "HOST_" })
        {
            var parts = ReleaseLattice
                .Scopes.Where(scope => scope.StartsWith(kind, StringComparison.Ordinal))
                .Select(scope => cells[network with { Scope = scope }])
                .ToArray();
            var (total, visible) = (Bounds(cells[network]), parts.Where(part => part != "c").Select(Bounds).ToArray());
            if (visible.Length > 0 && visible.Length < parts.Length)
                solved.Add(
                    new Solved(
                        network with
                        {
                            Scope = kind,
                        },
                        Math.Max(0, total.Low - visible.Sum(part => part.High)),
                        total.High - visible.Sum(part => part.Low)
                    )
                );
        }

        return solved;
    }

    public static bool IsCount(CellAddress at) =>
        at.Topic == ReleaseLattice.Profile && (at.Statistic == Statistics.Referrals || RiskAnswers.Contains(at.Statistic));

    private static (int Low, int High) Bounds(string printed) =>
        int.TryParse(printed, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (Math.Max(8, count - 2), count + 2)
            : (0, Unbounded);
}
