namespace Portal.Api.Records;

/// <summary>How a transaction joins the rows of a whole service.</summary>
internal static class RowJoins
{
    // With keys of three columns the planner expects one row where there are thousands, and a nested loop over those takes minutes.
    public const string ByHash = "SET LOCAL enable_nestloop = off";
}
