using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Api.Nodes;
using Portal.Api.Starting;

namespace Portal.Api.Doctor;

/// <summary>The certificates of HTTPS and of the key ring: whether they can be read, have their key, and how long they last.</summary>
internal static class CertificateFindings
{
    private const string Https = "HTTPS";
    private const string Keys = "key ring";
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static IEnumerable<Finding> Of(Patient patient)
    {
        var kestrel = patient.Configuration.GetSection("Kestrel");
        var served = kestrel
            .GetSection("Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint.GetSection("Certificate"))
            .Prepend(kestrel.GetSection("Certificates:Default"))
            .Where(section => section["Path"] is { Length: > 0 })
            .ToList();
        foreach (var section in served)
            yield return Of(Https, section, patient, patient.Options.Address?.Host);
        if (served.Count == 0 && patient.Options.Urls.Contains("https://", StringComparison.OrdinalIgnoreCase))
            yield return Finding.Wrong(
                Https,
                "PORTAL_URLS has https://, and no certificate is set.",
                "Set Kestrel:Certificates:Default:Path, and KeyPath for a PEM file."
            );
        else if (served.Count == 0 && !patient.IsDevelopment && !TrustedProxies.AreNamed(patient.Configuration))
            yield return Finding.Wrong(
                Https,
                "There is no certificate, and no proxy is named that has one.",
                "See the lines about settings."
            );
        else if (served.Count == 0)
            yield return Finding.Ok(
                Https,
                patient.IsDevelopment ? "not used on this machine" : "by the proxy that ForwardedHeaders names; its certificate is its own"
            );
        // A missing one is among the settings.
        if (patient.Configuration[KeyRing.Section + ":Path"] is { Length: > 0 })
            yield return Of(Keys, patient.Configuration.GetSection(KeyRing.Section), patient, null);
    }

    private static Finding Of(string what, IConfigurationSection section, Patient patient, string? host)
    {
        try
        {
            using var certificate = ConfiguredCertificate.Load(section);
            return Of(what, certificate, section.Path, patient.Options.Clock.GetUtcNow(), host);
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Finding.Wrong(
                what,
                $"The certificate of {section.Path} cannot be read, or its key or password is not its own.",
                "Look at Path, KeyPath and Password, and whether the portal's account may read the files."
            );
        }
    }

    private static Finding Of(string what, X509Certificate2 certificate, string setting, DateTimeOffset now, string? host)
    {
        var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        var day = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var renew =
            what == Keys ? "Make a new one, and keep the old one until nobody is signed in (docs/security.md, \"Key ring\")." : "Renew it.";
        return !certificate.HasPrivateKey
                ? Finding.Wrong(what, $"The certificate of {setting} has no private key.", $"Set {setting}:KeyPath.")
            : end <= now ? Finding.Wrong(what, $"The certificate of {setting} ended on {day}.", renew)
            : host is not null && !certificate.MatchesHostname(host)
                ? Finding.Wrong(what, $"The certificate of {setting} is not for {host}.", "Get one for the host of PORTAL_ADDRESS.")
            : end - now < Soon ? Finding.Warning(what, $"The certificate of {setting} ends on {day}.", renew)
            : Finding.Ok(what, $"the certificate is good until {day}");
    }
}
