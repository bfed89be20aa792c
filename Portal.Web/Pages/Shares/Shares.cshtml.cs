using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Shares;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Shares;

/// <summary>Who can read the service's protected reports, and what that means. Members read it; a lead decides.</summary>
public sealed class SharesPage(PortalDatabase database) : PageModel
{
    public Service Own { get; private set; } = null!;

    public IReadOnlyList<ReportShare> Shares { get; private set; } = [];

    /// <summary>The reports that a reader can open, latest first.</summary>
    public IReadOnlyList<ReportRelease> Reports { get; private set; } = [];

    public bool MayDecide { get; private set; }

    /// <summary>What was typed and refused; empty otherwise.</summary>
    public string Person { get; private set; } = "";

    /// <summary>What has just been done, or <c>null</c>.</summary>
    public string? Message { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task OnGetAsync(string? shared, string? stopped, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        // Said only when the state agrees, so that a copied address never claims something untrue.
        if (Shares.Any(share => share.Person == shared))
            Message = $"{shared} can read your reports.";
        else if (ChangeShare.IsPerson(stopped) && Shares.All(share => share.Person != stopped))
            Message = $"{stopped} can no longer read your reports.";
    }

    public async Task<IActionResult> OnPostAsync(string? person, CancellationToken cancellation)
    {
        var own = HttpContext.Service();
        if (!own.IsLed)
            return Forbid();
        var typed = (person ?? "").Trim();
        if ((await ChangeShare.RunAsync(HttpContext.ServiceCall(), typed, cancellation)).IsGiven(out _, out var refusal))
            return RedirectToPage(new { service = own.Code, shared = typed });
        await ReadAsync(cancellation);
        Person = typed;
        Errors = new ErrorSummary([new FieldError("person", typed.Length == 0 ? "Enter the id of the reader." : refusal.Detail)]);
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        MayDecide = HttpContext.Service().IsLed;
        Shares = await ReportShare.AllAsync(database, Own, cancellation);
        Reports = await ReportRelease.OfOwnAsync(database, Own, cancellation);
    }
}
