namespace Portal.Analytics.Disclosure;

// A two-way table as a circulation of people, from total to rows to columns and back, with the known bounds of each arc. Flows change by
// whole numbers along residual paths, so the ends of a feasible interval are exact; the search starts from the true table.
internal sealed class TransportAudit
{
    private readonly int rows;
    private readonly int nodes;
    private readonly Bounds[,] known;
    private readonly long[,] truth;

    public TransportAudit(Cell[][] cells, IReadOnlyList<Cell> rowMargin, IReadOnlyList<Cell> columnMargin, Bounds total)
    {
        rows = rowMargin.Count;
        nodes = rows + columnMargin.Count + 2;
        known = new Bounds[nodes, nodes];
        truth = new long[nodes, nodes];
        for (var row = 0; row < rows; row++)
        {
            Set(Source, RowNode(row), rowMargin[row]);
            for (var column = 0; column < columnMargin.Count; column++)
                Set(RowNode(row), ColumnNode(column), cells[row][column]);
        }

        for (var column = 0; column < columnMargin.Count; column++)
            Set(ColumnNode(column), Sink, columnMargin[column]);
        known[Sink, Source] = total;
        truth[Sink, Source] = rowMargin.Sum(cell => cell.Count);
    }

    public const int Source = 0;

    public int Sink => nodes - 1;

    public static int RowNode(int row) => 1 + row;

    public int ColumnNode(int column) => 1 + rows + column;

    public void Assume(int row, int column, Bounds bounds) => known[RowNode(row), ColumnNode(column)] = bounds;

    /// <summary>All values of one arc for which the rest of the table can be completed.</summary>
    public Bounds Feasible(int from, int to)
    {
        var flow = (long[,])truth.Clone();
        while (flow[from, to] < known[from, to].High && Path(flow, to, from, from, to) is { } path)
            flow[from, to] += Push(flow, path, known[from, to].High - flow[from, to]);
        var high = flow[from, to];
        while (flow[from, to] > known[from, to].Low && Path(flow, from, to, from, to) is { } path)
            flow[from, to] -= Push(flow, path, flow[from, to] - known[from, to].Low);
        return new Bounds(flow[from, to], high);
    }

    private void Set(int from, int to, Cell cell) => (known[from, to], truth[from, to]) = (cell.Known, cell.Count);

    private long Back(long[,] flow, int from, int to) => flow[to, from] - known[to, from].Low;

    private long Room(long[,] flow, int from, int to) => known[from, to].High - flow[from, to] + Back(flow, from, to);

    // Breadth first, and never along the arc in question.
    private List<int>? Path(long[,] flow, int start, int end, int arcFrom, int arcTo)
    {
        var before = Enumerable.Repeat(-1, nodes).ToArray();
        before[start] = start;
        var reached = new Queue<int>([start]);
        while (before[end] < 0 && reached.TryDequeue(out var node))
            for (var next = 0; next < nodes; next++)
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
