using Portal.Api.SignIn.Entra;
using Portal.Api.SignIn.OpenIdConnect;

namespace Portal.Api.SignIn;

/// <summary>Who proves people to this portal.</summary>
public enum IdentityKind
{
    /// <summary>Nobody: on a developer's own machine anybody may be any of the sample people.</summary>
    Development,

    /// <summary>Microsoft Entra ID.</summary>
    Entra,

    /// <summary>Another OpenID Connect provider.</summary>
    OpenIdConnect,
}

/// <summary>The identity that the configuration asks for.</summary>
/// <param name="Kind">Exactly one.</param>
/// <param name="AllowedTenants">Of Entra; ids of the tenants whose people may sign in.</param>
/// <param name="Provider">Address of the provider, to which a browser is sent; <c>null</c> in Development.</param>
public sealed record IdentitySettings(IdentityKind Kind, string[] AllowedTenants, Uri? Provider)
{
    private const string Microsoft = "https://login.microsoftonline.com/";

    // Words of Entra for "whoever has an account", in place of a tenant.
    private static readonly string[] ManyTenants = ["common", "organizations", "consumers"];

    /// <summary>Reads the sections AzureAd, Api, AllowedTenants and OpenIdConnect.</summary>
    /// <param name="environment">Only Development may do without a provider.</param>
    /// <returns>The settings, and a sentence for each thing that is missing or wrong.</returns>
    public static (IdentitySettings Settings, IReadOnlyList<string> Faults) Read(IConfiguration configuration, string environment)
    {
        var faults = new List<string>();
        var (entra, other) = (configuration.GetSection(EntraSignIn.Section), configuration.GetSection(ProviderSignIn.Section));
        if (entra.Exists() && other.Exists())
            faults.Add("AzureAd and OpenIdConnect are both set; keep the one that your people sign in with.");
        if (entra.Exists())
            return (ReadEntra(configuration, entra, faults), faults);
        if (other.Exists())
            return (ReadOther(other, faults), faults);
        if (!string.Equals(environment, Environments.Development, StringComparison.OrdinalIgnoreCase))
            faults.Add(
                "Nothing says how people sign in: set AzureAd:TenantId, AzureAd:ClientId and AzureAd:ClientSecret for Microsoft Entra ID, "
                    + "or OpenIdConnect:Authority, OpenIdConnect:ClientId and OpenIdConnect:ClientSecret for another provider."
            );
        return (new IdentitySettings(IdentityKind.Development, [], null), faults);
    }

    private static IdentitySettings ReadEntra(IConfiguration configuration, IConfigurationSection section, List<string> faults)
    {
        var tenant = Needed(section, "TenantId", "the id of your tenant", faults);
        Needed(section, "ClientId", "the application id of the portal's registration", faults);
        if (string.IsNullOrWhiteSpace(section["ClientSecret"]) && !section.GetSection("ClientCertificates").GetChildren().Any())
            faults.Add("AzureAd:ClientSecret is missing; set it, or AzureAd:ClientCertificates.");
        var instance = section["Instance"] is { Length: > 0 } given ? given : Microsoft;
        var listed = (configuration.GetSection("AllowedTenants").Get<string[]>() ?? []).Where(one => one.Length > 0).ToArray();
        var isMany = ManyTenants.Contains(tenant, StringComparer.OrdinalIgnoreCase);
        if (isMany && listed.Length == 0)
            faults.Add($"AzureAd:TenantId is {tenant}, which lets every tenant in; list those of your network in AllowedTenants.");
        foreach (var one in listed.Where(one => !Guid.TryParse(one, out _)))
            faults.Add($"AllowedTenants has {one}, which is not the id of a tenant.");
        if (tenant.Length > 0 && !isMany && !Guid.TryParse(tenant, out _))
            faults.Add("AzureAd:TenantId must be the id of a tenant (or organizations, with AllowedTenants).");
        return new IdentitySettings(
            IdentityKind.Entra,
            listed.Length > 0 || isMany ? listed : [tenant],
            Https(instance, "AzureAd:Instance", faults)
        );
    }

    private static IdentitySettings ReadOther(IConfigurationSection section, List<string> faults)
    {
        var authority = Needed(section, "Authority", "the address of the provider", faults);
        Needed(section, "ClientId", "the portal's client id at the provider", faults);
        Needed(section, "ClientSecret", "the portal's secret at the provider", faults);
        return new IdentitySettings(
            IdentityKind.OpenIdConnect,
            [],
            authority.Length == 0 ? null : Https(authority, "OpenIdConnect:Authority", faults)
        );
    }

    private static string Needed(IConfigurationSection section, string key, string what, List<string> faults)
    {
        if (section[key]?.Trim() is { Length: > 0 } value)
            return value;
        faults.Add($"{section.Key}:{key} is missing: {what}.");
        return "";
    }

    private static Uri? Https(string text, string setting, List<string> faults)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
            return address;
        faults.Add($"{setting} must be an address that begins with https://.");
        return null;
    }
}
