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

    private (long Low, long High) Feasible(int from, int to)
    {
        var known = _known[from, to];
        _known[from, to] = (0, 0);
        var interval = (Math.Max(known.Low, -SmallestCut(to, from)), Math.Min(known.High, SmallestCut(from, to)));
        _known[from, to] = known;
        return interval;
    }

    // Over every set of nodes with one node inside and the other outside: the most that enters less the least that leaves, without the arc
    // itself. What a column adds depends on its own side only, so sets of the other nodes are enough.
    private long SmallestCut(int inside, int outside)
    {
        var smallest = long.MaxValue;
        for (var set = 0; set < 1 << (_rows + 2); set++)
        {
            if ((!IsColumn(inside) && !Has(set, inside)) || (!IsColumn(outside) && Has(set, outside)))
                continue;
            var sum = Term(Sink, Source, Has(set, Sink), Has(set, Source));
            for (var row = 0; row < _rows; row++)
                sum += Term(Source, Row(row), Has(set, Source), Has(set, Row(row)));
            for (var column = Column(0); column < Sink; column++)
            {
                var (whenInside, whenOutside) = OfColumn(set, column);
                sum +=
                    column == inside ? whenInside
                    : column == outside ? whenOutside
                    : Math.Min(whenInside, whenOutside);
            }

            smallest = Math.Min(smallest, sum);
        }

        return smallest;
    }

    private (long WhenInside, long WhenOutside) OfColumn(int set, int column)
    {
        var (known, isSinkInside) = (_known[column, Sink], Has(set, Sink));
        var (whenInside, whenOutside) = (isSinkInside ? 0 : -known.Low, isSinkInside ? known.High : 0);
        for (var row = 0; row < _rows; row++)
        {
            known = _known[Row(row), column];
            if (Has(set, Row(row)))
                whenOutside -= known.Low;
            else
                whenInside += known.High;
        }

        return (whenInside, whenOutside);
    }

    private long Term(int start, int end, bool startInside, bool endInside) =>
        startInside == endInside ? 0
        : startInside ? -_known[start, end].Low
        : _known[start, end].High;

    private bool IsColumn(int node) => node > _rows && node < Sink;

    private bool Has(int set, int node) => (set & (node == Sink ? 1 : 2 << node)) != 0;
}
