using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Records;

/// <summary>How a transaction joins the rows of a whole service.</summary>
internal static class RowJoins
{
    // With keys of three columns the planner expects one row where there are thousands, and a nested loop over those takes minutes.
    public const string ByHash = "SET LOCAL enable_nestloop = off";

    /// <summary>Joins by hash or by sorting until the transaction ends.</summary>
    public static Task UseAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        transaction.Connection.ExecuteAsync(transaction.Command(ByHash, null, cancellation));
}
