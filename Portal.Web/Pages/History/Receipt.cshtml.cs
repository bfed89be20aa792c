using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Submissions;

namespace Portal.Web.Pages.History;

/// <summary>Proof of what was accepted; prints on one sheet.</summary>
public sealed class ReceiptPage(PortalDatabase database) : PageModel
{
    public Service Own { get; private set; } = null!;

    public Receipt Receipt { get; private set; } = null!;

    /// <summary>True just after exactly these files were sent once more.</summary>
    public bool Again { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, bool again, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        Again = again;
        if (await SubmissionHistory.FindAsync(database, Own, id, cancellation) is not Answer<Receipt>.Given { Value: var receipt })
            return NotFound();
        Receipt = receipt;
        return Page();
    }
}
