namespace Portal.Api.Checking.Problems;

/// <summary>A file as it was sent.</summary>
/// <param name="Name">The sender's name for it; it may hold an identifier and is never echoed or logged.</param>
/// <param name="Content">Its bytes, unchanged.</param>
public sealed record UploadedFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Size only: neither name nor content may reach a log.</summary>
    public override string ToString() => $"UploadedFile({Content.Length} bytes)";
}
