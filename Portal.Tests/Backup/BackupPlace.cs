using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dapper;
using Npgsql;
using Portal.Api.Database;
using Portal.Tests.Commands;
using Portal.Tests.Database;

namespace Portal.Tests.Backup;

/// <summary>A folder for backups with a certificate and keys, and the commands over a database and a state folder.</summary>
internal sealed class BackupPlace : IAsyncDisposable
{
    private static int _count;

    private readonly List<string> _made = [];

    public BackupPlace(TestDatabase database, string? state = null)
    {
        Database = database;
        Root = Directory.CreateTempSubdirectory("portal-backups-").FullName;
        Folder = Path.Combine(Root, "backups");
        State = state ?? Directory.CreateDirectory(Path.Combine(Root, "state")).FullName;
        // As a portal leaves it while nothing was erased.
        if (state is null)
            File.WriteAllText(Path.Combine(State, "erasures"), "");
        (Certificate, Key) = WriteKey("backup", DateTimeOffset.UtcNow.AddDays(30));
        (_, OtherKey) = WriteKey("other", DateTimeOffset.UtcNow.AddDays(30));
    }

    public TestDatabase Database { get; }

    public string Root { get; }

    /// <summary>Where backups go.</summary>
    public string Folder { get; }

    public string State { get; }

    public string Certificate { get; }

    public string Key { get; }

    public string OtherKey { get; }

    /// <summary>The settings of the portal.</summary>
    public Dictionary<string, string?> Settings =>
        PortalRole
            .All.ToDictionary(role => "ConnectionStrings__" + role.ConnectionString, role => (string?)Database.ConnectionString(role))
            .Append(new("ConnectionStrings__Backup", Database.AdministratorConnectionString))
            .Append(new("PORTAL_STATE", State))
            .ToDictionary();

    /// <summary>Files that look like backups.</summary>
    public IReadOnlyList<string> Backups => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "portal-backup-*") : [];

    /// <summary>Makes a backup.</summary>
    /// <returns>Its file.</returns>
    public async Task<string> BackUpAsync()
    {
        var answer = await RunAsync("backup", "--to", Folder, "--recipient", Certificate);
        return answer.Code == 0 ? answer.Output.Split('\n')[0] : throw new InvalidOperationException(answer.Said);
    }

    public Task<CommandAnswer> RunAsync(params string[] arguments) => PortalCommand.RunAsync(Settings, arguments);

    /// <summary>The same for a machine that has nothing of the portal.</summary>
    public Task<CommandAnswer> ElsewhereAsync(params string[] arguments) =>
        PortalCommand.RunAsync(new Dictionary<string, string?> { ["PORTAL_STATE"] = Path.Combine(Root, "elsewhere") }, arguments);

    /// <summary>A connection string to a database that is not there yet; it goes with the place.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"portal_test_{Environment.ProcessId}_restored_{Interlocked.Increment(ref _count)}";
        _made.Add(name);
        return (await TestCluster.JoinedAsync()).Administrator(name);
    }

    /// <summary>A certificate with its key.</summary>
    public (string Certificate, string Key) WriteKey(string name, DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(end.AddDays(-60), end);
        var (path, keyPath) = (Path.Combine(Root, name + ".pem"), Path.Combine(Root, name + "-key.pem"));
        File.WriteAllText(path, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return (path, keyPath);
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync(Database.AdministratorConnectionString, sql);

    public static async Task ExecuteAsync(string administrator, string sql)
    {
        await using var connection = new NpgsqlConnection(administrator);
        await connection.ExecuteAsync(sql);
    }

    public static async Task<int> CountAsync(string administrator, string fromWhere)
    {
        await using var connection = new NpgsqlConnection(administrator);
        return await connection.ExecuteScalarAsync<int>("SELECT count(*)::int FROM " + fromWhere);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _made)
            await TestCluster.DropAsync(name);
        Directory.Delete(Root, recursive: true);
    }
}
