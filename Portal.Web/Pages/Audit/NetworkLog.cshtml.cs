using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Web.Pages.Audit;

/// <summary>The whole audit log for the administrator, filtered, with the state of its chain.</summary>
public sealed class NetworkLogPage(PortalDatabase database, AuditHeadFile file) : PageModel
{
    private const int Shown = 50;

    // A longer log is recomputed only when somebody asks for it.
    private const int VerifiedAtOnce = 20_000;

    public IReadOnlyList<Service> Services { get; private set; } = [];

    public string? Service { get; private set; }

    public string? Event { get; private set; }

    public string? Day { get; private set; }

    /// <summary>What is wrong with the filter, or <c>null</c>.</summary>
    public string? Wrong { get; private set; }

    public Page<AuditLine> Lines { get; private set; } = null!;

    /// <summary><c>null</c> when the log is long and nobody asked.</summary>
    public AuditVerification? Verification { get; private set; }

    /// <summary>The filter as a query, without the page.</summary>
    public string Query =>
        $"service={Uri.EscapeDataString(Service ?? "")}&event={Uri.EscapeDataString(Event ?? "")}&day={Uri.EscapeDataString(Day ?? "")}";

    public bool IsFiltered => Service is not null || Event is not null || Day is not null;

    public async Task<IActionResult> OnGetAsync(
        string? service,
        [FromQuery(Name = "event")] string? auditEvent,
        string? day,
        [FromQuery(Name = "page")] int? page,
        bool verify,
        CancellationToken cancellation
    )
    {
        if (!PageRequest.Read(page, Shown).IsGiven(out var wanted))
            return NotFound();
        Services = await ReadAudit.ServicesAsync(database, cancellation);
        var filter = AuditFilter.Any;
        if (AuditFilter.Read(Services, new(service, auditEvent, day)).IsGiven(out var given))
            (filter, Service, Event, Day) = (given, NotEmpty(service), NotEmpty(auditEvent), NotEmpty(day));
        else
            Wrong = "Choose a service and an event of the lists, and a day.";
        Lines = await ReadAudit.OfNetworkAsync(database, filter, wanted, cancellation);
        if (Lines.Items.Count == 0 && wanted.Number > 1)
            return NotFound();
        await using var transaction = await ReadAudit.BeginAllAsync(database, cancellation);
        if (verify || await AuditLog.HeadAsync(transaction, cancellation) is not { Number: > VerifiedAtOnce })
            Verification = await VerifyAudit.RunAsync(transaction, file, cancellation);
        return Page();
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
