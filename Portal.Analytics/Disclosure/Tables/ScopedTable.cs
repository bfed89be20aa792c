namespace Portal.Analytics.Disclosure.Tables;

/// <summary>A count of one scope as a reader finds it.</summary>
public enum ScopedState
{
    /// <summary>Printed.</summary>
    Visible,

    /// <summary>Hidden because it is small, which a reader is taken to know.</summary>
    Small,

    /// <summary>Hidden for another cell's sake, and so not small.</summary>
    Covering,

    /// <summary>Hidden for a reason that tells nothing of its size.</summary>
    Unknown,
}

/// <summary>A true count and how a reader finds it.</summary>
/// <param name="Count">At least 0.</param>
/// <param name="State">Of the printed form.</param>
public readonly record struct ScopedCount(int Count, ScopedState State);

/// <summary>A table in one scope.</summary>
/// <param name="Cells">In catalogue order; every case is in one of them.</param>
/// <param name="Total">Of all cells; Unknown when it is not printed.</param>
/// <param name="Own">For each service, how many of each cell are its own people.</param>
public sealed record ScopeColumn(IReadOnlyList<ScopedCount> Cells, ScopedCount Total, IReadOnlyList<IReadOnlyList<int>> Own);

/// <summary>The same table for the network and for its parts in two ways: each case is in one nation and in one kind of host.</summary>
/// <param name="Whole">The network.</param>
/// <param name="Splits">The parts of each way; those of one way add up to the network.</param>
public sealed record ScopedTable(ScopeColumn Whole, IReadOnlyList<IReadOnlyList<ScopeColumn>> Splits);

/// <summary>A hidden count for which too few values are left.</summary>
/// <param name="Split">Which way of parting the network, or <c>null</c> for the network itself.</param>
/// <param name="Scope">Which part; 0 for the network.</param>
/// <param name="Cell">Its place in the table.</param>
public readonly record struct NarrowCell(int? Split, int Scope, int Cell);
