using System.Globalization;
using System.Text;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Commands;
using Portal.Tests.Database;

namespace Portal.Tests.Backup;

/// <summary>Backups that do not open or are not restored, each with its words. One good backup, then one thing changed.</summary>
[NeedsDatabase]
public sealed class DamagedBackupTests
{
    private const string Again = "Copy it again, or take another one.";

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
    public async Task VerifyBackup_AsItWas_IsEqual()
    {
        var answer = await _place.ElsewhereAsync("verify-backup", _backup, "--key", _place.Key);

        Assert.That(answer.Code, Is.Zero, answer.Said);
        Assert.That(answer.Output, Does.Contain("This backup restores what was backed up."));
    }

    [TestCase("manifest.json.cms", "manifest.json")]
    [TestCase("portal.dump.000.cms", "portal.dump.000")]
    public async Task Verify_OneByteFlipped_NamesTheFile(string entry, string named)
    {
        var bytes = await File.ReadAllBytesAsync(_backup);
        var header = Encoding.Latin1.GetString(bytes).IndexOf(entry, StringComparison.Ordinal);
        var size = Convert.ToInt32(Encoding.ASCII.GetString(bytes, header + 124, 11), 8);
        bytes[header + 512 + size / 2] ^= 1;

        var answer = await _place.ElsewhereAsync("verify-backup", Written("flipped.tar", bytes), "--key", _place.Key);

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo((1, $"This backup is damaged: {named} is not as it was written. {Again}\n")),
            answer.Said
        );
    }

    [TestCase(0.5)]
    [TestCase(0.999)]
    public async Task Verify_Truncated_SaysSo(double part)
    {
        var bytes = await File.ReadAllBytesAsync(_backup);
        // The last two blocks are padding.
        var cut = Written("cut.tar", bytes[..(int)((bytes.Length - 1024 - 512) * part)]);

        var answer = await _place.ElsewhereAsync("verify-backup", cut, "--key", _place.Key);

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo((1, $"This backup is cut short: it ends before its manifest. {Again}\n")),
            answer.Said
        );
    }

    [Test]
    public async Task Verify_AnotherFile_IsNoBackup()
    {
        var answer = await _place.ElsewhereAsync("verify-backup", _place.Certificate, "--key", _place.Key);

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo((1, $"backup.pem is not a backup of the portal, or is damaged. {Again}\n")),
            answer.Said
        );
    }

    [Test]
    public async Task Verify_WrongKey_NamesTheCertificate()
    {
        var answer = await _place.ElsewhereAsync("verify-backup", _backup, "--key", _place.OtherKey);

        Assert.That(answer.Code, Is.EqualTo(1));
        Assert.That(
            answer.Errors,
            Does.Match(
                "^This key does not open the backup, which is for CN=backup \\(serial number [0-9A-F]+, ends [-0-9]{10}\\)\\. "
                    + "Give the private key of that certificate\\.\n$"
            )
        );
    }

    [Test]
    public async Task Verify_WithoutKey_NamesTheCertificate()
    {
        var answer = await _place.ElsewhereAsync("verify-backup", _backup);

        Assert.That(answer.Code, Is.EqualTo(1));
        Assert.That(
            answer.Errors,
            Does.StartWith("This backup is encrypted. Give the private key of CN=backup (").And.EndWith("): --key KEY.pem.\n")
        );
    }

    [Test]
    public async Task Verify_KeyThatIsNone_SaysSo()
    {
        var answer = await _place.ElsewhereAsync("verify-backup", _backup, "--key", _place.Certificate);

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo((1, "--key must be a file with a private key, as PEM. When it has a password, set PORTAL_BACKUP_KEY_PASSWORD.\n"))
        );
    }

    [Test]
    public async Task Restore_DatabaseThatIsNotEmpty_ChangesNothing()
    {
        var into = await _place.NewDatabaseAsync();
        var settings = new NpgsqlConnectionStringBuilder(into);
        await BackupPlace.ExecuteAsync((await TestCluster.JoinedAsync()).Administrator(), $"CREATE DATABASE {settings.Database}");
        await BackupPlace.ExecuteAsync(into, "CREATE TABLE letters (id int); INSERT INTO letters VALUES (7)");

        var answer = await _place.RunAsync("restore", _backup, "--key", _place.Key, "--into", into);

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo(
                (
                    1,
                    $"The database {settings.Database} is not empty: it holds 1 tables, indexes, views and functions. A backup is restored "
                        + "into a new database only; nothing was changed.\n"
                )
            ),
            answer.Said
        );
        Assert.That(await BackupPlace.CountAsync(into, "letters"), Is.EqualTo(1));
        Assert.That(await BackupPlace.CountAsync(into, "pg_class WHERE relnamespace = 'public'::regnamespace"), Is.EqualTo(1));
    }

    [Test]
    public async Task Restore_StateFolderOfAnotherDatabase_ChangesNothing()
    {
        var into = await _place.NewDatabaseAsync();
        var state = Directory.CreateDirectory(Path.Combine(_place.Root, "other-state")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(state, "erasures"),
            """{"database":"00000000000000000000000000000000","service":"HARBOUR","erasure":{"id":"0193b0a0-0000-7000-8000-000000000000","serviceId":1,"caseKey":null,"reason":"OTHER","at":"2026-01-01T00:00:00+00:00","by":"admin","submissions":0,"rows":{"cases":0,"risks":0,"scores":0,"contacts":0,"feedback":0,"activity":0},"drafts":0,"seenKey":null}}"""
                + "\n"
        );

        var answer = await PortalCommand.RunAsync(
            new Dictionary<string, string?>(_place.Settings) { ["PORTAL_STATE"] = state },
            "restore",
            _backup,
            "--key",
            _place.Key,
            "--into",
            into
        );

        Assert.That(
            (answer.Code, answer.Errors),
            Is.EqualTo(
                (
                    1,
                    "The file erasures in the state folder was written for another database than this backup. Name the state folder that "
                        + "belongs to it (PORTAL_STATE).\n"
                )
            ),
            answer.Said
        );
    }

    private string Written(string name, byte[] bytes)
    {
        var file = Path.Combine(_place.Root, string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}-{name}"));
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
