using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Portal.TestIdentity.Endpoints;
using Portal.TestIdentity.Realms;
using Portal.TestIdentity.Tokens;

namespace Portal.TestIdentity;

/// <summary>
/// An OpenID Connect provider for tests on this machine, never for production: it asks nobody for a password and makes bad tokens on
/// request. It looks like Microsoft Entra v2, and below <c>/generic</c> like a provider that is not Entra. It answers over HTTPS on
/// loopback only, with a certificate that it makes itself.
/// </summary>
public sealed class IdentityProvider : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly string? _temporaryFolder;
    private readonly ConcurrentQueue<Person> _people;
    private readonly ConcurrentQueue<Machine> _machines;
    private readonly ConcurrentQueue<string> _requests = [];
    private WebApplication? _server;

    private IdentityProvider(IdentityProviderOptions options)
    {
        Options = options;
        _certificate = LoopbackCertificate.Create(options.Clock);
        if (options.Folder is null)
            _temporaryFolder = Directory.CreateTempSubdirectory("portal-test-identity-").FullName;
        CertificateFile = Path.Combine(Path.GetFullPath(options.Folder ?? _temporaryFolder!), "certificate.pem");
        _people = new(options.People);
        _machines = new(options.Machines);
    }

    public IdentityProviderOptions Options { get; }

    /// <summary>Where the provider answers; Entra's Instance.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The certificate without its key.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>A file with <see cref="CertificatePem"/>, for the variable <c>SSL_CERT_FILE</c> of a process that shall trust it.</summary>
    public string CertificateFile { get; }

    /// <summary>Authority of the generic realm.</summary>
    public Uri GenericAuthority => new(Address, GenericRealm.Path);

    public string TenantId => Options.TenantId;

    public string OtherTenantId => Options.OtherTenantId;

    /// <summary>Whoever can sign in.</summary>
    public IReadOnlyCollection<Person> People => _people;

    /// <summary>Programs with credentials of their own.</summary>
    public IReadOnlyCollection<Machine> Machines => _machines;

    public Faults Faults { get; } = new();

    /// <summary>Method and path of each request so far, oldest first.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    internal KeyRing EntraKeys { get; } = new();

    internal KeyRing GenericKeys { get; } = new();

    internal SignInCodes Codes { get; } = new();

    internal ConcurrentDictionary<string, Person> GenericTokens { get; } = new();

    // Without the slash at its end, as issuers are written.
    internal string Origin => Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Starts a provider.</summary>
    /// <exception cref="ArgumentException">The host of the options can be reached from other machines.</exception>
    public static async Task<IdentityProvider> StartAsync(IdentityProviderOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new IdentityProviderOptions();
        var address = Loopback.AddressOf(options.Host);
        var provider = new IdentityProvider(options);
        try
        {
            await provider.ListenAsync(address, cancellation);
            return provider;
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets another person sign in.</summary>
    public Person Add(Person person)
    {
        _people.Enqueue(person);
        return person;
    }

    /// <summary>Gives another program credentials.</summary>
    public Machine Add(Machine machine)
    {
        _machines.Enqueue(machine);
        return machine;
    }

    /// <summary>A handler for HTTP clients of this process that trusts this provider's certificate and no other.</summary>
    public SocketsHttpHandler TrustingHandler() => new() { SslOptions = LoopbackCertificate.TrustOnly(_certificate) };

    /// <summary>A bearer token for the API, of a person who uses the pages.</summary>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="person">Whose it is; the first one, when nobody is named.</param>
    /// <param name="change">A last change to the claims, before they are signed.</param>
    public string IssueToken(TokenFault fault = TokenFault.None, Person? person = null, Action<JsonObject>? change = null)
    {
        var realm = new EntraRealm(this, TenantId);
        var claims = realm.ForApi(person ?? Options.People[0]);
        change?.Invoke(claims);
        return TokenText.Write(realm, claims, fault, Options.WebClientSecret);
    }

    /// <summary>A bearer token for the API, of a machine.</summary>
    /// <param name="machine">Whose it is; it need not be one of <see cref="Machines"/>.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="change">A last change to the claims, before they are signed.</param>
    public string IssueToken(Machine machine, TokenFault fault = TokenFault.None, Action<JsonObject>? change = null)
    {
        var realm = new EntraRealm(this, TenantId);
        var claims = realm.ForApi(machine);
        change?.Invoke(claims);
        return TokenText.Write(realm, claims, fault, machine.Secret);
    }

    /// <summary>Signs with new keys from now on; the old ones stay published until <see cref="WithdrawOldKeys"/>.</summary>
    public void RollKeys()
    {
        EntraKeys.Add();
        GenericKeys.Add();
    }

    /// <summary>Publishes the newest keys only.</summary>
    public void WithdrawOldKeys()
    {
        EntraKeys.WithdrawOld();
        GenericKeys.WithdrawOld();
    }

    /// <summary>Ends when the process is told to stop.</summary>
    public Task WaitForShutdownAsync() => _server!.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _certificate.Dispose();
        EntraKeys.Dispose();
        GenericKeys.Dispose();
        if (_temporaryFolder is not null)
            Directory.Delete(_temporaryFolder, recursive: true);
    }

    internal void Remember(HttpRequest request) => _requests.Enqueue($"{request.Method} {request.Path}");

    private async Task ListenAsync(System.Net.IPAddress address, CancellationToken cancellation)
    {
        _server = ProviderServer.Build(this, address, _certificate);
        await _server.StartAsync(cancellation);
        var port = new Uri(_server.Urls.Single()).Port;
        Address = new UriBuilder(Uri.UriSchemeHttps, Options.Host, port).Uri;
        await File.WriteAllTextAsync(CertificateFile, CertificatePem, cancellation);
    }
}
