using Portal.Api.Checking.Mapping;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.Problems;

/// <summary>What an extract is checked against.</summary>
/// <param name="ServiceCode">The service that the caller may submit for.</param>
/// <param name="Period">The quarter that the extract is for.</param>
/// <param name="Measures">The measure catalogue in force.</param>
public sealed record CheckRequest(string ServiceCode, Quarter Period, MeasureCatalogue Measures, UploadLimits Limits)
{
    /// <summary>The day of the check, which names of files may have; <c>null</c> when it does not matter.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>What the service calls its own columns and words.</summary>
    public ExtractMapping Mapping { get; init; } = ExtractMapping.None;

    /// <summary>Files that stand and shall count no longer; never cases.csv, and none that is sent as well.</summary>
    public IReadOnlyCollection<FileKind> Removed { get; init; } = [];

    /// <summary>
    /// What the sender said of a file. One that is sent without an answer holds everything so far; one that is carried forward keeps the
    /// answer it came with.
    /// </summary>
    public IReadOnlyDictionary<FileKind, Coverage> Coverage { get; init; } = new Dictionary<FileKind, Coverage>();
}
