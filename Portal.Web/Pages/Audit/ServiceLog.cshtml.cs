using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Web.Pages.Audit;

/// <summary>The pages of a list of entries.</summary>
/// <param name="Address">Address of the list, ready to take <c>page=</c>.</param>
public sealed record AuditPages(int Number, int Pages, string Address);

/// <summary>What happened in a lead's own service.</summary>
public sealed class ServiceLogPage(PortalDatabase database) : PageModel
{
    private const int Shown = 50;

    public Service Own { get; private set; } = null!;

    public Page<AuditLine> Lines { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "page")] int? page, CancellationToken cancellation)
    {
        if (!PageRequest.Read(page, Shown).IsGiven(out var wanted))
            return NotFound();
        Own = HttpContext.Service();
        Lines = await ReadAudit.OfServiceAsync(database, Own, wanted, cancellation);
        return Lines.Items.Count == 0 && wanted.Number > 1 ? NotFound() : Page();
    }
}
