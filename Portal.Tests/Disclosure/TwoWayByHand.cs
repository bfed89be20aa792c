using System.Globalization;
using Portal.Analytics.Disclosure;

namespace Portal.Tests.Disclosure;

/// <summary>
/// Which cells of a two-way table are hidden, step by step as docs/disclosure.md says: step 4 of "Counts", and rules 3 and 4 of what hiding
/// must not tell. The margins are fixed before. A count of <c>null</c> is impossible by design.
/// </summary>
internal sealed class TwoWayByHand
{
    private readonly DisclosurePolicy _policy;
    private readonly int?[][] _counts;
    private readonly Margin _rowTotals;
    private readonly Margin _columnTotals;
    private readonly bool _hasTotal;
    private readonly Kind[][] _cells;
    private readonly Kind[] _rows;
    private readonly Kind[] _columns;

    public TwoWayByHand(DisclosurePolicy policy, int?[][] counts, bool[][] barred, Margin rows, Margin columns, bool hasTotal)
    {
        (_policy, _counts, _rowTotals, _columnTotals, _hasTotal) = (policy, counts, rows, columns, hasTotal);
        _cells = [.. counts.Select((row, at) => row.Select((count, cell) => KindOf(count, barred[at][cell])).ToArray())];
        (_rows, _columns) = (Kinds(rows), Kinds(columns));
    }

    private enum Kind
    {
        Impossible,
        Shown,
        Small,
        Barred,
        Cover,
    }

    /// <summary>The released cells row by row: "20 10 c / 25 - 15".</summary>
    public string Print()
    {
        HideInLines();
        HideUntilSafe();
        while (CompletesOne()) { }

        return string.Join(" / ", _counts.Select((row, at) => string.Join(' ', row.Select((_, cell) => Text(at, cell)))));
    }

    private int Rounded(int? count) => (int)Math.Round((count ?? 0) / (double)_policy.RoundTo) * _policy.RoundTo;

    private Kind KindOf(int? count, bool isBarred, bool isShown = true) =>
        count is null ? Kind.Impossible
        : count < _policy.SmallestShown ? Kind.Small
        : isBarred ? Kind.Barred
        : isShown ? Kind.Shown
        : Kind.Cover;

    private Kind[] Kinds(Margin margin) =>
        [.. margin.Counts.Select((count, line) => KindOf(count, margin.Barred[line], margin.Shown[line]))];

    private string Text(int row, int column) =>
        _cells[row][column] switch
        {
            Kind.Impossible => "-",
            Kind.Shown => Rounded(_counts[row][column]).ToString(CultureInfo.InvariantCulture),
            _ => "c",
        };

    private void HideInLines()
    {
        foreach (var (row, column) in Shown().ToArray())
            if (
                _rows[row] != Kind.Shown
                || _columns[column] != Kind.Shown
                || IsClass(row, column, _rowTotals.Counts[row])
                || IsClass(row, column, _columnTotals.Counts[column])
            )
                _cells[row][column] = Kind.Cover;
    }

    private bool IsClass(int row, int column, int? total) =>
        Rounded(total) < 100 && 10 * Rounded(_counts[row][column]) > 9 * Rounded(total);

    private IEnumerable<(int Row, int Column)> Places()
    {
        for (var row = 0; row < _rowTotals.Counts.Length; row++)
        for (var column = 0; column < _columnTotals.Counts.Length; column++)
            yield return (row, column);
    }

    private IEnumerable<(int Row, int Column)> Shown() => Places().Where(at => _cells[at.Row][at.Column] == Kind.Shown);

    private void HideUntilSafe()
    {
        while (Narrow().ToArray() is { Length: > 0 } narrow)
        {
            (int Row, int Column)[] next =
            [
                .. Shown()
                    .OrderBy(at => narrow.Any(line => line.Row == at.Row || line.Column == at.Column) ? 1 : 2)
                    .ThenBy(at => Rounded(_counts[at.Row][at.Column])),
            ];
            if (next.Length == 0)
                return;
            var (row, column) = next.Where(IsSafeWithout).Append(next[0]).First();
            _cells[row][column] = Kind.Cover;
        }
    }

    private bool IsSafeWithout((int Row, int Column) at)
    {
        _cells[at.Row][at.Column] = Kind.Cover;
        var isSafe = !Narrow().Any();
        _cells[at.Row][at.Column] = Kind.Shown;
        return isSafe;
    }

    // Row and column of each cell that is told too well, and the one line of a total that is.
    private IEnumerable<(int? Row, int? Column)> Narrow()
    {
        var audit = new CutAudit(
            [.. _counts.Select((row, at) => row.Select((count, cell) => Known(_cells[at][cell], count)).ToArray())],
            [.. _rowTotals.Counts.Select((count, line) => Known(_rows[line], count))],
            [.. _columnTotals.Counts.Select((count, line) => Known(_columns[line], count))],
            Known(_hasTotal ? Kind.Shown : Kind.Barred, _rowTotals.Counts.Sum())
        );
        foreach (var (row, column) in Places())
            if (IsNarrow(_cells[row][column], () => audit.Cell(row, column)))
                yield return (row, column);
        for (var row = 0; row < _rowTotals.Counts.Length; row++)
            if (IsNarrow(_rows[row], () => audit.RowTotal(row)))
                yield return (row, null);
        for (var column = 0; column < _columnTotals.Counts.Length; column++)
            if (IsNarrow(_columns[column], () => audit.ColumnTotal(column)))
                yield return (null, column);
    }

    private bool IsNarrow(Kind kind, Func<(long Low, long High)> feasible) =>
        kind is Kind.Small or Kind.Barred && feasible() is var (low, high) && high - low < _policy.FeasibleWidth;

    private (long Low, long High) Known(Kind kind, int? count) =>
        kind switch
        {
            Kind.Impossible => (0, 0),
            Kind.Shown => (Math.Max(_policy.SmallestShown, Rounded(count) - _policy.RoundTo / 2), Rounded(count) + _policy.RoundTo / 2),
            Kind.Small => (0, _policy.SmallestShown - 1),
            Kind.Barred => (0, CutAudit.Unbounded),
            _ => (_policy.SmallestShown, CutAudit.Unbounded),
        };

    // True when a pair was without a second one: the search begins again.
    private bool CompletesOne()
    {
        var (height, width) = (_rowTotals.Counts.Length, _columnTotals.Counts.Length);
        for (var row = 0; row < height; row++)
        for (var small = 0; small < width; small++)
        for (var cover = 0; cover < width; cover++)
            if (_cells[row][small] == Kind.Small && _cells[row][cover] == Kind.Cover)
                if (HidesOneOf(Enumerable.Range(0, height).Where(other => other != row).Select(other => ((other, small), (other, cover)))))
                    return true;
        for (var column = 0; column < width; column++)
        for (var small = 0; small < height; small++)
        for (var cover = 0; cover < height; cover++)
            if (_cells[small][column] == Kind.Small && _cells[cover][column] == Kind.Cover)
                if (
                    HidesOneOf(Enumerable.Range(0, width).Where(other => other != column).Select(other => ((small, other), (cover, other))))
                )
                    return true;
        foreach (var (row, column) in Places())
            if (_cells[row][column] == Kind.Cover && !Small().Any(at => at.Row == row || at.Column == column))
                if (HidesOneOf(Small().Select(at => ((at.Row, column), (row, at.Column)))))
                    return true;
        return false;
    }

    private IEnumerable<(int Row, int Column)> Small() => Places().Where(at => _cells[at.Row][at.Column] == Kind.Small);

    private bool HidesOneOf(IEnumerable<((int Row, int Column) One, (int Row, int Column) Other)> pairs)
    {
        (int Row, int Column)[]? least = null;
        var leastSum = int.MaxValue;
        foreach (var (one, other) in pairs)
        {
            if (_cells[one.Row][one.Column] == Kind.Impossible || _cells[other.Row][other.Column] == Kind.Impossible)
                continue;
            (int Row, int Column)[] shown = [.. Shown().Where(at => at == one || at == other)];
            if (shown.Length == 0)
                return false;
            var sum = shown.Sum(at => Rounded(_counts[at.Row][at.Column]));
            if (sum < leastSum)
                (least, leastSum) = (shown, sum);
        }

        foreach (var (row, column) in least ?? [])
            _cells[row][column] = Kind.Cover;
        return least is not null;
    }

    /// <summary>The totals of all rows or all columns, and which of them are released.</summary>
    internal sealed record Margin(int?[] Counts, bool[] Barred, bool[] Shown);
}
