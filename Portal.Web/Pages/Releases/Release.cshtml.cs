using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Releases.Lattice;
using Portal.Api.Releases.Published;

namespace Portal.Web.Pages.Releases;

/// <summary>
/// The permanent address of a release: published figures for everybody; for analysts and administrators also progress, failure and preview.
/// </summary>
public sealed class ReleasePage(PortalDatabase database, TimeProvider clock) : PageModel
{
    /// <summary>View of what is withheld and why; a draft opens with it.</summary>
    public const string Withheld = "withheld";

    /// <summary>View of the figures as readers see them; a published release opens with it.</summary>
    public const string AsReaders = "figures";

    /// <summary>Time between two checks of a release that is being made.</summary>
    public const int SecondsBetweenLooks = 3;

    public Release Release { get; private set; } = null!;

    /// <summary>The released cells of the chosen scope, or <c>null</c> in other views.</summary>
    public ScopeFigures? Figures { get; private set; }

    /// <summary>What is withheld and why, or <c>null</c> in other views.</summary>
    public DraftPreview? Preview { get; private set; }

    /// <summary>The release that this one replaces, and the latest of the same quarter when that is newer.</summary>
    public Release? Corrected { get; private set; }

    public Release? Later { get; private set; }

    public bool MaySeeDrafts { get; private set; }

    public bool MayDiscard { get; private set; }

    /// <summary>True for the person who made it and so may not publish it.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Whether the page reloads itself.</summary>
    public bool IsWatching { get; private set; }

    public bool IsDraft => Release.State == ReleaseState.Draft;

    public string Api => $"/api/v1/network/releases/{Release.Id}";

    public string ScopeAddress(string scope) => $"/releases/{Release.Id}?view={AsReaders}&scope={scope}#figures";

    public async Task<IActionResult> OnGetAsync(
        string id,
        string? view,
        string? scope,
        string? at,
        string? about,
        string? why,
        string? watch,
        [FromQuery(Name = "page")] int? page,
        CancellationToken cancellation
    )
    {
        var caller = HttpContext.Caller();
        if (!(await ReadReleases.OneForAsync(database, caller, id, clock, cancellation)).IsGiven(out var release))
            return NotFound();
        Release = release;
        MaySeeDrafts = ReadReleases.MaySeeDrafts(caller);
        MayDiscard = caller.IsAnalyst && release.State != ReleaseState.Published;
        IsOwn = release.StartedBy == caller.PersonId;
        switch (release.State)
        {
            case ReleaseState.Running:
                IsWatching = watch != "false";
                if (IsWatching)
                    Response.Headers["Refresh"] = $"{SecondsBetweenLooks}";
                return Page();
            case ReleaseState.Failed:
                return Page();
            default:
                return MaySeeDrafts && (view == Withheld || (IsDraft && view != AsReaders))
                    ? await ShowReasonsAsync(new CellFilter(at ?? "", about ?? "", why ?? ""), page, cancellation)
                    : await ShowFiguresAsync(scope, cancellation);
        }
    }

    private async Task<IActionResult> ShowReasonsAsync(CellFilter filter, int? page, CancellationToken cancellation)
    {
        if (
            !(await OpenRelease.PreviewAsync(database, Release.Id, cancellation)).IsGiven(out var preview)
            || !(await DraftPreview.ReadAsync(database, preview, filter, page, cancellation)).IsGiven(out var found)
        )
            return NotFound();
        Preview = found;
        await HttpContext.AuditExportAsync(AuditEvents.ReleaseDownloaded);
        return Page();
    }

    private async Task<IActionResult> ShowFiguresAsync(string? scope, CancellationToken cancellation)
    {
        var wanted = string.IsNullOrEmpty(scope) ? ReleaseLattice.Network : scope;
        if (!ReleaseLattice.Scopes.Contains(wanted))
            return NotFound();
        if (IsDraft)
        {
            if (!(await OpenRelease.PreviewAsync(database, Release.Id, cancellation)).IsGiven(out var preview))
                return NotFound();
            if (preview.Content is not { } content)
                return RedirectToPage("/Releases/Open", new { id = Release.Id });
            Figures = ScopeFigures.Of(content, wanted, null);
            await HttpContext.AuditExportAsync(AuditEvents.ReleaseDownloaded);
            return Page();
        }

        if (!(await OpenRelease.PublishedAsync(database, Release.Id, cancellation)).IsGiven(out var opened))
            return NotFound();
        Figures = ScopeFigures.Of(opened.Content, wanted, Api);
        var published = await ReleaseRecords.PublishedAsync(database, null, cancellation);
        Corrected = published.FirstOrDefault(one => one.Id == Release.Corrects);
        Later = published
            .Where(one => one.Quarter == Release.Quarter && one.PublishedAt > Release.PublishedAt)
            .MaxBy(one => one.PublishedAt);
        return Page();
    }
}
