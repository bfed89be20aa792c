using Portal.Api.Periods;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Making;

namespace Portal.Tests.Attacks;

/// <summary>
/// A reader who knows which hidden counts are small, and the people of one service or of some together, and narrows every count by every sum
/// that it is in until nothing changes: tables and their totals, nations and kinds of host and the network.
/// </summary>
internal sealed class JointKnowledge
{
    private const int Unbounded = 1_000_000;

    private static readonly string[] Answers = [Statistics.RiskPresent, Statistics.RiskAbsent, Statistics.RiskNotKnown];

    private readonly Dictionary<(string Scope, string Item, string Dimension, string Cell), (int Low, int High)> _known = [];
    private readonly List<((string, string, string, string) Sum, (string, string, string, string)[] Parts)> _sums = [];

    private JointKnowledge(IReadOnlyList<CountCell> cells, Func<CountCell, int> own)
    {
        var printedTotals = cells.Where(cell => cell.IsTotal).ToDictionary(cell => cell.Scope, cell => cell.Printed);
        foreach (var cell in cells)
        {
            var (low, high) =
                cell.Printed is { } printed ? (Math.Max(8, printed - 2), printed + 2)
                : !cell.IsTotal && cell.Truth < 8 && printedTotals[cell.Scope] is not null ? (0, 7)
                : (0, Unbounded);
            _known[cell.Key] = (Math.Max(low, own(cell)), high);
        }

        foreach (var scope in cells.GroupBy(cell => cell.Scope))
        foreach (var table in scope.Where(cell => !cell.IsTotal).GroupBy(cell => (cell.Item, cell.Dimension)))
            _sums.Add((scope.Single(cell => cell.IsTotal).Key, [.. table.Select(cell => cell.Key)]));
        foreach (var one in cells.Where(cell => cell.Scope == ReleaseLattice.Network))
        foreach (var kind in new[] { "NATION_", "HOST_" })
            _sums.Add(
                (
                    one.Key,
                    [
                        .. ReleaseLattice
                            .Scopes.Where(scope => scope.StartsWith(kind, StringComparison.Ordinal))
                            .Select(scope => (one with { Scope = scope }).Key),
                    ]
                )
            );
        while (Narrow()) { }
    }

    /// <summary>Hidden small counts for which fewer than five values are left, unless their size alone leaves no more.</summary>
    /// <param name="made">A release.</param>
    /// <param name="snapshot">What it was made from: which hidden counts are small, and whose people the services know.</param>
    /// <param name="window">Of its headline or of its breakdowns.</param>
    /// <param name="legalIds">The services that put their people together; none for a stranger.</param>
    public static IEnumerable<string> GivenAway(MadeRelease made, ReleaseSnapshot snapshot, Window window, params int[] legalIds)
    {
        var cells = CountCell.Of(made, snapshot, window);
        var own = legalIds.ToHashSet();
        int Own(CountCell cell) => cell.Cases.Count(one => own.Contains(one.Service.LegalId));
        var knowledge = new JointKnowledge(cells, Own);
        foreach (var cell in cells.Where(cell => cell.Printed is null && !cell.IsTotal && cell.Truth < 8))
        {
            var (low, high) = knowledge._known[cell.Key];
            if (high - low < Math.Min(5, 7 - Own(cell)))
                yield return $"{cell.Scope} {cell.Item} {cell.Dimension} {cell.Cell} is {low} to {high}, truly {cell.Truth}";
        }
    }

    private bool Narrow()
    {
        var changed = false;
        foreach (var (sum, parts) in _sums)
        {
            var (low, high) = (parts.Sum(part => _known[part].Low), parts.Sum(part => (long)_known[part].High));
            changed |= Set(sum, low, high);
            var whole = _known[sum];
            foreach (var part in parts)
            {
                var one = _known[part];
                changed |= Set(part, (int)Math.Max(0, whole.Low - (high - one.High)), whole.High - (low - (long)one.Low));
                (low, high) = (low - one.Low + _known[part].Low, high - one.High + _known[part].High);
            }
        }

        return changed;
    }

    private bool Set((string, string, string, string) key, int low, long high)
    {
        var before = _known[key];
        _known[key] = (Math.Max(before.Low, low), (int)Math.Min(before.High, high));
        return _known[key] != before;
    }

    /// <summary>A count of a release: what is printed, and who is behind it.</summary>
    internal sealed record CountCell(
        string Scope,
        string Item,
        string Dimension,
        string Cell,
        int? Printed,
        IReadOnlyList<SnapshotCase> Cases
    )
    {
        public (string, string, string, string) Key => (Scope, Item, Dimension, Cell);

        public bool IsTotal => Item.Length == 0 && Dimension == ReleaseLattice.None;

        public int Truth => Cases.Count;

        public static IReadOnlyList<CountCell> Of(MadeRelease made, ReleaseSnapshot snapshot, Window window) =>
            [
                .. made
                    .Content.Cells.Where(cell =>
                        cell.Address.Topic == ReleaseLattice.Profile
                        && cell.Address.From == window.From.ToString()
                        && cell.Address.Before == window.Before.ToString()
                        && (cell.Address.Statistic == Statistics.Referrals || Answers.Contains(cell.Address.Statistic))
                    )
                    .Select(cell => new CountCell(
                        cell.Address.Scope,
                        cell.Address.Item,
                        cell.Address.Dimension,
                        cell.Address.Item.Length > 0 ? cell.Address.Statistic : cell.Address.Code,
                        (int?)cell.Figure.ValueOrNull?.Value,
                        [.. snapshot.Referred(cell.Address.Scope, window).Where(one => IsIn(one, cell.Address))]
                    )),
            ];

        private static bool IsIn(SnapshotCase one, Portal.Analytics.Disclosure.Frozen.CellAddress at)
        {
            if (at.Dimension != ReleaseLattice.None)
            {
                var place = ReleaseLattice.Dimensions.ToList().FindIndex(dimension => dimension.Code == at.Dimension);
                return ReleaseLattice.Dimensions[place].Bands[one.Bands[place]].Code == at.Code;
            }

            if (at.Item.Length == 0)
                return true;
            var bit = 1u << Portal.Api.Extracts.CareCodes.Risk.Codes.ToList().FindIndex(code => code.Value == at.Item);
            return at.Statistic switch
            {
                Statistics.RiskPresent => (one.RisksPresent & bit) != 0,
                Statistics.RiskAbsent => (one.RisksAbsent & bit) != 0,
                _ => ((one.RisksPresent | one.RisksAbsent) & bit) == 0,
            };
        }
    }
}
