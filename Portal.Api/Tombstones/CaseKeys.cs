using System.Security.Cryptography;
using System.Text;
using Dapper;
using Portal.Api.Database;

namespace Portal.Api.Tombstones;

/// <summary>Keyed hashes that stand for cases where their references must not: on tombstones and in the ledger of releases.</summary>
public sealed class CaseKeys
{
    private const string Secret = "SELECT secret FROM case_key";

    private readonly byte[] _secret;

    private CaseKeys(byte[] secret) => _secret = secret;

    /// <summary>Reads the portal's one secret.</summary>
    /// <param name="transaction">Of the application role or of the release role.</param>
    public static async Task<CaseKeys> ReadAsync(PortalTransaction transaction, CancellationToken cancellation) =>
        new(await transaction.Connection.QuerySingleAsync<byte[]>(transaction.Command(Secret, null, cancellation)));

    /// <summary>Tells databases apart by their secret, without telling it: what is written outside the database carries it. 32 hexadecimal digits.</summary>
    public string DatabaseMark => Of(0, "");

    /// <summary>The name of one case that tells nothing about its reference to whoever lacks the secret.</summary>
    /// <param name="serviceId">The service; its id, since codes may be renamed.</param>
    /// <param name="caseRef">The reference exactly as stored.</param>
    /// <returns>The first 128 bits of HMAC-SHA256 as 32 lower-case hexadecimal digits.</returns>
    public string Of(int serviceId, string caseRef)
    {
        // The id is of fixed length, so that no reference can be mistaken for another service's.
        var message = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(caseRef)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(message, serviceId);
        Encoding.UTF8.GetBytes(caseRef, message.AsSpan(sizeof(int)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(_secret, message).AsSpan(0, 16));
    }
}
