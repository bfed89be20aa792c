using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Administration;
using Portal.Api.Closing;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Registry;

/// <summary>The services of the network, where an administrator opens a new one.</summary>
public sealed class ServicesPage(PortalDatabase database, CalendarDay day) : PageModel
{
    public IReadOnlyList<Service> Services { get; private set; } = [];

    /// <summary>Those that are closed, by id.</summary>
    public IReadOnlyDictionary<int, ServiceClosing> Closed { get; private set; } = new Dictionary<int, ServiceClosing>();

    /// <summary>Codes of those that somebody proposes to close.</summary>
    public IReadOnlySet<string> Proposed { get; private set; } = new HashSet<string>();

    public DateOnly Today => day.Today;

    private ServiceParts Parts { get; set; } = new(new Dictionary<int, int>());

    /// <summary>The legal service that a service is part of, or <c>null</c>.</summary>
    public Service? WholeOf(Service service) =>
        Parts.WholeOf.TryGetValue(service.Id, out var id) ? Services.First(one => one.Id == id) : null;

    public IReadOnlyList<Service> PartsOf(Service service) => [.. Parts.Of(service, Services)];

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
        Closed = await ClosedServices.ReadAsync(database, cancellation);
        var proposed = await ReadClosing.ProposedAsync(PeopleEndpoints.Call(HttpContext), cancellation);
        Proposed = proposed.Select(one => one.Service).ToHashSet();
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        Services = await ServiceRegistry.AllAsync(transaction, cancellation);
        Parts = await ServiceParts.ReadAsync(transaction, cancellation);
    }
}
