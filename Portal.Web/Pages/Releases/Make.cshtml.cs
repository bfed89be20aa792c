using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Releases;
using Portal.Api.Releases.Making;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Releases;

/// <summary>A quarter that can be released.</summary>
/// <param name="ReleasedAt">When it was last released, or <c>null</c>.</param>
public sealed record ReleaseQuarter(Quarter Quarter, DateTimeOffset? ReleasedAt);

/// <summary>An analyst chooses the quarter of a new release.</summary>
public sealed class MakePage(PortalDatabase database, ReleaseJobs jobs, CalendarDay day) : PageModel
{
    private const int QuartersOffered = 12;

    public IReadOnlyList<ReleaseQuarter> Quarters { get; private set; } = [];

    public string? Chosen { get; private set; }

    public string Note { get; private set; } = "";

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task OnGetAsync(string? quarter, CancellationToken cancellation)
    {
        await OfferAsync(cancellation);
        Chosen = quarter;
    }

    public async Task<IActionResult> OnPostAsync(string? quarter, string? note, CancellationToken cancellation)
    {
        var answer = await StartRelease.RunAsync(
            database,
            jobs,
            HttpContext.Caller(),
            new ReleaseRequest(quarter, note),
            day,
            cancellation
        );
        if (answer.IsGiven(out var begun, out var refusal))
            return RedirectToPage("/Releases/Release", new { id = begun.Id });

        await OfferAsync(cancellation);
        (Chosen, Note) = (quarter, note ?? "");
        Errors = new ErrorSummary([
            new FieldError(Field(refusal.Code), refusal.Code == "QUARTER_MALFORMED" ? "Choose a quarter of the list." : refusal.Detail),
        ]);
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private static string? Field(string code) =>
        code switch
        {
            "QUARTER_MALFORMED" or "QUARTER_NOT_OVER" => "quarter",
            "NOTE_MALFORMED" or "CHANGE_NOTE_MISSING" => "note",
            _ => null,
        };

    private async Task OfferAsync(CancellationToken cancellation)
    {
        var released = (await ReleaseRecords.PublishedAsync(database, null, cancellation)).ToLookup(release => release.Quarter);
        var current = day.Quarter;
        Quarters =
        [
            .. Enumerable
                .Range(1, QuartersOffered)
                .Select(back => current.Plus(-back))
                .Select(quarter => new ReleaseQuarter(quarter, released[quarter].Max(release => release.PublishedAt))),
        ];
    }
}
