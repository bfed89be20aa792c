using System.Security.Cryptography.X509Certificates;

namespace Portal.TestIdentity;

/// <summary>What a portal beside the provider needs besides its settings for sign-in: HTTPS, and a first administrator.</summary>
internal static class PortalBeside
{
    private const string Address = "https://localhost:5443";

    /// <summary>Writes a certificate for the portal into the folder.</summary>
    /// <returns>Variables of the portal's environment.</returns>
    public static IReadOnlyDictionary<string, string?> Settings(string folder, TimeProvider clock)
    {
        using var certificate = LoopbackCertificate.Create(clock);
        var (path, keyPath) = (Path.Combine(folder, "portal.pem"), Path.Combine(folder, "portal-key.pem"));
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(keyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(keyPath, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return new Dictionary<string, string?>
        {
            ["PORTAL_URLS"] = Address,
            ["PORTAL_ADDRESS"] = Address,
            ["PORTAL_FIRST_ADMINISTRATOR"] = Person.Invented[0].UserName,
            ["Kestrel__Certificates__Default__Path"] = path,
            ["Kestrel__Certificates__Default__KeyPath"] = keyPath,
        };
    }
}
