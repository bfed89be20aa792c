using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Audit;
using Portal.Api.SignIn.Development;

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
        builder.Services.AddSingleton<DevelopmentTokens>();
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
                    options.ExpireTimeSpan = TimeSpan.FromHours(8);
                    options.Events.OnSignedIn = AccessAudit.SignedInAsync;
                    options.Events.OnRedirectToLogin = context =>
                        IsApi(context.Request)
                            ? AccessRefusals.NotSignedIn.ToProblem().ExecuteAsync(context.HttpContext)
                            : RedirectAsync(context);
                    options.Events.OnRedirectToAccessDenied = context =>
                    {
                        if (IsApi(context.Request))
                            return AccessRefusals.Forbidden.ToProblem().ExecuteAsync(context.HttpContext);
                        context.Response.StatusCode = StatusCodes.Status403Forbidden;
                        return Task.CompletedTask;
                    };
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
        || (IsApi(context.Request) && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            ? DevelopmentBearer.SchemeName
            : CookieScheme;

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
