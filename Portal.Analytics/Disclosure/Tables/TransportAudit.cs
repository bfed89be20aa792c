namespace Portal.Analytics.Disclosure.Tables;

// A two-way table as a circulation of people, from total to rows to columns and back, with the known bounds of each arc.
internal sealed class TransportAudit
{
    public const int Source = 0;

    private readonly int _rows;
    private readonly Circulation _people;

    public TransportAudit(Cell[][] cells, IReadOnlyList<Cell> rowMargin, IReadOnlyList<Cell> columnMargin, Bounds total)
    {
        _rows = rowMargin.Count;
        Sink = _rows + columnMargin.Count + 1;
        _people = new Circulation(Sink + 1);
        for (var row = 0; row < _rows; row++)
        {
            Set(Source, RowNode(row), rowMargin[row]);
            for (var column = 0; column < columnMargin.Count; column++)
                Set(RowNode(row), ColumnNode(column), cells[row][column]);
        }

        for (var column = 0; column < columnMargin.Count; column++)
            Set(ColumnNode(column), Sink, columnMargin[column]);
        _people.Set(Sink, Source, total, rowMargin.Sum(cell => cell.Count));
    }

    public int Sink { get; }

    public static int RowNode(int row) => 1 + row;

    public int ColumnNode(int column) => 1 + _rows + column;

    public void Assume(int row, int column, Bounds bounds) => _people.Assume(RowNode(row), ColumnNode(column), bounds);

    /// <summary>All values of one arc for which the rest of the table can be completed.</summary>
    public Bounds Feasible(int from, int to) => _people.Feasible(from, to);

    private void Set(int from, int to, Cell cell) => _people.Set(from, to, cell.Known, cell.Count);
}
