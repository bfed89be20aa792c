using System.Text.Json;
using Portal.Api.SignIn;
using Portal.Api.SignIn.Entra;

namespace Portal.Api.Doctor;

/// <summary>Whether the identity provider answers with its discovery document and its keys.</summary>
internal static class IdentityFindings
{
    private const string What = "sign-in";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private sealed record Discovery(string? Issuer, string? Keys, bool IsWhole);

    public static async Task<Finding> OfAsync(Patient patient, CancellationToken cancellation)
    {
        var (settings, faults) = IdentitySettings.Read(patient.Configuration, patient.Options.Environment);
        if (faults.Count > 0 || (settings.Provider is null && settings.Kind != IdentityKind.Development))
            return Finding.Wrong(
                What,
                "Nothing was asked of the provider, because its settings are wrong.",
                "See the lines about settings."
            );
        if (settings.Provider is not { } provider)
            return Finding.Ok(What, "the sample people, on this machine only");
        var path =
            settings.Kind == IdentityKind.Entra
                ? patient.Configuration.GetSection(EntraSignIn.Section)["TenantId"]!.Trim() + "/v2.0/.well-known/openid-configuration"
                : ".well-known/openid-configuration";
        var document = new Uri(provider.AbsoluteUri.TrimEnd('/') + "/" + path);
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await client.GetAsync(document, cancellation);
            if (!answer.IsSuccessStatusCode)
                return Finding.Wrong(
                    What,
                    FormattableString.Invariant($"The provider answers {(int)answer.StatusCode} for {document}."),
                    settings.Kind == IdentityKind.Entra
                        ? "Look at AzureAd:TenantId and AzureAd:Instance."
                        : "Look at OpenIdConnect:Authority."
                );
            return await OfAsync(client, settings, Read(await answer.Content.ReadAsByteArrayAsync(cancellation)), cancellation);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return Finding.Wrong(
                What,
                $"The certificate of {document.Host} is not trusted.",
                "Add the provider's authority to the certificates of this machine (update-ca-certificates)."
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return Finding.Wrong(
                What,
                $"The provider at {document.Host} does not answer.",
                "Look at the address in the settings, the firewall, and names (DNS). Nobody can sign in meanwhile."
            );
        }
    }

    private static async Task<Finding> OfAsync(
        HttpClient client,
        IdentitySettings settings,
        Discovery? discovery,
        CancellationToken cancellation
    )
    {
        if (discovery is not { IsWhole: true, Keys: { } keys } || !Uri.TryCreate(keys, UriKind.Absolute, out var address))
            return Finding.Wrong(
                What,
                "The provider's answer is not a discovery document of OpenID Connect.",
                "Look at the address in the settings; a proxy may have answered in its place."
            );
        if (settings.Kind == IdentityKind.OpenIdConnect && discovery.Issuer?.TrimEnd('/') != settings.Provider!.AbsoluteUri.TrimEnd('/'))
            return Finding.Wrong(
                What,
                $"The provider calls itself {discovery.Issuer}, and OpenIdConnect:Authority is another address.",
                "Set OpenIdConnect:Authority to what the provider calls itself."
            );
        using var answer = await client.GetAsync(address, cancellation);
        return answer.IsSuccessStatusCode
            ? Finding.Ok(What, $"{settings.Provider!.Host} answers with its document and keys")
            : Finding.Wrong(
                What,
                FormattableString.Invariant($"The provider answers {(int)answer.StatusCode} for its keys, so no sign-in can be checked."),
                "Ask whoever runs the provider."
            );
    }

    private static Discovery? Read(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new Discovery(
                Text(root, "issuer"),
                Text(root, "jwks_uri"),
                Text(root, "authorization_endpoint") is not null && Text(root, "token_endpoint") is not null
            );
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
