namespace Portal.Analytics.Disclosure.Tables;

// A two-way table as a circulation of people, from total to rows to columns and back, with the known bounds of each arc. Flows change by
// whole numbers along residual paths, so the ends of a feasible interval are exact; the search starts from the true table.
internal sealed class TransportAudit
{
    private readonly int _rows;
    private readonly int _nodes;
    private readonly Bounds[,] _known;
    private readonly long[,] _truth;

    public TransportAudit(Cell[][] cells, IReadOnlyList<Cell> rowMargin, IReadOnlyList<Cell> columnMargin, Bounds total)
    {
        _rows = rowMargin.Count;
        _nodes = _rows + columnMargin.Count + 2;
        _known = new Bounds[_nodes, _nodes];
        _truth = new long[_nodes, _nodes];
        for (var row = 0; row < _rows; row++)
        {
            Set(Source, RowNode(row), rowMargin[row]);
            for (var column = 0; column < columnMargin.Count; column++)
                Set(RowNode(row), ColumnNode(column), cells[row][column]);
        }

        for (var column = 0; column < columnMargin.Count; column++)
            Set(ColumnNode(column), Sink, columnMargin[column]);
        _known[Sink, Source] = total;
        _truth[Sink, Source] = rowMargin.Sum(cell => cell.Count);
    }

    public const int Source = 0;

    public int Sink => _nodes - 1;

    public static int RowNode(int row) => 1 + row;

    public int ColumnNode(int column) => 1 + _rows + column;

    public void Assume(int row, int column, Bounds bounds) => _known[RowNode(row), ColumnNode(column)] = bounds;

    /// <summary>All values of one arc for which the rest of the table can be completed.</summary>
    public Bounds Feasible(int from, int to)
    {
        var flow = (long[,])_truth.Clone();
        while (flow[from, to] < _known[from, to].High && Path(flow, to, from, from, to) is { } path)
            flow[from, to] += Push(flow, path, _known[from, to].High - flow[from, to]);
        var high = flow[from, to];
        while (flow[from, to] > _known[from, to].Low && Path(flow, from, to, from, to) is { } path)
            flow[from, to] -= Push(flow, path, flow[from, to] - _known[from, to].Low);
        return new Bounds(flow[from, to], high);
    }

    private void Set(int from, int to, Cell cell) => (_known[from, to], _truth[from, to]) = (cell.Known, cell.Count);

    private long Back(long[,] flow, int from, int to) => flow[to, from] - _known[to, from].Low;

    private long Room(long[,] flow, int from, int to) => _known[from, to].High - flow[from, to] + Back(flow, from, to);

    // Breadth first, and never along the arc in question.
    private List<int>? Path(long[,] flow, int start, int end, int arcFrom, int arcTo)
    {
        var before = Enumerable.Repeat(-1, _nodes).ToArray();
        before[start] = start;
        var reached = new Queue<int>([start]);
        while (before[end] < 0 && reached.TryDequeue(out var node))
            for (var next = 0; next < _nodes; next++)
                if (before[next] < 0 && (node, next) != (arcFrom, arcTo) && (next, node) != (arcFrom, arcTo) && Room(flow, node, next) > 0)
                {
                    before[next] = node;
                    reached.Enqueue(next);
                }

        if (before[end] < 0)
            return null;
        var path = new List<int> { end };
        while (path[^1] != start)
            path.Add(before[path[^1]]);
        path.Reverse();
        return path;
    }

    private long Push(long[,] flow, List<int> path, long most)
    {
        var steps = path.Zip(path.Skip(1)).ToArray();
        var amount = steps.Min(step => Room(flow, step.First, step.Second));
        amount = Math.Min(amount, most);
        foreach (var (from, to) in steps)
        {
            var undone = Math.Min(amount, Back(flow, from, to));
            flow[to, from] -= undone;
            flow[from, to] += amount - undone;
        }

        return amount;
    }
}
