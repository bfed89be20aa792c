using Dapper;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.OptIn;

/// <summary>Whose families may be part of figures that cross services, and which services count together as one contributor.</summary>
public static class PooledServices
{
    private const string OptedIn = """
        SELECT service_id FROM pooling_opt_in
        WHERE year BETWEEN @First AND @Last
        GROUP BY service_id
        HAVING count(*) = @Last - @First + 1
        """;

    private const string Legal = "SELECT service_id AS Part, COALESCE(part_of, service_id) AS Whole FROM service";

    /// <summary>
    /// The services that opted in for every calendar year that the window touches; all others stay out of the whole window.
    /// </summary>
    /// <param name="transaction">Of the network or release role, which see all services; the application role sees only its own.</param>
    /// <param name="window">Any window; December 2024 to January 2025 touches two years.</param>
    /// <returns>Ids of services; empty when none opted in for all those years.</returns>
    public static async Task<IReadOnlySet<int>> OptedInAsync(
        PortalTransaction transaction,
        Window window,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<int>(
                transaction.Command(OptedIn, new { First = window.From.Year, Last = window.Before.Plus(-1).Year }, cancellation)
            )
        ).ToHashSet();

    /// <summary>For every registered service, the id of its legal service: its own id, or that of the whole it is a part of.</summary>
    /// <param name="transaction">Of any role, since all may read the registry.</param>
    public static async Task<IReadOnlyDictionary<int, int>> LegalServiceAsync(
        PortalTransaction transaction,
        CancellationToken cancellation
    ) =>
        (await transaction.Connection.QueryAsync<LegalRow>(transaction.Command(Legal, null, cancellation))).ToDictionary(
            row => row.Part,
            row => row.Whole
        );

    private sealed record LegalRow(int Part, int Whole);
}
