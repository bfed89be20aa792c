using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Submissions;
using Portal.Api.Submissions.Storing;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Submissions;

/// <summary>Proof of what was accepted, with the form that withdraws it; prints on one sheet.</summary>
public sealed class ReceiptPage(PortalDatabase database) : PageModel
{
    /// <summary>How many warnings fit on one printed sheet; the print stylesheet leaves out the rest.</summary>
    public const int WarningsPrinted = 20;

    public Service Own { get; private set; } = null!;

    public Receipt Receipt { get; private set; } = null!;

    /// <summary>True when the same files have just been sent again.</summary>
    public bool Again { get; private set; }

    /// <summary>The outcome of a withdrawal that was just asked for, or <c>null</c>.</summary>
    public string? Message { get; private set; }

    /// <summary>What later quarters lose when it is withdrawn; empty unless the reader may do so.</summary>
    public IReadOnlyList<LaterLoss> LaterLosses { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>File name of the receipt as JSON.</summary>
    public string DownloadName => $"receipt-{Own.Code}-{Receipt.Period}.json";

    public bool MayWithdraw => HttpContext.Service().IsLed && Receipt.State == SubmissionState.Accepted;

    public async Task<IActionResult> OnGetAsync(Guid id, bool again, bool asked, CancellationToken cancellation)
    {
        Again = again;
        if (!await FindAsync(id, cancellation))
            return NotFound();
        // Said only when the state agrees, so that a copied address never claims something untrue.
        Message = (asked, Receipt.State) switch
        {
            (true, SubmissionState.Withdrawn) => "The submission is withdrawn.",
            (true, SubmissionState.Replaced) => "Nothing was withdrawn: a later extract had taken its place already.",
            _ => null,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? reason, CancellationToken cancellation)
    {
        if (!HttpContext.Service().IsLed)
            return Forbid();
        if (!await FindAsync(id, cancellation))
            return NotFound();
        var answer = await WithdrawSubmission.RunAsync(HttpContext.ServiceCall(), id, reason, cancellation);
        if (answer.IsRefused(out var refusal) && refusal.Status == StatusCodes.Status400BadRequest && MayWithdraw)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            Errors = new ErrorSummary([new FieldError("reason", "Choose a reason for the withdrawal")]);
            return Page();
        }

        return RedirectToPage(
            new
            {
                service = Own.Code,
                id,
                asked = "true",
            }
        );
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        if (!(await ListSubmissions.FindAsync(database, Own, id, cancellation)).IsGiven(out var receipt))
            return false;
        Receipt = receipt;
        if (MayWithdraw && (await WithdrawalPreview.RunAsync(HttpContext.ServiceCall(), id, cancellation)).IsGiven(out var losses))
            LaterLosses = losses;
        return true;
    }
}
