using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Access;

/// <summary>
/// Which services are parts of one legal service, one level deep. Disclosure control counts parts and whole as one contributor.
/// </summary>
/// <param name="WholeOf">The whole of each part, both by id; empty when no service is a part.</param>
/// <remarks>Source: docs/disclosure.md, "Parts of one legal service".</remarks>
public sealed record ServiceParts(IReadOnlyDictionary<int, int> WholeOf)
{
    private const string All = "SELECT service_id AS Part, part_of AS Whole FROM service WHERE part_of IS NOT NULL ORDER BY name";

    public static async Task<ServiceParts> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return await ReadAsync(transaction, cancellation);
    }

    public static async Task<ServiceParts> ReadAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        new(
            (await transaction.Connection.QueryAsync<(int Part, int Whole)>(transaction.Command(All, null, cancellation))).ToDictionary(
                row => row.Part,
                row => row.Whole
            )
        );

    /// <summary>The parts of a service, by name.</summary>
    /// <param name="services">All services, by name.</param>
    public IEnumerable<Service> Of(Service whole, IEnumerable<Service> services) =>
        services.Where(service => WholeOf.TryGetValue(service.Id, out var id) && id == whole.Id);
}
