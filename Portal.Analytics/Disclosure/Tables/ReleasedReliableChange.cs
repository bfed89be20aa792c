namespace Portal.Analytics.Disclosure.Tables;

/// <summary>How many reliably improved, did not change or deteriorated, as a protected three-cell table.</summary>
/// <remarks>Source: docs/disclosure.md, "Means, effect sizes, percentiles", rule 5.</remarks>
public sealed record ReleasedReliableChange
{
    private ReleasedReliableChange(ReleasedOneWay table) =>
        (Improved, NoChange, Deteriorated, Total) = (table.Cells[0], table.Cells[1], table.Cells[2], table.Total);

    /// <summary>People who improved by more than measurement error.</summary>
    public Disclosed<ReleasedCount> Improved { get; }

    /// <summary>People whose change is within measurement error.</summary>
    public Disclosed<ReleasedCount> NoChange { get; }

    /// <summary>People who deteriorated by more than measurement error.</summary>
    public Disclosed<ReleasedCount> Deteriorated { get; }

    /// <summary>All of them.</summary>
    public Disclosed<ReleasedTotal> Total { get; }

    /// <summary>The table to protect, alone or with others of the same people.</summary>
    /// <param name="improved">People who improved, at least 0.</param>
    /// <param name="noChange">People without reliable change, at least 0.</param>
    /// <param name="deteriorated">People who deteriorated, at least 0.</param>
    public static OneWayTable Table(int improved, int noChange, int deteriorated) => OneWayTable.Of(improved, noChange, deteriorated);

    /// <summary>Names the cells of the protected table.</summary>
    /// <param name="table">The protected form of <see cref="Table"/>.</param>
    /// <exception cref="ArgumentException">The table does not have three cells.</exception>
    public static ReleasedReliableChange Of(ReleasedOneWay table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Cells.Count == 3
            ? new ReleasedReliableChange(table)
            : throw new ArgumentException("Reliable change has three cells.", nameof(table));
    }
}
