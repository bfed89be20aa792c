using System.Security.Cryptography;

namespace Portal.Api.Checking.Problems;

/// <summary>A file as it was sent.</summary>
/// <param name="Name">The sender's name for it. It may hold an identifier, so it is never echoed or logged.</param>
/// <param name="Content">Its bytes, unchanged.</param>
public sealed record UploadedFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>SHA-256 of the bytes as they were sent, if these are a draft's; <c>null</c> when they are the bytes as sent.</summary>
    public string? SentAs { get; init; }

    /// <summary>SHA-256 of the bytes as they were sent, lower-case hexadecimal.</summary>
    public string Sha256 => SentAs ?? Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    /// <summary>Shows the size only, because neither name nor content may reach a log.</summary>
    public override string ToString() => $"UploadedFile({Content.Length} bytes)";
}
