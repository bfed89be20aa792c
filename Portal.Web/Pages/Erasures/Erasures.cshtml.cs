using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Erasure;

namespace Portal.Web.Pages.Erasures;

/// <summary>What is proposed to be erased, and every erasure of the network, newest first.</summary>
public sealed class ErasuresPage(PortalDatabase database, TimeProvider clock) : PageModel
{
    private const int Shown = 20;

    /// <summary>Whole services whose erasure waits for a second person, the oldest proposal first.</summary>
    public IReadOnlyList<ErasureProposal> Proposals { get; private set; } = [];

    public Page<ErasureReceipt> Receipts { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int? page, CancellationToken cancellation)
    {
        if (!PageRequest.Read(page, Shown).IsGiven(out var wanted))
            return NotFound();
        Proposals = await ListProposals.AllAsync(database, clock, cancellation);
        Receipts = await ListErasures.PageAsync(database, wanted, cancellation);
        return Receipts.Items.Count == 0 && wanted.Number > 1 ? NotFound() : Page();
    }
}
