using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.SignIn.Sessions;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Exports;

/// <summary>Asks why somebody takes exact figures of the own service away, once a session, and leads on to the file.</summary>
/// <remarks>Source: docs/disclosure.md, "Files of exact figures".</remarks>
public sealed class ReasonPage(PortalDatabase database, TimeProvider clock) : PageModel
{
    /// <summary>Id of the first choice, where the error summary leads.</summary>
    public static readonly string First = ExportReasons.All[0];

    /// <summary>The reason for which there is something better than exact figures.</summary>
    public const string Commissioner = "COMMISSIONER_REPORT";

    /// <summary>The file that was asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Then { get; set; }

    public Service Own { get; private set; } = null!;

    /// <summary>The reason of this session, or <c>null</c>.</summary>
    public string? Given { get; private set; }

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public void OnGet()
    {
        Own = HttpContext.Service();
        Given = SessionCookie.Of(HttpContext)?.ExportReason;
    }

    public async Task<IActionResult> OnPostAsync(string? reason, CancellationToken cancellation)
    {
        Own = HttpContext.Service();
        // A script has no session to keep it in; it gives the reason with each request.
        if (SessionCookie.Of(HttpContext) is not { } session)
            return Forbid();
        if ((await GiveExportReason.RunAsync(database, session, reason, clock.GetUtcNow(), cancellation)).IsGiven(out _))
            // Whatever is not a file of this service, and so no place that asked for a reason, leads home.
            return LocalRedirect(Url.IsLocalUrl(Then) && OwnExports.IsFileOf(Own, Then) ? Then : "/");
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Errors = new ErrorSummary([new FieldError(First, "Choose what the file is for")]);
        return Page();
    }
}
