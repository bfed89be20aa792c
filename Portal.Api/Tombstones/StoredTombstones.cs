using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Tombstones;

/// <summary>Reads what the database knows of erased cases; the check itself needs no database.</summary>
public static class StoredTombstones
{
    private const string Secret = "SELECT secret FROM case_key";

    private const string OfService = "SELECT case_key, seen_key FROM erasure WHERE service_id = @ServiceId";

    private const string HowMany = "SELECT count(*)::int FROM erasure WHERE service_id = @ServiceId";

    /// <summary>Reads the portal's one secret.</summary>
    /// <param name="transaction">Of the application role or of the release role.</param>
    public static async Task<CaseKeys> KeysAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        new(await transaction.Connection.QuerySingleAsync<byte[]>(transaction.Command(Secret, null, cancellation)));

    /// <summary>The tombstones of the service, read in the scope of the transaction.</summary>
    public static async Task<ErasedCases> ReadAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation)
    {
        var tombstones = (
            await transaction.Connection.QueryAsync<(string? Case, string? Seen)>(
                transaction.Command(OfService, new { ServiceId = serviceId }, cancellation)
            )
        ).AsList();
        return tombstones.Count == 0
            ? ErasedCases.None
            : new ErasedCases(serviceId, tombstones, await KeysAsync(transaction, cancellation));
    }

    /// <summary>The tombstones of the service, read in a transaction of its own.</summary>
    public static async Task<ErasedCases> ReadAsync(PortalDatabase database, int serviceId, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([serviceId]), cancellation);
        return await ReadAsync(transaction, serviceId, cancellation);
    }

    /// <summary>Whether tombstones were added after <paramref name="seen"/> of them were read. Cheap, so every write can ask.</summary>
    public static async Task<bool> HaveGrownAsync(PortalTransaction transaction, int serviceId, int seen, CancellationToken cancellation) =>
        await transaction.Connection.ExecuteScalarAsync<int>(transaction.Command(HowMany, new { ServiceId = serviceId }, cancellation))
        != seen;
}
