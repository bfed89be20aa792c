using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Api.SignIn.Sessions;

/// <summary>
/// Keeps a browser's session: its cookie holds a random key and nothing about the person. Each sign-in has a key of its own, also
/// when the browser was signed in before, so that nobody can plant a key and wait for somebody else to sign in with it.
/// </summary>
public sealed class SessionCookie(PortalDatabase database, RequestTicket ticket, TimeProvider clock) : CookieAuthenticationEvents
{
    private const string KeyClaim = "session-key";

    internal static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>The session of the browser that asks; <c>null</c> for a script.</summary>
    public static Session? Of(HttpContext context) => context.Items[typeof(Session)] as Session;

    public override async Task SigningIn(CookieSigningInContext context)
    {
        var person = Caller.Of(context.Principal!).PersonId;
        await EndCurrentAsync(context.HttpContext);
        var key =
            await SessionStore.StartAsync(database, person, SessionKind.Web, clock.GetUtcNow(), context.HttpContext.RequestAborted)
            ?? throw new InvalidOperationException("Whoever has no role is refused before.");
        context.Principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(KeyClaim, key)], context.Scheme.Name));
        await AccessAudit.AppendAsync(context.HttpContext, person, AuditEvents.SignedIn);
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        var key = context.Principal?.FindFirstValue(KeyClaim);
        var session = key is null
            ? null
            : await SessionStore.FindAsync(database, key, SessionKind.Web, clock.GetUtcNow(), http.RequestAborted);
        if (session is not null)
        {
            http.Items[typeof(Session)] = session;
            http.Items[typeof(ExportReason)] = new ExportReason(session.ExportReason);
            ticket.Key = key;
            context.ReplacePrincipal(SessionPrincipal.Of(session, context.Scheme.Name));
            return;
        }

        context.RejectPrincipal();
        // A key that opens nothing is not sent again and again.
        context.Options.CookieManager.DeleteCookie(http, context.Options.Cookie.Name!, context.Options.Cookie.Build(http));
    }

    public override Task SigningOut(CookieSigningOutContext context) => EndCurrentAsync(context.HttpContext);

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsApi(context.Request))
            return AccessRefusals.NotSignedIn.ToProblem().ExecuteAsync(context.HttpContext);
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsApi(context.Request))
            return AccessRefusals.Forbidden.ToProblem().ExecuteAsync(context.HttpContext);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private async Task EndCurrentAsync(HttpContext context)
    {
        if (Of(context) is not { } session)
            return;
        context.Items.Remove(typeof(Session));
        await SessionStore.EndAsync(database, session, CancellationToken.None);
        await AccessAudit.AppendAsync(context, session.PersonId, AuditEvents.SignedOut);
    }
}
