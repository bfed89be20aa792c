using Portal.Api.Releases.Lattice;
using Portal.Api.Shares;
using Portal.Web.Pages.Releases;

namespace Portal.Web.Pages.Shares;

/// <summary>A service's protected figures of one release as a page shows them.</summary>
/// <param name="Name">Name of the service.</param>
/// <param name="ContentHash">SHA-256 of the frozen text.</param>
/// <param name="Address">Where the API serves readers the same figures; <c>null</c> in the service's own preview.</param>
public sealed record ReportView(string Name, ReportRelease Release, string ContentHash, ScopeFigures Figures, string? Address)
{
    public static ReportView Of(OpenedReport report, string? address)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new ReportView(
            report.Name,
            report.Release,
            report.Content.ContentHash,
            ScopeFigures.Of(report.Content, ReleaseLattice.Own, address),
            address
        );
    }
}
