using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Api.Database;

/// <summary>The key of a session or of a job's ticket: whoever holds it is let in.</summary>
public static class TicketKey
{
    /// <returns>256 random bits.</returns>
    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    /// <summary>How a key stands in the database, as the function open_scope hashes it.</summary>
    /// <returns>SHA-256, 64 lower-case hexadecimal digits.</returns>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
