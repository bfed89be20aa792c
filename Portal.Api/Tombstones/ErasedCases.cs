using System.Collections.Frozen;
using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Tombstones;

/// <summary>The tombstones of one service: what must not come in again.</summary>
public sealed class ErasedCases
{
    /// <summary>Of a service of which nothing was erased, and for checks without the database.</summary>
    public static readonly ErasedCases None = new(0, 0, FrozenSet<string>.Empty, null);

    /// <summary>A whole service was erased.</summary>
    public static readonly Refusal ServiceErased = new(
        StatusCodes.Status409Conflict,
        "SERVICE_ERASED",
        "This service was erased from the portal, so no extract of it is checked or taken any more. Nothing was stored. The network team can tell you more."
    );

    private const string Tombstones = "SELECT case_key FROM erasure WHERE service_id = @ServiceId";

    private const string HowMany = "SELECT count(*)::int FROM erasure WHERE service_id = @ServiceId";

    private readonly int _serviceId;
    private readonly FrozenSet<string> _keys;
    private readonly CaseKeys? _secret;

    private ErasedCases(int serviceId, int count, FrozenSet<string> keys, CaseKeys? secret)
    {
        _serviceId = serviceId;
        Count = count;
        _keys = keys;
        _secret = secret;
    }

    /// <summary>Tombstones of the service; none is ever taken away, so the same number later means the same ones.</summary>
    public int Count { get; }

    public bool IsServiceErased => Count > _keys.Count;

    /// <summary>Whether the case was erased.</summary>
    /// <param name="caseRef">The reference exactly as in the file.</param>
    public bool Contains(string caseRef) => _secret is not null && _keys.Contains(_secret.Of(_serviceId, caseRef));

    /// <summary>Reads in the scope of the transaction.</summary>
    public static async Task<ErasedCases> ReadAsync(PortalTransaction transaction, int serviceId, CancellationToken cancellation)
    {
        var keys = (
            await transaction.Connection.QueryAsync<string?>(transaction.Command(Tombstones, new { ServiceId = serviceId }, cancellation))
        ).AsList();
        return keys.Count == 0
            ? None
            : new ErasedCases(
                serviceId,
                keys.Count,
                keys.OfType<string>().ToFrozenSet(StringComparer.Ordinal),
                await CaseKeys.ReadAsync(transaction, cancellation)
            );
    }

    /// <summary>Reads in a transaction of its own.</summary>
    public static async Task<ErasedCases> ReadAsync(PortalDatabase database, int serviceId, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([serviceId]), cancellation);
        return await ReadAsync(transaction, serviceId, cancellation);
    }

    /// <summary>Whether tombstones were added since <paramref name="seen"/> of them were read: cheap enough to ask before anything is stored.</summary>
    public static async Task<bool> HaveGrownAsync(PortalTransaction transaction, int serviceId, int seen, CancellationToken cancellation) =>
        await transaction.Connection.ExecuteScalarAsync<int>(transaction.Command(HowMany, new { ServiceId = serviceId }, cancellation))
        != seen;
}
