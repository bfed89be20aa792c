using Portal.Analytics.Disclosure.Tables;

namespace Portal.Tests.Disclosure;

/// <summary>
/// The attacker on a two-way table sees the printed output and is told which cells are small. Finds exact feasible intervals by duality,
/// from every cut of the circulation (Hoffman's theorem), while the product augments flows; the two share no code.
/// </summary>
internal sealed class CutAudit
{
    public const long Unbounded = 1L << 40;

    private readonly int _rows;
    private readonly int _columns;
    private readonly (long Low, long High)[,] _known;

    public CutAudit(ReleasedTwoWay printed, int[][] truth)
        : this(
            [
                .. truth.Select(
                    (row, at) => row.Select((count, cell) => Known(printed.Cells[at][cell].ValueOrNull?.Printed, count)).ToArray()
                ),
            ],
            [.. truth.Select((row, at) => Known(printed.Rows.Cells[at].ValueOrNull?.Printed, row.Sum()))],
            [.. truth[0].Select((_, at) => Known(printed.Columns.Cells[at].ValueOrNull?.Printed, truth.Sum(row => row[at])))],
            printed.Rows.Total.ValueOrNull is { Printed: var total } ? Visible(total) : (0, Unbounded)
        ) { }

    public CutAudit((long Low, long High)[][] cells, (long Low, long High)[] rows, (long Low, long High)[] columns, (long, long) total)
    {
        (_rows, _columns) = (rows.Length, columns.Length);
        _known = new (long, long)[_rows + _columns + 2, _rows + _columns + 2];
        for (var row = 0; row < _rows; row++)
        {
            _known[Source, Row(row)] = rows[row];
            for (var column = 0; column < _columns; column++)
                _known[Row(row), Column(column)] = cells[row][column];
        }

        for (var column = 0; column < _columns; column++)
            _known[Column(column), Sink] = columns[column];
        _known[Sink, Source] = total;
    }

    private static int Source => 0;

    private int Sink => _rows + _columns + 1;

    public (long Low, long High) Cell(int row, int column) => Feasible(Row(row), Column(column));

    public (long Low, long High) RowTotal(int row) => Feasible(Source, Row(row));

    public (long Low, long High) ColumnTotal(int column) => Feasible(Column(column), Sink);

    private static int Row(int row) => 1 + row;

    private int Column(int column) => 1 + _rows + column;

    private static (long Low, long High) Visible(int printed) => (Math.Max(8, printed - 2), printed + 2);

    private static (long Low, long High) Known(int? printed, int truth) =>
        printed is { } shown ? Visible(shown)
        : truth < 8 ? (0, 7)
        : (8, Unbounded);

    private (long Low, long High) Feasible(int from, int to) =>
        (
            Math.Max(_known[from, to].Low, -SmallestCut(from, to, to, from)),
            Math.Min(_known[from, to].High, SmallestCut(from, to, from, to))
        );

    // Over every set of nodes with one node inside and the other outside: the most that enters less the least that leaves, without the arc
    // itself. What a column adds depends on its own side only, so sets of the other nodes are enough.
    private long SmallestCut(int from, int to, int inside, int outside)
    {
        var smallest = long.MaxValue;
        for (var set = 0; set < 1 << (_rows + 2); set++)
        {
            if (!AreAllowed(set))
                continue;
            var sum = Term(Sink, Source, Has(set, Sink), Has(set, Source));
            for (var row = 0; row < _rows; row++)
                sum += Term(Source, Row(row), Has(set, Source), Has(set, Row(row)));
            for (var column = 0; column < _columns; column++)
                sum += Math.Min(OfColumn(set, Column(column), true), OfColumn(set, Column(column), false));
            smallest = Math.Min(smallest, sum);
        }

        return smallest;

        bool AreAllowed(int set)
        {
            for (var node = 0; node <= _rows; node++)
                if (!Allowed(node, Has(set, node)))
                    return false;
            return Allowed(Sink, Has(set, Sink));
        }

        bool Allowed(int node, bool side) => node == inside ? side : node != outside || !side;

        long OfColumn(int set, int column, bool side)
        {
            if (!Allowed(column, side))
                return long.MaxValue;
            var sum = Term(column, Sink, side, Has(set, Sink));
            for (var row = 0; row < _rows; row++)
                sum += Term(Row(row), column, Has(set, Row(row)), side);
            return sum;
        }

        long Term(int start, int end, bool startInside, bool endInside) =>
            startInside == endInside || (start, end) == (from, to) ? 0
            : startInside ? -_known[start, end].Low
            : _known[start, end].High;
    }

    private bool Has(int set, int node) => (set & (node == Sink ? 1 : 2 << node)) != 0;
}
