using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Api.Extracts;

namespace Portal.Api.Tombstones;

/// <summary>Keyed hashes that stand for cases on tombstones and in the ledger of releases, where no reference may be kept.</summary>
/// <param name="secret">The portal's one secret.</param>
public sealed class CaseKeys(byte[] secret)
{
    /// <summary>Tells databases apart without giving the secret away; files outside the database carry it. 32 hexadecimal digits.</summary>
    public string DatabaseMark => Of(0, "");

    /// <summary>The name of one case; without the secret it says nothing about the reference.</summary>
    /// <param name="serviceId">The service; its id, since codes may be renamed.</param>
    /// <param name="caseRef">The reference exactly as stored.</param>
    /// <returns>The first 128 bits of HMAC-SHA256 as 32 lower-case hexadecimal digits.</returns>
    public string Of(int serviceId, string caseRef)
    {
        // The id has a fixed length, so that no reference can be mistaken for another service's.
        var message = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(caseRef)];
        BinaryPrimitives.WriteInt32BigEndian(message, serviceId);
        Encoding.UTF8.GetBytes(caseRef, message.AsSpan(sizeof(int)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(secret, message).AsSpan(0, 16));
    }

    /// <summary>
    /// The name that references which look alike have in common, see <see cref="References.Seen"/>. It is nobody's <see cref="Of"/>.
    /// </summary>
    /// <returns>As <see cref="Of"/>.</returns>
    // No reference holds a line end.
    public string OfSeen(int serviceId, string caseRef) => Of(serviceId, "\n" + References.Seen(caseRef));

    /// <summary>The name of a family's cases together; another when a case joins or leaves, since its scores may be others then.</summary>
    /// <param name="serviceId">The service; its id, since codes may be renamed.</param>
    /// <param name="caseRefs">The references exactly as stored, in order; one case has the name of the case.</param>
    /// <returns>As <see cref="Of"/>.</returns>
    // No reference holds a line end.
    public string OfFamily(int serviceId, IEnumerable<string> caseRefs) => Of(serviceId, string.Join('\n', caseRefs));

    /// <summary>
    /// A fingerprint of the values that a case contributes to a figure: another when one of them changes, and it says nothing about them
    /// without the secret.
    /// </summary>
    /// <param name="caseKey">The name of the case or family.</param>
    /// <param name="what">What the values are; the same values of something else have another fingerprint.</param>
    /// <param name="values">The values; differences below a millionth are round-off.</param>
    /// <returns>32 bits of HMAC-SHA256, at least 2: one change in four thousand million goes unseen.</returns>
    public uint OfValues(string caseKey, string what, params ReadOnlySpan<double> values)
    {
        var text = new StringBuilder().Append(caseKey).Append('\n').Append(what);
        foreach (var value in values)
            text.Append('\n').Append(Math.Round(value * 1e6).ToString("F0", CultureInfo.InvariantCulture));
        var message = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(text.ToString())];
        // No service has this id, so that no fingerprint is part of a name.
        BinaryPrimitives.WriteInt32BigEndian(message, -1);
        Encoding.UTF8.GetBytes(text.ToString(), message.AsSpan(sizeof(int)));
        return Math.Max(2u, BinaryPrimitives.ReadUInt32BigEndian(HMACSHA256.HashData(secret, message)));
    }
}
