using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Comparison;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Releases;
using Portal.Api.Releases.Published;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Compare;

/// <summary>A service compared with the network, in words first: all figures are as they were when the release was made.</summary>
public sealed class ComparePage(PortalDatabase database) : PageModel
{
    public Service Own { get; private set; } = null!;

    /// <summary>Published releases, the latest first; empty before the first.</summary>
    public IReadOnlyList<Release> Releases { get; private set; } = [];

    /// <summary>The release that is shown.</summary>
    public Release? Chosen { get; private set; }

    /// <summary><c>null</c> before the first release, or when the service has no part in the chosen one.</summary>
    public ServiceBenchmark? Found { get; private set; }

    public Picture? Compared { get; private set; }

    /// <summary>Risks that differ from the network's; drawn also when none does, and says so.</summary>
    public Picture? Differing { get; private set; }

    /// <summary>All other risks; <c>null</c> when every one differs.</summary>
    public Picture? Alike { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? release, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Releases = await ReleaseRecords.PublishedAsync(database, null, cancellation);
        var asked = release is null or "" or OpenRelease.Latest ? null : release;
        if (Releases.Count == 0 && asked is null)
            return Page();
        Chosen = asked is null ? Releases[0] : Releases.FirstOrDefault(one => one.Id == asked);
        if (Chosen is null)
            return NotFound();
        if ((await ServiceBenchmark.ReadAsync(database, Own, Chosen.Id, cancellation)).IsGiven(out var found))
        {
            Found = found;
            Compared = Picture.Of(layout => BenchmarkPictures.Compared(found, Own.Name, layout), Address("compared.svg", ""));
            Differing = Risks(found, true);
            Alike = found.Risks.All(risk => risk.Differs) ? null : Risks(found, false);
        }

        return Page();
    }

    private Picture Risks(ServiceBenchmark found, bool differing) =>
        Picture.Of(
            layout => BenchmarkPictures.Risks(found, Own.Name, differing, layout),
            Address("compared-risks.svg", differing ? "" : "similar=true&")
        );

    public IReadOnlyList<BenchmarkMeasure> Of(string construct) => [.. Found!.Measures.Where(line => line.Construct == construct)];

    /// <summary>The funnel of one measure.</summary>
    public Picture FunnelOf(BenchmarkMeasure line)
    {
        var measure = MeasureCatalogue.Published.Find(line.Measure, line.Subscale)!;
        var query = $"measure={Uri.EscapeDataString(line.Measure)}&subscale={Uri.EscapeDataString(line.Subscale)}&";
        return Picture.Of(layout => BenchmarkPictures.Funnel(Found!, measure, Own.Name, layout), Address("funnel.svg", query));
    }

    /// <summary>Id of a measure on the page.</summary>
    public static string Anchor(BenchmarkMeasure line) =>
        line.Subscale.Length == 0 ? $"m-{line.Measure}" : $"m-{line.Measure}-{line.Subscale}";

    private string Address(string chart, string query) => $"/api/v1/services/{Own.Code}/charts/{chart}?{query}release={Chosen!.Id}";
}
