using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Portal.Api.Nodes;

/// <summary>
/// The keys that protect cookies and forms. Outside Development they are in the database, encrypted by a certificate, so that every node
/// reads what another has written, and a copy of the database opens nothing.
/// </summary>
/// <remarks>Source: docs/security.md, "Key ring".</remarks>
public static class KeyRing
{
    /// <summary>Section of the certificate: Path of a PEM or PFX file, KeyPath of the key of a PEM file, Password.</summary>
    public const string Section = "Keys:Certificate";

    /// <summary>A sentence for what is missing or cannot be read.</summary>
    public static string? Fault(IConfiguration configuration)
    {
        if (configuration[Section + ":Path"] is not { Length: > 0 })
            return "Keys:Certificate:Path is missing: the certificate that encrypts the keys of cookies and forms in the database.";
        try
        {
            using var certificate = Certificate(configuration);
            return certificate.HasPrivateKey ? null : "Keys:Certificate has no private key; set Keys:Certificate:KeyPath.";
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return "Keys:Certificate cannot be read: " + exception.Message;
        }
    }

    /// <param name="database">Of the role that keeps sessions.</param>
    public static void UseDatabase(this IDataProtectionBuilder protection, NpgsqlDataSource database, IConfiguration configuration)
    {
        protection.ProtectKeysWithCertificate(Certificate(configuration));
        protection.Services.Configure<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>(options =>
            options.XmlRepository = new StoredKeys(database)
        );
    }

    private static X509Certificate2 Certificate(IConfiguration configuration) =>
        ConfiguredCertificate.Load(configuration.GetSection(Section));

    private sealed class StoredKeys(NpgsqlDataSource database) : IXmlRepository
    {
        private const string All = "SELECT element FROM key_ring ORDER BY made_at, name";

        // A node that began at the same moment may have been first.
        private const string Insert = "INSERT INTO key_ring (name, element) VALUES (@Name, @Element) ON CONFLICT DO NOTHING";

        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var connection = database.OpenConnection();
            return [.. connection.Query<string>(All).Select(XElement.Parse)];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var connection = database.OpenConnection();
            connection.Execute(Insert, new { Name = friendlyName, Element = element.ToString(SaveOptions.DisableFormatting) });
        }
    }
}
