using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Api.Starting;

namespace Portal.Tests.Starting;

/// <summary>Outside Development the portal says in a sentence each what is missing or wrong. One good set-up, then one thing changed.</summary>
public sealed class StartRulesTests
{
    private const string Tenant = "11111111-1111-4111-8111-111111111111";

    private string _folder = "";

    [OneTimeSetUp]
    public void WriteCertificate()
    {
        _folder = Directory.CreateTempSubdirectory("portal-rules-").FullName;
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_folder, "keys.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "keys-key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    [OneTimeTearDown]
    public void RemoveCertificate() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Faults_EverythingIsSet_AreNone() => Assert.That(Faults([]), Is.Empty);

    [TestCase("AzureAd:TenantId", null, "AzureAd:TenantId is missing")]
    [TestCase("AzureAd:TenantId", "organizations", "which lets every tenant in")]
    [TestCase("AzureAd:TenantId", "our-trust", "AzureAd:TenantId must be the id of a tenant")]
    [TestCase("AzureAd:ClientId", null, "AzureAd:ClientId is missing")]
    [TestCase("AzureAd:ClientSecret", null, "AzureAd:ClientSecret is missing")]
    [TestCase("AzureAd:Instance", "http://login.example/", "AzureAd:Instance must be an address that begins with https://")]
    [TestCase("AllowedTenants:0", "our-trust", "AllowedTenants has our-trust")]
    [TestCase("OpenIdConnect:Authority", "https://id.example", "AzureAd and OpenIdConnect are both set")]
    [TestCase("PORTAL_ADDRESS", null, "PORTAL_ADDRESS must say")]
    [TestCase("PORTAL_ADDRESS", "http://outcomes.example.org", "PORTAL_ADDRESS must say")]
    [TestCase("ForwardedHeaders:KnownProxies:0", null, "Nothing protects the way to the portal")]
    [TestCase("ForwardedHeaders:KnownProxies:0", "proxy", "ForwardedHeaders:KnownProxies has proxy")]
    [TestCase("ForwardedHeaders:KnownNetworks:0", "10.0.0.0/99", "ForwardedHeaders:KnownNetworks has 10.0.0.0/99")]
    [TestCase("Keys:Certificate:Path", null, "Keys:Certificate:Path is missing")]
    [TestCase("Keys:Certificate:Path", "/nowhere/keys.pem", "Keys:Certificate cannot be read")]
    [TestCase("Mail:Folder", null, "Nothing says how mail leaves the portal")]
    [TestCase("PORTAL_URLS", "outcomes.example.org", "is not an address")]
    [TestCase("Calendar:Today", "2026-01-20", "Calendar:Today stops the calendar of quarters, which only the sample network")]
    [TestCase("Calendar:Today", "real", "Calendar:Today stops the calendar of quarters, which only the sample network")]
    [TestCase("ConnectionStrings:Backup", "Host=db", "ConnectionStrings:Backup is for a command")]
    [TestCase("ConnectionStrings:Administrator", "Host=db", "ConnectionStrings:Administrator is for a command")]
    public void Faults_OneThingIsChanged_SayIt(string setting, string? value, string sentence)
    {
        var faults = Faults(new() { [setting] = value });

        Assert.That(faults, Has.Some.Contains(sentence));
        Assert.That(faults, Has.Count.LessThanOrEqualTo(2), string.Join('\n', faults));
    }

    [Test]
    public void Faults_NoProvider_SaysBothWays()
    {
        var faults = Faults(
            new()
            {
                ["AzureAd:TenantId"] = null,
                ["AzureAd:ClientId"] = null,
                ["AzureAd:ClientSecret"] = null,
            }
        );

        Assert.That(faults, Has.Some.Contains("Nothing says how people sign in").And.Contain("OpenIdConnect:Authority"));
    }

    [Test]
    public void Faults_NoServer_RefusesThePrivateDatabase()
    {
        var without = PortalRole.All.ToDictionary(role => "ConnectionStrings:" + role.ConnectionString, _ => (string?)null);

        Assert.That(Faults(without), Has.Some.Contains("The private PostgreSQL is for a developer's machine"));
    }

    [Test]
    public void Faults_NothingIsSet_AreAllSaidAtOnce()
    {
        var configuration = new ConfigurationBuilder().Build();

        Assert.That(StartRules.Faults(configuration, StartOptions.Read([], configuration)), Has.Count.GreaterThanOrEqualTo(5));
    }

    private IReadOnlyList<string> Faults(Dictionary<string, string?> changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["PORTAL_ADDRESS"] = "https://outcomes.example.org",
            ["PORTAL_URLS"] = "http://127.0.0.1:0",
            ["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1",
            ["AzureAd:TenantId"] = Tenant,
            ["AzureAd:ClientId"] = Tenant,
            ["AzureAd:ClientSecret"] = "a secret",
            ["Keys:Certificate:Path"] = Path.Combine(_folder, "keys.pem"),
            ["Keys:Certificate:KeyPath"] = Path.Combine(_folder, "keys-key.pem"),
            ["Mail:Folder"] = Path.Combine(_folder, "mail"),
        };
        foreach (var role in PortalRole.All)
            settings["ConnectionStrings:" + role.ConnectionString] = $"Host=db;Database=portal;Username={role.Name}";
        foreach (var (setting, value) in changes)
            settings[setting] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Where(setting => setting.Value is not null)).Build();
        return StartRules.Faults(configuration, StartOptions.Read([], configuration));
    }
}
