namespace Portal.TestIdentity;

/// <summary>The portal's configuration for a provider, as keys of .NET's configuration.</summary>
public static class Settings
{
    /// <summary>Sign-in by Entra, for pages and API.</summary>
    public static IReadOnlyDictionary<string, string?> ForEntra(IdentityProvider provider) =>
        new Dictionary<string, string?>
        {
            ["AzureAd:Instance"] = provider.Address.AbsoluteUri,
            ["AzureAd:TenantId"] = provider.TenantId,
            ["AzureAd:ClientId"] = provider.Options.WebClientId,
            ["AzureAd:ClientSecret"] = provider.Options.WebClientSecret,
            ["AzureAd:CallbackPath"] = "/signin-oidc",
            ["Api:Instance"] = provider.Address.AbsoluteUri,
            ["Api:TenantId"] = provider.TenantId,
            ["Api:ClientId"] = provider.Options.ApiClientId,
            ["AllowedTenants:0"] = provider.TenantId,
        };

    /// <summary>Sign-in by a provider that is not Entra.</summary>
    public static IReadOnlyDictionary<string, string?> ForGeneric(IdentityProvider provider) =>
        new Dictionary<string, string?>
        {
            ["OpenIdConnect:Authority"] = provider.GenericAuthority.AbsoluteUri,
            ["OpenIdConnect:ClientId"] = provider.Options.GenericClientId,
            ["OpenIdConnect:ClientSecret"] = provider.Options.GenericClientSecret,
            ["OpenIdConnect:RoleClaim"] = "roles",
        };

    /// <summary>The same as variables of a process's environment, with the one that makes it trust the certificate.</summary>
    public static IReadOnlyDictionary<string, string?> AsEnvironment(
        IdentityProvider provider,
        IReadOnlyDictionary<string, string?> settings
    ) =>
        settings
            .Append(new KeyValuePair<string, string?>("SSL_CERT_FILE", provider.CertificateFile))
            .ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
}
