using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Portal.Api.Access;
using Portal.Api.Audit;
using Portal.Api.SignIn.Development;
using Portal.Api.SignIn.Entra;
using Portal.Api.SignIn.OpenIdConnect;
using Portal.Api.SignIn.Sessions;
using Portal.Api.SignIn.Tokens;

namespace Portal.Api.SignIn;

/// <summary>How people and machines sign in: with a cookie on pages, with a bearer token everywhere else.</summary>
public static class PortalSignIn
{
    public const string CookieScheme = "PortalCookie";

    private const string Either = "CookieOrBearer";

    /// <summary>Adds cookie and bearer sign-in for the identity that the configuration asks for.</summary>
    /// <exception cref="InvalidOperationException">The configuration is not complete; the message says what to set.</exception>
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var (settings, faults) = IdentitySettings.Read(builder.Configuration, builder.Environment.EnvironmentName);
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join('\n', faults));
        builder.Services.AddSingleton(settings);
        builder.Services.AddScoped<SessionCookie>();
        builder.Services.AddHostedService<SessionSweep>();
        builder.Services.AddSingleton<StrangerAudit>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StrangerAudit>());
        var authentication = builder.Services.AddAuthentication(Either);
        authentication.AddScheme<AuthenticationSchemeOptions, AccessTokenBearer>(AccessTokenBearer.SchemeName, null);
        var bearer = AddIdentity(builder, authentication, settings);
        authentication
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context => SchemeOf(context, bearer))
            .AddCookie(
                CookieScheme,
                options =>
                {
                    var isDevelopment = settings.Kind == IdentityKind.Development;
                    // A browser takes a name with this prefix over HTTPS only, and from this host only.
                    options.Cookie.Name = isDevelopment ? "portal" : "__Host-portal";
                    options.Cookie.HttpOnly = true;
                    options.Cookie.SameSite = SameSiteMode.Lax;
                    // Loopback has no certificate; anywhere else the cookie is sent over HTTPS only.
                    options.Cookie.SecurePolicy = isDevelopment ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
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

    // Gives the scheme that reads "Authorization: Bearer"; without one, whoever sends a token is refused as not signed in.
    private static string AddIdentity(WebApplicationBuilder builder, AuthenticationBuilder authentication, IdentitySettings settings)
    {
        switch (settings.Kind)
        {
            case IdentityKind.Entra:
                return EntraSignIn.Add(authentication, builder.Configuration, CookieScheme, settings.AllowedTenants)
                    ? JwtBearerDefaults.AuthenticationScheme
                    : NoBearer(authentication);
            case IdentityKind.OpenIdConnect:
                return ProviderSignIn.Add(authentication, builder.Configuration, CookieScheme)
                    ? JwtBearerDefaults.AuthenticationScheme
                    : NoBearer(authentication);
            default:
                builder.Services.AddHostedService<Loopback>();
                authentication.AddScheme<AuthenticationSchemeOptions, DevelopmentBearer>(DevelopmentBearer.SchemeName, null);
                return DevelopmentBearer.SchemeName;
        }
    }

    private static string NoBearer(AuthenticationBuilder authentication)
    {
        authentication.AddScheme<AuthenticationSchemeOptions, RefusedBearer>(RefusedBearer.SchemeName, null);
        return RefusedBearer.SchemeName;
    }

    // A cookie alone must not change anything through the API, because browsers also send it with forms of other sites.
    private static string SchemeOf(HttpContext context, string bearer) =>
        AccessTokenBearer.IsOn(context.Request) ? AccessTokenBearer.SchemeName
        : context.Request.Headers.ContainsKey("Authorization")
        || (
            SessionCookie.IsApi(context.Request)
            && !HttpMethods.IsGet(context.Request.Method)
            && !HttpMethods.IsHead(context.Request.Method)
        )
            ? bearer
        : CookieScheme;
}
