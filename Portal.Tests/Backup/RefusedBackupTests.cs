using System.Diagnostics;
using System.Text;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Backup;
using Portal.Api.Database;
using Portal.Tests.Commands;
using Portal.Tests.Database;

namespace Portal.Tests.Backup;

/// <summary>Backups that are not made, each with its words.</summary>
[NeedsDatabase]
public sealed class RefusedBackupTests
{
    private TestDatabase _database = null!;
    private BackupPlace _place = null!;
    private string _backup = "";

    [OneTimeSetUp]
    public async Task BackUpAsync()
    {
        _database = await TestDatabase.CreateWithServicesAsync();
        _place = new BackupPlace(_database);
        _backup = await _place.BackUpAsync();
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await _place.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public void Backup_ItsFile_IsForItsOwnerAndReadsAsNothing()
    {
        Assert.That(ModeOf(_backup), Is.EqualTo("UserWrite, UserRead"));
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(_backup));
        Assert.That(
            text,
            Does.Contain("recipient.pem").And.Contain("manifest.json.cms").And.Not.Contain("HARBOUR").And.Not.Contain("case_record")
        );
    }

    [Test]
    public async Task Backup_WithoutRecipient_IsRefusedOutsideDevelopment()
    {
        var before = _place.Backups.Count;

        var answer = await _place.RunAsync("backup", "--to", _place.Folder);

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo(
                (
                    1,
                    "A backup holds every row, so it is encrypted: name the certificate of whoever may open it, --recipient CERT.pem "
                        + "(docs/operations.md, \"Backup\").\n"
                )
            )
        );
        Assert.That(_place.Backups, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task Backup_WithoutRecipientInDevelopment_SaysSoAndOpensWithoutKey()
    {
        var settings = new Dictionary<string, string?>(_place.Settings) { ["ASPNETCORE_ENVIRONMENT"] = "Development" };
        var made = await PortalCommand.RunAsync(settings, "backup", "--to", Path.Combine(_place.Root, "clear"));

        var verified = await _place.ElsewhereAsync("verify-backup", Path.Combine(_place.Root, "clear"));

        Assert.That((made.Code, verified.Code), Is.EqualTo((0, 0)), made.Said + verified.Said);
        Assert.That(made.Output, Does.EndWith("It is NOT encrypted.\n"));
    }

    [Test]
    public async Task Backup_LoginThatDoesNotSeeEveryRow_IsRefused()
    {
        var settings = new Dictionary<string, string?>(_place.Settings)
        {
            ["ConnectionStrings__Backup"] = _database.ConnectionString(PortalRole.Migrations),
        };

        var answer = await PortalCommand.RunAsync(settings, "backup", "--to", _place.Folder, "--recipient", _place.Certificate);

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo(
                (
                    1,
                    "The login portal_migrations does not see every row, so its backup would be empty. Give ConnectionStrings__Backup a "
                        + "login with BYPASSRLS (docs/operations.md, \"Backup\").\n"
                )
            )
        );
    }

    [Test]
    public async Task Backup_CertificateThatHasEnded_IsRefused()
    {
        var (ended, _) = _place.WriteKey("ended", DateTimeOffset.UtcNow.AddDays(-2));

        var answer = await _place.RunAsync("backup", "--to", _place.Folder, "--recipient", ended);

        Assert.That(answer.Code, Is.EqualTo(1));
        Assert.That(
            answer.Errors,
            Does.Match("^The certificate of --recipient has ended on [-0-9]{10}\\. Make a new one, and keep the old key")
        );
    }

    [Test]
    public async Task Backup_LoginOfPrepareDatabase_BacksUp()
    {
        // A server of its own, since roles belong to all databases of a server.
        await using var server = await OwnServer.StartAsync();
        var host = new NpgsqlConnectionStringBuilder(server.Administrator).Host!;
        var settings = PortalRole.All.ToDictionary(
            role => "ConnectionStrings__" + role.ConnectionString,
            role => (string?)$"Host={host};Username={role.Name};Database=portal"
        );
        settings["ConnectionStrings__Administrator"] = $"Host={host};Username=postgres";
        settings["ConnectionStrings__Backup"] = $"Host={host};Username=portal_backup";
        settings["PORTAL_STATE"] = Path.Combine(_place.Root, "prepared-state");
        var prepared = await PortalCommand.RunAsync(settings, "prepare-database");
        settings.Remove("ConnectionStrings__Administrator");

        var made = await PortalCommand.RunAsync(
            settings,
            "backup",
            "--to",
            Path.Combine(_place.Root, "prepared"),
            "--recipient",
            _place.Certificate
        );

        Assert.That((prepared.Code, made.Code), Is.EqualTo((0, 0)), prepared.Said + made.Said);
        Assert.That(prepared.Output, Does.Contain("The login portal_backup reads every row of portal, for backups."));
    }

    [Test]
    public async Task Backup_KilledInTheMiddle_LeavesNoBackupAndTheNextOneClearsUp()
    {
        var folder = Path.Combine(_place.Root, "killed");
        await using var holder = new NpgsqlConnection(_database.AdministratorConnectionString);
        await holder.OpenAsync();
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await Dapper.SqlMapper.ExecuteAsync(holder, "LOCK TABLE case_record IN ACCESS EXCLUSIVE MODE");
            using var process = PortalCommand.Start(_place.Settings, "backup", "--to", folder, "--recipient", _place.Certificate);
            var patience = Stopwatch.StartNew();
            while (!Directory.Exists(folder) || Directory.GetDirectories(folder, ".*").Length == 0)
            {
                Assert.That(process.HasExited, Is.False, "it ended early");
                Assert.That(patience.Elapsed, Is.LessThan(TimeSpan.FromMinutes(1)));
                await Task.Delay(20);
            }

            process.Kill();
            await process.WaitForExitAsync();
        }

        var left = Directory.GetDirectories(folder, ".*").Single();
        var none = await _place.ElsewhereAsync("restore", folder, "--key", _place.Key);
        var unfinished = await _place.ElsewhereAsync("restore", left, "--key", _place.Key);
        var next = await _place.RunAsync("backup", "--to", folder, "--recipient", _place.Certificate);

        Assert.That((none.Code, none.Errors), Is.EqualTo((1, $"There is no backup in {folder}.\n")));
        Assert.That(
            (unfinished.Code, unfinished.Errors),
            Is.EqualTo((1, "This was left by a backup that was interrupted; it is not a backup. Take another one.\n"))
        );
        Assert.That(next.Code, Is.Zero, next.Said);
        Assert.That(
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName),
            Is.EquivalentTo([".portal-backup.lock", Path.GetFileName(next.Output.Split('\n')[0])])
        );
    }

    [Test]
    public async Task Open_DumpInManyParts_IsOneAgain()
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager();
        foreach (var (name, value) in _place.Settings)
            configuration[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        var order = new BackupOrder(Path.Combine(_place.Root, "parts"), _place.Certificate, _place.State, IsAuditKeyApart: false)
        {
            PartSize = 1000,
        };
        var made = await MakeBackup.RunAsync(configuration, order, TimeProvider.System, CancellationToken.None);

        var answer = await _place.ElsewhereAsync("verify-backup", made.File, "--key", _place.Key);

        Assert.That(made.Manifest.Files.Count(file => file.Name.StartsWith("portal.dump.", StringComparison.Ordinal)), Is.GreaterThan(2));
        Assert.That(answer.Code, Is.Zero, answer.Said);
    }

    [TestCase("backup")]
    [TestCase("backup --to")]
    [TestCase("backup --to x --recipient y z")]
    [TestCase("restore")]
    [TestCase("restore x --key")]
    [TestCase("restore x y")]
    [TestCase("verify-backup --key x")]
    [TestCase("verify-backup x --into y")]
    public async Task Command_WrongArguments_SaysWhatItNeeds(string arguments)
    {
        var answer = await _place.ElsewhereAsync(arguments.Split(' '));

        Assert.That(answer.Code, Is.EqualTo(2), answer.Said);
        Assert.That(answer.Errors, Does.StartWith(arguments.Split(' ')[0] + " ").And.Contain("Exit code: 0"));
    }

    private static string ModeOf(string file) => OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(file).ToString();
}
