using System.Diagnostics;
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dapper;
using Npgsql;
using Portal.Api.Commands;
using Portal.Api.Database;
using Portal.TestIdentity;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.SignIn.Real;

/// <summary>
/// The portal as a charity runs it: a process of its own in Production, over HTTPS, with a database of a server and an identity provider.
/// </summary>
public sealed class ProductionPortal : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly Dictionary<string, string?> _settings;
    private readonly bool _isGuest;
    private string _certificate = "";
    private Process? _process;

    private ProductionPortal(TestDatabase database, IdentityProvider provider, Dictionary<string, string?> settings, bool isGuest)
    {
        (Database, Provider, _isGuest) = (database, provider, isGuest);
        _folder = Directory.CreateTempSubdirectory("portal-production-").FullName;
        var port = FreePort();
        Address = new Uri($"https://localhost:{port}");
        _settings = new Dictionary<string, string?>(settings)
        {
            ["PORTAL_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["PORTAL_ADDRESS"] = Address.GetLeftPart(UriPartial.Authority),
            ["PORTAL_STATE"] = _folder,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Mail__Folder"] = Path.Combine(_folder, "mail"),
        };
        WriteCertificate();
        foreach (var role in PortalRole.All)
            _settings["ConnectionStrings__" + role.ConnectionString] = database.ConnectionString(role);
        foreach (var limit in RunningPortal.Limits)
            _settings["RequestLimits__" + limit] = RunningPortal.NoLimit;
    }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    public IdentityProvider Provider { get; }

    /// <summary>What it said on the terminal, errors included.</summary>
    public string Said { get; private set; } = "";

    /// <summary>A portal without anybody in it, with Entra or another provider.</summary>
    public static async Task<ProductionPortal> StartAsync(IdentityProvider provider, IReadOnlyDictionary<string, string?> settings)
    {
        NeedsDatabaseAttribute.Demand();
        var portal = new ProductionPortal(
            await TestDatabase.CreateAsync(),
            provider,
            Settings.AsEnvironment(provider, settings).ToDictionary(),
            isGuest: false
        );
        await portal.StartAsync();
        return portal;
    }

    /// <summary>Another node over the same database, with a state folder and an address of its own.</summary>
    public async Task<ProductionPortal> AnotherNodeAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var own = Settings.AsEnvironment(Provider, settings).ToDictionary();
        foreach (var key in new[] { "Keys__Certificate__Path", "Keys__Certificate__KeyPath" })
            own[key] = _settings[key];
        var node = new ProductionPortal(Database, Provider, own, isGuest: true);
        await node.StartAsync();
        return node;
    }

    /// <summary>The link that the command first-administrator prints.</summary>
    public async Task<string> FirstAdministratorAsync(string email)
    {
        using var command = Start(typeof(CheckCommand).Assembly.Location, "first-administrator", email);
        var said = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return command.ExitCode == 0
            ? said.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException(await command.StandardError.ReadToEndAsync());
    }

    /// <summary>A browser without script, which keeps cookies and follows redirects as told.</summary>
    internal SigningBrowser Browser() => new(this);

    /// <summary>A client that sends this bearer token.</summary>
    public HttpClient ClientWith(string? token)
    {
        var client = new HttpClient(Handler(), disposeHandler: true) { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    /// <summary>Trusts the certificates of this portal and its provider, and no others.</summary>
    public SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore =
                    {
                        X509Certificate2.CreateFromPem(_certificate),
                        X509Certificate2.CreateFromPem(Provider.CertificatePem),
                    },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };

    /// <summary>Entries of the audit log, oldest first, as event and detail.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync()
    {
        await using var administrator = new NpgsqlConnection(Database.AdministratorConnectionString);
        return
        [
            .. await administrator.QueryAsync<string>("SELECT event || coalesce(' ' || detail, '') FROM audit_entry ORDER BY entry_number"),
        ];
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var administrator = new NpgsqlConnection(Database.AdministratorConnectionString);
        await administrator.ExecuteAsync(sql);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
                await _process.WaitForExitAsync();
            _process.Dispose();
        }

        if (!_isGuest)
            await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        _process = Start(typeof(Portal.Web.Program).Assembly.Location);
        _process.ErrorDataReceived += (_, line) => Said += line.Data + "\n";
        _process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            Said += line + "\n";
            if (!line.Contains("is ready", StringComparison.Ordinal))
                continue;
            // Whoever does not read would in the end stop whoever writes.
            _ = KeepReadingAsync(_process.StandardOutput);
            return;
        }

        await _process.WaitForExitAsync(patience.Token);
        throw new InvalidOperationException("The portal did not start:\n" + Said);
    }

    private async Task KeepReadingAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
            Said += line + "\n";
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var (path, keyPath) = (Path.Combine(_folder, "portal.pem"), Path.Combine(_folder, "portal-key.pem"));
        _certificate = certificate.ExportCertificatePem();
        File.WriteAllText(path, _certificate);
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        // Each node has the same certificate for the keys; here it comes from the first.
        _settings.TryAdd("Keys__Certificate__Path", path);
        _settings.TryAdd("Keys__Certificate__KeyPath", keyPath);
        _settings["Kestrel__Certificates__Default__Path"] = path;
        _settings["Kestrel__Certificates__Default__KeyPath"] = keyPath;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
