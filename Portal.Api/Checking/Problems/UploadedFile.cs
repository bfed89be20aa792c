namespace Portal.Api.Checking.Problems;

/// <summary>A file as it was sent.</summary>
/// <param name="Name">The sender's name for it. It may hold an identifier, so it is never echoed or logged.</param>
/// <param name="Content">Its bytes, unchanged.</param>
public sealed record UploadedFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>Shows the size only, because neither name nor content may reach a log.</summary>
    public override string ToString() => $"UploadedFile({Content.Length} bytes)";
}
