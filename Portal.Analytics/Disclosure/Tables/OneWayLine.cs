namespace Portal.Analytics.Disclosure.Tables;

// A table of one dimension on its way to release, as its readers see it: somebody who knows nobody in it, and each service, which knows its
// own people.
internal sealed class OneWayLine(Cell[] cells, IReadOnlyList<IReadOnlyList<int>> own)
{
    public const int Nobody = 0;

    public Cell[] Cells => cells;

    public IReadOnlyList<IReadOnlyList<int>> Own => own;

    public int Readers => 1 + own.Count;

    public Bounds Sum(int reader, Cell? hidden)
    {
        var sum = Bounds.Of(0);
        for (var place = 0; place < cells.Length; place++)
        {
            var one = Known(place, reader, hidden);
            sum = new Bounds(sum.Low + one.Low, sum.High + one.High);
        }

        return sum;
    }

    // What the total leaves for a cell when the others are as large and as small as possible.
    public bool IsSafe(Func<int, Bounds> total, DisclosurePolicy policy, Cell? hidden = null)
    {
        if (!cells.Any(cell => cell.NeedsWidth))
            return true;
        for (var reader = 0; reader < Readers; reader++)
        {
            var (sum, left) = (Sum(reader, hidden), total(reader));
            for (var place = 0; place < cells.Length; place++)
                if (cells[place].NeedsWidth)
                {
                    var known = Known(place, reader, hidden);
                    var feasible = known.And(new Bounds(left.Low - (sum.High - known.High), left.High - (sum.Low - known.Low)));
                    // Of seven people at most, a service with three of its own knows that four are left. Nothing can hide that from it.
                    if (feasible.Width < Math.Min(policy.FeasibleWidth, known.Width))
                        return false;
                }
        }

        return true;
    }

    private Bounds Known(int place, int reader, Cell? hidden)
    {
        var cell = cells[place];
        var known = cell == hidden ? cell.Covered : cell.Known;
        return reader == Nobody ? known : known.And(new Bounds(own[reader - 1][place], Bounds.Unbounded));
    }
}
