using Microsoft.AspNetCore.Authentication;
using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.SignIn.Development;
using Portal.Api.SignIn.Sessions;

namespace Portal.Api.SignIn;

/// <summary>How people and machines sign in: with a cookie on pages, with a bearer token everywhere else.</summary>
public static class PortalSignIn
{
    public const string CookieScheme = "PortalCookie";

    private const string Either = "CookieOrBearer";

    /// <summary>Adds cookie and bearer sign-in for the people of the development identity.</summary>
    /// <exception cref="InvalidOperationException">The environment is not Development: no other identity is built yet.</exception>
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        RequireKnownIdentity(builder.Environment.EnvironmentName);
        builder.Services.AddScoped<SessionCookie>();
        builder.Services.AddHostedService<SessionSweep>();
        builder.Services.AddSingleton<StrangerAudit>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StrangerAudit>());
        builder.Services.AddHostedService<Loopback>();
        builder
            .Services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = SchemeOf)
            .AddScheme<AuthenticationSchemeOptions, DevelopmentBearer>(DevelopmentBearer.SchemeName, null)
            .AddCookie(
                CookieScheme,
                options =>
                {
                    options.Cookie.Name = "portal";
                    options.Cookie.HttpOnly = true;
                    options.Cookie.SameSite = SameSiteMode.Lax;
                    // Loopback has no certificate; anywhere else the cookie is sent over HTTPS only.
                    options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                    options.LoginPath = "/sign-in";
                    options.ReturnUrlParameter = "then";
                    // The session in the database ends earlier or at the same time; see SessionLimits.
                    options.ExpireTimeSpan = SessionLimits.Whole;
                    options.SlidingExpiration = false;
                    options.EventsType = typeof(SessionCookie);
                }
            );
        builder
            .Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.Member, policy => policy.RequireRole(Roles.Member, Roles.Lead))
            .AddPolicy(Policies.Lead, policy => policy.RequireRole(Roles.Lead))
            .AddPolicy(Policies.Analyst, policy => policy.RequireRole(Roles.Analyst))
            .AddPolicy(Policies.ReleaseApprover, policy => policy.RequireRole(Roles.Analyst, Roles.Administrator))
            .AddPolicy(Policies.Reader, policy => policy.RequireRole(Roles.Reader))
            .AddPolicy(Policies.Administrator, policy => policy.RequireRole(Roles.Administrator))
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <exception cref="InvalidOperationException">The environment is not Development: no other identity is built yet.</exception>
    public static void RequireKnownIdentity(string environment)
    {
        if (!string.Equals(environment, Environments.Development, StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException(
                "Only the development identity exists so far, and only in the Development environment. "
                    + "Sign-in with Microsoft Entra ID is planned: see docs/decisions."
            );
    }

    // A cookie alone must not change anything through the API, because browsers also send it with forms of other sites.
    private static string SchemeOf(HttpContext context) =>
        context.Request.Headers.ContainsKey("Authorization")
        || (
            SessionCookie.IsApi(context.Request)
            && !HttpMethods.IsGet(context.Request.Method)
            && !HttpMethods.IsHead(context.Request.Method)
        )
            ? DevelopmentBearer.SchemeName
            : CookieScheme;
}
