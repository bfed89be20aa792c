using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Access;

/// <summary>All services by name; anybody who is signed in may see this list.</summary>
public static class ServiceRegistry
{
    private const string All = "SELECT service_id AS Id, code, name, nation, host FROM service ORDER BY name";

    public static async Task<IReadOnlyList<Service>> AllAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        (await transaction.Connection.QueryAsync<Service>(transaction.Command(All, null, cancellation))).AsList();
}
