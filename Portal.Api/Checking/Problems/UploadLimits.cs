namespace Portal.Api.Checking.Problems;

/// <summary>Limits of an upload; all are inclusive.</summary>
public sealed record UploadLimits
{
    public static UploadLimits Default { get; } = new();

    /// <summary>Bytes of one CSV file.</summary>
    public int MaxFileBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Bytes of a zip when unpacked.</summary>
    public int MaxUnpackedBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary>Data rows of one file.</summary>
    public int MaxRows { get; init; } = 200_000;

    /// <summary>Columns of one file.</summary>
    public int MaxColumns { get; init; } = 100;

    /// <summary>UTF-8 bytes of one row; a longer one is not read at all. So many columns of so many bytes are fewer.</summary>
    public int MaxRowBytes { get; init; } = 512 * 1024;

    /// <summary>UTF-8 bytes of one cell.</summary>
    public int MaxCellBytes { get; init; } = 4096;
}
