using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Submissions;

namespace Portal.Web.Pages.Submissions;

/// <summary>Every submission of a service, newest first.</summary>
public sealed class SubmissionsPage(PortalDatabase database) : PageModel
{
    private const int Shown = 20;

    public Service Own { get; private set; } = null!;

    public Page<Receipt> Receipts { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int? page, CancellationToken cancellation)
    {
        if (!PageRequest.Read(page, Shown).IsGiven(out var wanted))
            return NotFound();
        Own = HttpContext.Service();
        Receipts = await ListSubmissions.PageAsync(database, Own, wanted.Number, wanted.Size, cancellation);
        return Receipts.Items.Count == 0 && wanted.Number > 1 ? NotFound() : Page();
    }
}
