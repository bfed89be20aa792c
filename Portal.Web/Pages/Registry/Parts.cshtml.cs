using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Database;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Registry;

/// <summary>Which legal service a service is a part of, and its own parts.</summary>
public sealed class ServicePartsPage(PortalDatabase database) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public Service Asked { get; private set; } = null!;

    /// <summary>The service that it is a part of, or <c>null</c>.</summary>
    public Service? Whole { get; private set; }

    public IReadOnlyList<Service> Parts { get; private set; } = [];

    /// <summary>Open services that are no parts themselves.</summary>
    public IReadOnlyList<Service> Choices { get; private set; } = [];

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await FindAsync(cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? partOf, CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
            return NotFound();
        var asked = string.IsNullOrEmpty(partOf) ? null : partOf;
        var joined = await JoinService.RunAsync(PeopleEndpoints.Call(HttpContext), Asked, asked, cancellation);
        if (!joined.IsRefused(out var refusal))
            return LocalRedirect(Request.Path);
        Errors = new ErrorSummary([new FieldError("partOf", refusal.Detail)]);
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        var closed = await ClosedServices.ReadAsync(database, cancellation);
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        var services = await ServiceRegistry.AllAsync(transaction, cancellation);
        if (services.FirstOrDefault(one => string.Equals(one.Code, Code, StringComparison.OrdinalIgnoreCase)) is not { } asked)
            return false;
        var parts = await ServiceParts.ReadAsync(transaction, cancellation);
        Asked = asked;
        Whole = services.FirstOrDefault(one => parts.WholeOf.TryGetValue(asked.Id, out var id) && id == one.Id);
        Parts = [.. parts.Of(asked, services)];
        Choices = [.. services.Where(one => one.Id != asked.Id && !parts.WholeOf.ContainsKey(one.Id) && !closed.ContainsKey(one.Id))];
        return true;
    }
}
