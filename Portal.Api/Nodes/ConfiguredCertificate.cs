using System.Security.Cryptography.X509Certificates;

namespace Portal.Api.Nodes;

/// <summary>A certificate with its key as a section of the configuration names it: Path of a PEM or PFX file, KeyPath, Password.</summary>
internal static class ConfiguredCertificate
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">It, its key or its password is wrong.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static X509Certificate2 Load(IConfigurationSection section)
    {
        var (path, password) = (section["Path"]!, section["Password"]);
        if (Path.GetExtension(path).ToLowerInvariant() is ".pfx" or ".p12")
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        var keyPath = section["KeyPath"];
        return string.IsNullOrEmpty(password)
            ? X509Certificate2.CreateFromPemFile(path, keyPath)
            : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
    }
}
