using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Calendar;

/// <summary>For which quarters extracts are expected of a service.</summary>
/// <param name="Opened">The day on which it opened.</param>
/// <param name="LastPeriod">The last quarter of a service that is closed; <c>null</c> while it is open.</param>
public sealed record ServiceLife(DateOnly Opened, Quarter? LastPeriod = null)
{
    private const string Registered = "SELECT opened, last_period AS LastPeriod FROM service WHERE service_id = @Id";

    public static async Task<ServiceLife> ReadAsync(PortalDatabase database, Service service, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        var (opened, last) = await transaction.Connection.QuerySingleAsync<(DateOnly, string?)>(
            transaction.Command(Registered, new { service.Id }, cancellation)
        );
        return Of(opened, last);
    }

    /// <param name="lastPeriod">As the registry keeps it.</param>
    internal static ServiceLife Of(DateOnly opened, string? lastPeriod) =>
        new(opened, Quarter.TryParse(lastPeriod, out var last) ? last : null);

    /// <summary>Whether the service had ended before the quarter began.</summary>
    public bool IsOverBefore(Quarter quarter) => quarter > LastPeriod;

    /// <summary>Whether an extract of the quarter is expected.</summary>
    public bool Covers(Quarter quarter) => Opened < quarter.Before.FirstDay && !IsOverBefore(quarter);
}
