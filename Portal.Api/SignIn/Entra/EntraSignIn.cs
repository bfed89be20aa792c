using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Portal.Api.SignIn.Identities;

namespace Portal.Api.SignIn.Entra;

/// <summary>Microsoft Entra ID by Microsoft.Identity.Web: authorization code with PKCE for pages, bearer tokens for the API.</summary>
/// <remarks>Source: docs/security.md, "Identity".</remarks>
public static class EntraSignIn
{
    /// <summary>Section for pages: Instance, TenantId, ClientId, ClientSecret or ClientCertificates, CallbackPath.</summary>
    public const string Section = "AzureAd";

    /// <summary>Section for tokens of scripts: Instance, TenantId, ClientId of the API. Without ClientId no such token is taken.</summary>
    public const string ApiSection = "Api";

    /// <param name="cookieScheme">Where a proved sign-in becomes a session.</param>
    /// <param name="tenants">Tenants whose people may sign in, on top of what the registration allows.</param>
    /// <returns>Whether tokens of scripts are taken.</returns>
    public static bool Add(AuthenticationBuilder authentication, IConfiguration configuration, string cookieScheme, string[] tenants)
    {
        TokenForm.KeepClaimNames();
        var services = authentication.Services;
        authentication.AddMicrosoftIdentityWebApp(
            configuration.GetSection(Section),
            OpenIdConnectDefaults.AuthenticationScheme,
            cookieScheme: null
        );
        services.Configure<OpenIdConnectOptions>(
            OpenIdConnectDefaults.AuthenticationScheme,
            options =>
            {
                options.SignInScheme = cookieScheme;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.UsePkce = true;
                options.SaveTokens = false;
                options.MapInboundClaims = false;
                // An invisible frame of the provider has no cookie of ours, so this address would only serve attackers.
                options.RemoteSignOutPath = PathString.Empty;
                options.Events.OnTicketReceived = context =>
                    ProvenSignIn.AdmitAsync(context, IdentityClaims.OfEntra(context.Principal!), cookieScheme);
                options.Events.OnRemoteFailure = ProvenSignIn.FailAsync;
            }
        );
        services.PostConfigure<OpenIdConnectOptions>(
            OpenIdConnectDefaults.AuthenticationScheme,
            options =>
            {
                options.TokenValidationParameters.IssuerValidator = Only(tenants, options.TokenValidationParameters.IssuerValidator);
                var checkedByLibrary = options.Events.OnTokenValidated;
                options.Events.OnTokenValidated = async context =>
                {
                    if (!TokenForm.IsSigned(context.SecurityToken) || !TokenForm.IsVersion2(context.SecurityToken))
                        context.Fail("The token is not signed, or not of version 2.");
                    else
                        await checkedByLibrary(context);
                };
            }
        );
        if (configuration[$"{ApiSection}:ClientId"] is not { Length: > 0 })
            return false;

        authentication.AddMicrosoftIdentityWebApi(configuration.GetSection(ApiSection), JwtBearerDefaults.AuthenticationScheme);
        services.Configure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options =>
            {
                options.MapInboundClaims = false;
                options.Events = ProviderBearer.Refusals(options.Events ?? new JwtBearerEvents());
            }
        );
        services.PostConfigure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options =>
            {
                options.TokenValidationParameters.IssuerValidator = Only(tenants, options.TokenValidationParameters.IssuerValidator);
                options.TokenValidationParameters.ValidAlgorithms = TokenForm.Algorithms;
                // After the library's own check, which refuses a token that has neither a scope nor an app role.
                var checkedByLibrary = options.Events.OnTokenValidated;
                options.Events.OnTokenValidated = async context =>
                {
                    await checkedByLibrary(context);
                    if (!TokenForm.IsVersion2(context.SecurityToken))
                        context.Fail("The token is not of version 2.");
                    if (context.Result?.Failure is null)
                        await ProviderBearer.AdmitAsync(context, IdentityClaims.OfEntra(context.Principal!));
                };
            }
        );
        return true;
    }

    // With "organizations" the library alone lets every tenant in.
    private static IssuerValidator Only(string[] tenants, IssuerValidator? inner) =>
        (issuer, token, parameters) =>
        {
            var valid = inner is null
                ? throw new SecurityTokenInvalidIssuerException("The library has not set its check of issuers.")
                : inner(issuer, token, parameters);
            var tenant = token is JsonWebToken jwt && jwt.TryGetPayloadValue<string>("tid", out var named) ? named : "";
            return tenants.Contains(tenant, StringComparer.OrdinalIgnoreCase)
                ? valid
                : throw new SecurityTokenInvalidIssuerException("The tenant is not among AllowedTenants.") { InvalidIssuer = issuer };
        };
}
