using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Database;
using Portal.Api.Erasure;

namespace Portal.Web.Pages.Erasures;

/// <summary>Proof of an erasure; prints on one sheet.</summary>
public sealed class ErasureReceiptPage(PortalDatabase database) : PageModel
{
    public ErasureReceipt Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellation)
    {
        if (!(await ListErasures.FindAsync(database, id, cancellation)).IsGiven(out var receipt))
            return NotFound();
        Found = receipt;
        return Page();
    }
}
