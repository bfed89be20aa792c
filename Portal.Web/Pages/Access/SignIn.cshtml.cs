using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Samples;
using Portal.Api.SignIn;
using Portal.Api.SignIn.Sessions;
using Portal.Web.Pages.Layout;
using Cookies = Portal.Api.SignIn.PortalSignIn;

namespace Portal.Web.Pages.Access;

/// <summary>The two sample people of a service.</summary>
public sealed record ServicePeople(string Name, SamplePerson Member, SamplePerson Lead);

/// <summary>Sends people to the identity provider; on a developer's own machine, signs in as one of the sample people.</summary>
public sealed class SignInPage(IdentitySettings identity, PortalDatabase database, StrangerAudit strangers) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Then { get; set; }

    /// <summary>Who proves people; <c>null</c> where the sample people are offered.</summary>
    public IdentityKind? Provider { get; } = identity.Kind == IdentityKind.Development ? null : identity.Kind;

    public ErrorSummary Errors { get; private set; } = ErrorSummary.None;

    public IReadOnlyList<SamplePerson> Network { get; } = [.. SamplePeople.All.Where(person => person.ServiceCode is null)];

    public IReadOnlyList<ServicePeople> Services { get; } =
    [
        .. SampleServices
            .All.OrderBy(service => service.Name, StringComparer.Ordinal)
            .Select(service => new ServicePeople(service.Name, Person(service.Code, Roles.Member), Person(service.Code, Roles.Lead))),
    ];

    public void OnGet() => Then = Local(Then);

    public async Task<IActionResult> OnPostAsync(string? user, CancellationToken cancellation)
    {
        Then = Local(Then);
        if (Provider is not null)
            return NotFound();
        if (SamplePeople.Find(user) is not { } person || !await SessionStore.IsKnownAsync(database, person.User, cancellation))
        {
            await strangers.TellAsync(AuditEvents.SignInFailed);
            Errors = new ErrorSummary([new FieldError("person", "Choose one of the people on this page.")]);
            return Page();
        }

        await HttpContext.SignInAsync(Cookies.CookieScheme, SessionPrincipal.Entering(person.User, Cookies.CookieScheme));
        return LocalRedirect(Then);
    }

    // An address of another site never becomes a redirect.
    private string Local(string? address) => Url.IsLocalUrl(address) ? address : "/";

    private static SamplePerson Person(string serviceCode, string role) =>
        SamplePeople.All.Single(person => person.ServiceCode == serviceCode && person.Role == role);
}
