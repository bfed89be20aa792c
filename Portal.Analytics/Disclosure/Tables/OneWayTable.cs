using Portal.Analytics.Disclosure.Contributors;

namespace Portal.Analytics.Disclosure.Tables;

/// <summary>True counts of one dimension, in catalogue order. Together they are the table's total.</summary>
/// <param name="Counts">Counts of at least 0; <c>null</c> for a cell that is impossible by design.</param>
/// <param name="Barred">
/// For each cell, the rule that withholds it whatever its size, from <see cref="ContributorRule"/> or <see cref="OverlapRule"/>;
/// <c>null</c> when no cell has one.
/// </param>
/// <param name="Own">
/// For each service, how many of each cell are its own people, whom it knows; <c>null</c> when no service reads the table. Tables that are
/// protected together list the same services in the same order.
/// </param>
public sealed record OneWayTable(
    IReadOnlyList<int?> Counts,
    IReadOnlyList<WithheldBecause?>? Barred = null,
    IReadOnlyList<IReadOnlyList<int>>? Own = null
)
{
    /// <summary>A table without impossible or barred cells.</summary>
    /// <param name="counts">Counts of at least 0.</param>
    public static OneWayTable Of(params IEnumerable<int> counts) => new([.. counts.Select(count => (int?)count)]);

    internal OneWayLine Line(DisclosurePolicy policy)
    {
        var cells = Cell.Line(Counts, Barred, policy);
        var own = Own ?? [];
        if (own.Any(rows => rows.Count != cells.Length || rows.Zip(cells).Any(one => one.First < 0 || one.First > one.Second.Count)))
            throw new ArgumentException("A service's own people are some of each cell's.");
        return new OneWayLine(cells, own);
    }
}

/// <summary>A protected table of one dimension.</summary>
/// <remarks>Source: docs/disclosure.md, "Counts".</remarks>
public sealed record ReleasedOneWay
{
    internal ReleasedOneWay(IReadOnlyList<Disclosed<ReleasedCount>> cells, Disclosed<ReleasedTotal> total) =>
        (Cells, Total) = (cells, total);

    /// <summary>The cells in catalogue order.</summary>
    public IReadOnlyList<Disclosed<ReleasedCount>> Cells { get; }

    /// <summary>The total, rounded from the true total.</summary>
    public Disclosed<ReleasedTotal> Total { get; }

    /// <summary>The table in the policy's notation: "60, 10, c; total 75".</summary>
    public override string ToString() => $"{string.Join(", ", Cells)}; total {Total}";
}

/// <summary>A protected table of one dimension, with the reasons for the preview of a release. Two-way tables use it as a margin.</summary>
public sealed record ProtectedOneWay
{
    internal ProtectedOneWay(IReadOnlyList<Cell> cells, Bounds total, Disclosed<ReleasedTotal> printedTotal, WithheldBecause? totalReason)
    {
        Cells = cells;
        Total = total;
        TotalReason = totalReason;
        Released = new ReleasedOneWay([.. cells.Select(cell => cell.Released)], printedTotal);
        Reasons = [.. cells.Select(cell => cell.Reason)];
    }

    /// <summary>The part that other services may see.</summary>
    public ReleasedOneWay Released { get; }

    /// <summary>For each cell, why it is withheld; <c>null</c> when it is shown or impossible.</summary>
    public IReadOnlyList<WithheldBecause?> Reasons { get; }

    /// <summary>Why the total is withheld, or <c>null</c> when it is shown.</summary>
    public WithheldBecause? TotalReason { get; }

    internal IReadOnlyList<Cell> Cells { get; }

    // What all tables with this total reveal about it.
    internal Bounds Total { get; }
}
