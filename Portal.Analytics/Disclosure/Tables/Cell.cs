namespace Portal.Analytics.Disclosure.Tables;

internal enum CellState
{
    // Impossible by design: everybody knows that it is zero.
    Impossible,
    Visible,

    // Below the smallest count that is shown, which an attacker is taken to know.
    Small,

    // Not small: hidden to protect another cell, or a class.
    Covering,

    // Hidden by a rule on contributors, whatever its size.
    Barred,
}

// One cell on its way to release: its true count, what is decided about it, and why.
internal sealed class Cell
{
    private readonly DisclosurePolicy _policy;

    public Cell(int? count, WithheldBecause? barred, DisclosurePolicy policy)
    {
        _policy = policy;
        Count = count ?? 0;
        (State, Reason) =
            count is null ? (CellState.Impossible, null)
            : count < policy.SmallestShown ? (CellState.Small, WithheldBecause.SmallCount)
            : barred is null ? (CellState.Visible, (WithheldBecause?)null)
            : (CellState.Barred, barred);
    }

    public static Cell[] Line(IReadOnlyList<int?> counts, IReadOnlyList<WithheldBecause?>? barred, DisclosurePolicy policy)
    {
        if (counts.Any(count => count < 0))
            throw new ArgumentOutOfRangeException(nameof(counts), "A count is at least 0.");
        if (barred is not null && barred.Count != counts.Count)
            throw new ArgumentException("There is one entry for each cell.", nameof(barred));
        return [.. counts.Select((count, place) => new Cell(count, barred?[place], policy))];
    }

    public static Cell[][] Grid(
        IReadOnlyList<IReadOnlyList<int?>> counts,
        IReadOnlyList<IReadOnlyList<WithheldBecause?>>? barred,
        DisclosurePolicy policy
    )
    {
        if (counts.Count == 0 || counts.Any(row => row.Count != counts[0].Count))
            throw new ArgumentException("There is a row, and every row has a cell for every column.", nameof(counts));
        if (barred is not null && barred.Count != counts.Count)
            throw new ArgumentException("There is one entry for each cell.", nameof(barred));
        return [.. counts.Select((row, place) => Line(row, barred?[place], policy))];
    }

    public int Count { get; }

    public CellState State { get; private set; }

    public WithheldBecause? Reason { get; private set; }

    public int Printed => _policy.Round(Count);

    public bool IsVisible => State == CellState.Visible;

    public bool NeedsWidth => State is CellState.Small or CellState.Barred;

    public Bounds Known =>
        State switch
        {
            CellState.Visible => _policy.Printed(Printed),
            CellState.Small => new Bounds(0, _policy.SmallestShown - 1),
            CellState.Covering => Covered,
            CellState.Barred => new Bounds(0, Bounds.Unbounded),
            _ => Bounds.Of(0),
        };

    // What is known about a visible cell once it is hidden.
    public Bounds Covered => new(_policy.SmallestShown, Bounds.Unbounded);

    public Disclosed<ReleasedCount> Released =>
        State switch
        {
            CellState.Visible => Disclosed<ReleasedCount>.Show(new ReleasedCount(Printed)),
            CellState.Impossible => Disclosed<ReleasedCount>.Impossible,
            _ => Disclosed<ReleasedCount>.Withheld,
        };

    public bool IsClassOf(int printedTotal) =>
        IsVisible && printedTotal < _policy.ClassTotalBelow && Printed > _policy.ClassLimit * printedTotal;

    // A hidden cell keeps its first reason, and an impossible one stays impossible.
    public void Hide(WithheldBecause because)
    {
        if (IsVisible)
            (State, Reason) = (CellState.Covering, because);
    }
}
