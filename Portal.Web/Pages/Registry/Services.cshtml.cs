using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Database;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Registry;

/// <summary>The services of the network, where an administrator opens a new one.</summary>
public sealed class ServicesPage(PortalDatabase database) : PageModel
{
    public IReadOnlyList<Service> Services { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    /// <summary>What somebody wrote into the form; kept when it has to be put right.</summary>
    public NewService Asked { get; private set; } = new(null, null, null, null, null);

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(NewService asked, CancellationToken cancellation)
    {
        var opened = await OpenService.RunAsync(PeopleEndpoints.Call(HttpContext), asked, cancellation);
        // The next thing is always its first lead.
        if (opened.IsGiven(out var service, out var refusal))
            return Redirect($"/services/{service.Code}/people");
        Asked = asked;
        Errors = new ErrorSummary([new FieldError("code", refusal.Code == "SERVICE_CODE_TAKEN" ? refusal.Detail : Words)]);
        await ReadAsync(cancellation);
        return Page();
    }

    private const string Words =
        "Write a name and a code (2 to 20 capitals, digits and underscores, a letter first), and choose nation and host.";

    private async Task ReadAsync(CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        Services = await ServiceRegistry.AllAsync(transaction, cancellation);
    }
}
