using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Api.SignIn.Identities;

namespace Portal.Api.SignIn.OpenIdConnect;

/// <summary>
/// Any other OpenID Connect provider, for a charity without Entra: authorization code with PKCE, and bearer tokens for the API.
/// </summary>
/// <remarks>Source: docs/security.md, "Identity".</remarks>
public static class ProviderSignIn
{
    /// <summary>Section of the configuration: Authority, ClientId, ClientSecret; ApiAudience when tokens of scripts are taken.</summary>
    public const string Section = "OpenIdConnect";

    /// <param name="cookieScheme">Where a proved sign-in becomes a session.</param>
    /// <returns>Whether tokens of scripts are taken.</returns>
    public static bool Add(AuthenticationBuilder authentication, IConfiguration configuration, string cookieScheme)
    {
        TokenForm.KeepClaimNames();
        var section = configuration.GetSection(Section);
        var authority = section["Authority"]!;
        authentication.AddOpenIdConnect(
            OpenIdConnectDefaults.AuthenticationScheme,
            options =>
            {
                options.Authority = authority;
                options.ClientId = section["ClientId"];
                options.ClientSecret = section["ClientSecret"];
                if (section["CallbackPath"] is { Length: > 0 } callback)
                    options.CallbackPath = callback;
                options.SignInScheme = cookieScheme;
                options.ResponseType = OpenIdConnectResponseType.Code;
                options.UsePkce = true;
                options.SaveTokens = false;
                options.MapInboundClaims = false;
                options.Scope.Add("email");
                options.RemoteSignOutPath = PathString.Empty;
                options.TokenValidationParameters.NameClaimType = "name";
                options.Events.OnTokenValidated = context =>
                {
                    if (!TokenForm.IsSigned(context.SecurityToken))
                        context.Fail("The token is not signed.");
                    return Task.CompletedTask;
                };
                options.Events.OnTicketReceived = context =>
                    ProvenSignIn.AdmitAsync(context, IdentityClaims.OfProvider(context.Principal!, authority), cookieScheme);
                options.Events.OnRemoteFailure = ProvenSignIn.FailAsync;
            }
        );
        if (section["ApiAudience"] is not { Length: > 0 } audience)
            return false;

        authentication.AddJwtBearer(
            JwtBearerDefaults.AuthenticationScheme,
            options =>
            {
                options.Authority = authority;
                options.Audience = audience;
                options.MapInboundClaims = false;
                options.TokenValidationParameters.ValidAlgorithms = TokenForm.Algorithms;
                options.Events = ProviderBearer.Refusals(
                    new JwtBearerEvents
                    {
                        OnTokenValidated = context =>
                            ProviderBearer.AdmitAsync(context, IdentityClaims.OfProvider(context.Principal!, authority)),
                    }
                );
            }
        );
        return true;
    }
}
