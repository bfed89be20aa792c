using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Tombstones;

/// <summary>Which services were erased as a whole, and when. Anybody who may see a service may know this.</summary>
public static class ErasedServices
{
    private const string Registered = "SELECT service_id FROM service";

    private const string Whole = "SELECT service_id AS ServiceId, erased_at AS At FROM erasure WHERE case_key IS NULL";

    /// <summary>By id, with the moment (UTC); empty if there are none.</summary>
    public static async Task<IReadOnlyDictionary<int, DateTimeOffset>> ReadAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var transaction = await BeginAllAsync(database, cancellation);
        return (
            await transaction.Connection.QueryAsync<(int ServiceId, DateTime At)>(transaction.Command(Whole, null, cancellation))
        ).ToDictionary(row => row.ServiceId, row => new DateTimeOffset(DateTime.SpecifyKind(row.At, DateTimeKind.Utc)));
    }

    /// <summary>
    /// A transaction that sees the erasures of every service, for administrators and for the start. Read nothing else in it.
    /// </summary>
    internal static async Task<PortalTransaction> BeginAllAsync(PortalDatabase database, CancellationToken cancellation)
    {
        int[] services;
        await using (var registry = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation))
            services = [.. await registry.Connection.QueryAsync<int>(registry.Command(Registered, null, cancellation))];
        return await PortalTransaction.BeginAsync(
            database.ForJob("READ_ERASURES").Application,
            new Scope(services),
            cancellation,
            System.Data.IsolationLevel.RepeatableRead
        );
    }
}
