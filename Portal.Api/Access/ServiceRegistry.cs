using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Access;

/// <summary>All services by name; anybody who is signed in may see this list.</summary>
public static class ServiceRegistry
{
    private const string All = "SELECT service_id AS Id, code, name, nation, host, false AS IsLed FROM service ORDER BY name";

    /// <summary>The service with this code, in any case; <c>null</c> when there is none.</summary>
    public static async Task<Service?> FindAsync(PortalDatabase database, string? code, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return (await AllAsync(transaction, cancellation)).FirstOrDefault(service =>
            string.Equals(service.Code, code, StringComparison.OrdinalIgnoreCase)
        );
    }

    public static async Task<IReadOnlyList<Service>> AllAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        (await transaction.Connection.QueryAsync<Service>(transaction.Command(All, null, cancellation))).AsList();
}
