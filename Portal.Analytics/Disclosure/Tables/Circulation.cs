namespace Portal.Analytics.Disclosure.Tables;

/// <summary>
/// People that flow along arcs, each within what is known of it, so that as many leave every node as come to it. Flows change by whole
/// numbers along residual paths, so the ends of a feasible interval are exact; the search starts from the truth.
/// </summary>
internal sealed class Circulation(int nodes)
{
    private readonly Bounds[,] _known = new Bounds[nodes, nodes];
    private readonly long[,] _truth = new long[nodes, nodes];

    /// <summary>Sets what is known of an arc, and how many there truly are.</summary>
    public void Set(int from, int to, Bounds known, long truth) => (_known[from, to], _truth[from, to]) = (known, truth);

    /// <summary>Changes what is known of an arc.</summary>
    public void Assume(int from, int to, Bounds known) => _known[from, to] = known;

    /// <summary>All values of one arc for which the rest can be completed.</summary>
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

    private long Back(long[,] flow, int from, int to) => flow[to, from] - _known[to, from].Low;

    private long Room(long[,] flow, int from, int to) => _known[from, to].High - flow[from, to] + Back(flow, from, to);

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
