using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;

namespace Portal.Api.Calendar;

/// <summary>From when extracts are expected of a service.</summary>
public static class ServiceOpening
{
    private const string Opened = "SELECT opened FROM service WHERE service_id = @Id";

    public static async Task<DateOnly> ReadAsync(PortalDatabase database, Service service, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return await transaction.Connection.ExecuteScalarAsync<DateOnly>(transaction.Command(Opened, new { service.Id }, cancellation));
    }
}
