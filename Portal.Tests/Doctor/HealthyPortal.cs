using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Backup;
using Portal.Api.Database;
using Portal.Api.Database.Embedded;
using Portal.TestIdentity;
using Portal.Tests.Commands;
using Portal.Tests.Database;
using Portal.Tests.Mail;

namespace Portal.Tests.Doctor;

/// <summary>A set-up in Production with which nothing is wrong: a durable server, a provider, a mail server, certificates and backups.</summary>
internal sealed class HealthyPortal : IAsyncDisposable
{
    /// <summary>Stands in every setting that is secret.</summary>
    public const string Secret = "nobody-shall-read-this";

    private readonly OwnServer _server;

    private HealthyPortal(OwnServer server, IdentityProvider provider)
    {
        (_server, Provider) = (server, provider);
        Root = Directory.CreateTempSubdirectory("portal-doctor-").FullName;
        State = Directory.CreateDirectory(Path.Combine(Root, "state")).FullName;
        WriteCertificate("portal", "localhost", DateTimeOffset.UtcNow.AddDays(90));
        WriteCertificate("keys", "keys", DateTimeOffset.UtcNow.AddDays(90));
        WriteCertificate("ended", "localhost", DateTimeOffset.UtcNow.AddDays(-1));
        WriteCertificate("soon", "localhost", DateTimeOffset.UtcNow.AddDays(9));
        WriteCertificate("other", "other.example", DateTimeOffset.UtcNow.AddDays(90));
        RememberBackups(DateTimeOffset.UtcNow);
    }

    public IdentityProvider Provider { get; }

    public SmtpServer Mail { get; } = new();

    public string Root { get; }

    public string State { get; }

    /// <summary>The server's administrator.</summary>
    public string Administrator => _server.Administrator;

    public static async Task<HealthyPortal> StartAsync()
    {
        var healthy = new HealthyPortal(await OwnServer.StartAsync(Durability.Durable), await IdentityProvider.StartAsync());
        await using var portal = await healthy._server.OpenAsync();
        await Templates.MigrateAsync(portal);
        return healthy;
    }

    public Dictionary<string, string?> Settings()
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"https://localhost:{FreePort()}");
        var host = new NpgsqlConnectionStringBuilder(Administrator).Host;
        var settings = new Dictionary<string, string?>(
            TestIdentity.Settings.AsEnvironment(Provider, TestIdentity.Settings.ForEntra(Provider))
        )
        {
            ["AzureAd__ClientSecret"] = Secret,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["PORTAL_STATE"] = State,
            ["PORTAL_ADDRESS"] = url,
            ["PORTAL_URLS"] = url,
            ["Mail__Host"] = "localhost",
            ["Mail__Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
            ["Mail__From"] = "outcomes@example.org",
            ["Mail__TrustedCertificate"] = Mail.AuthorityFile,
        };
        Name(settings, "Keys__Certificate", "keys");
        Name(settings, "Kestrel__Certificates__Default", "portal");
        foreach (var role in PortalRole.All)
            settings["ConnectionStrings__" + role.ConnectionString] =
                $"Host={host};Username={role.Name};Password={Secret};Database={OwnServer.Database}";
        return settings;
    }

    /// <summary>Sets a certificate of this place.</summary>
    public void Name(Dictionary<string, string?> settings, string section, string certificate)
    {
        settings[section + "__Path"] = Path.Combine(Root, certificate + ".pem");
        settings[section + "__KeyPath"] = Path.Combine(Root, certificate + "-key.pem");
    }

    public void RememberBackups(DateTimeOffset at)
    {
        foreach (var which in new[] { BackupDates.LastBackup, BackupDates.LastDrill })
            BackupDates.Write(State, which, new BackupDate(at, "portal-backup-20260101T000000Z.tar", at));
    }

    public Task<CommandAnswer> AskAsync(Dictionary<string, string?>? settings = null) =>
        PortalCommand.RunAsync(settings ?? Settings(), "doctor");

    /// <summary>Asks, and finds the words among what is wrong (one or two lines, or as many as said), much that is well, and no secret.</summary>
    public async Task AssertWrongAsync(Dictionary<string, string?> settings, string words, int? wrong = null)
    {
        var answer = await AskAsync(settings);
        Assert.That(answer.Code, Is.EqualTo(1), answer.Said);
        var found = Lines(answer).Where(line => line.StartsWith("wrong", StringComparison.Ordinal)).ToList();
        Assert.That(found, Has.Some.Contains(words), answer.Said);
        Assert.That(found, wrong is { } count ? Has.Count.EqualTo(count) : Has.Count.LessThanOrEqualTo(2), answer.Said);
        Assert.That(Lines(answer).Count(line => line.StartsWith("ok ", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(8), answer.Said);
        Assert.That(answer.Said, Does.Not.Contain(Secret));
    }

    /// <summary>The findings, without the sum below them.</summary>
    public static IReadOnlyList<string> Lines(CommandAnswer answer) => [.. answer.Output.Split('\n').TakeWhile(line => line.Length > 0)];

    public async Task ExecuteAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(Administrator);
        await administrator.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        await Mail.DisposeAsync();
        await Provider.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    private void WriteCertificate(string name, string host, DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(end.AddDays(-100), end);
        File.WriteAllText(Path.Combine(Root, name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Root, name + "-key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
