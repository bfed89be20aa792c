using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Tests.Commands;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.SignIn.Tokens;

namespace Portal.Tests.Backup;

/// <summary>
/// The sample network with its release, a case erased before the backup and one erased after it: what the drill says, and what a restore
/// brings back.
/// </summary>
[NeedsDatabase]
public sealed partial class BackupOfSampleNetworkTests
{
    private const string Cases = "SELECT case_ref FROM case_record WHERE service_id = 1 ORDER BY case_ref LIMIT 2";

    private RunningPortal _portal = null!;
    private BackupPlace _place = null!;
    private string _backup = "";
    private string _before = "";
    private string _after = "";

    [OneTimeSetUp]
    public async Task BackUpAsync()
    {
        _portal = await RunningPortal.WithOwnReleaseAsync();
        await using (var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString))
            (_before, _after) = (await administrator.QueryAsync<string>(Cases)).ToArray() is [var first, var second]
                ? (first, second)
                : throw new InvalidOperationException("The samples have changed.");
        await EraseAsync(_before);
        using (var lead = await _portal.ClientAsync("lead@harbour"))
            await lead.TokenAsync("submit");
        _place = new BackupPlace(_portal.Database, _portal.StateFolder);
        _backup = await _place.BackUpAsync();
        await EraseAsync(_after);
    }

    [OneTimeTearDown]
    public async Task RemoveAsync()
    {
        await _place.DisposeAsync();
        await _portal.DisposeAsync();
    }

    [Test]
    public async Task VerifyBackup_OnAMachineThatHasOnlyFileAndKey_FindsEverythingEqual()
    {
        var answer = await _place.ElsewhereAsync("verify-backup", _backup, "--key", _place.Key);

        Assert.That(answer.Code, Is.Zero, answer.Said);
        var lines = Line().Matches(answer.Output).ToDictionary(line => line.Groups[1].Value, line => line);
        Assert.That(
            lines.Keys,
            Is.EqualTo(["files", "rows", "audit entries", "frozen texts", "counts and moments", "tombstones"]),
            answer.Output
        );
        Assert.That(lines["tombstones"].Groups[2].Value, Is.EqualTo("1"));
        Assert.That(lines["tombstones"].Groups[3].Value, Is.EqualTo("repeated; 0 rows that the backup still had were erased"));
        Assert.That(lines["counts and moments"].Groups[3].Value, Is.EqualTo("equal a rebuild, for 12 services"));
        Assert.That(lines["frozen texts"].Groups[3].Value, Is.EqualTo("each has its hash, in 1 releases"));
        Assert.That(
            lines.Values.Select(line => int.Parse(line.Groups[2].Value.Replace(",", ""), null)),
            Is.All.GreaterThan(0),
            answer.Output
        );
        Assert.That(answer.Output, Does.EndWith("This backup restores what was backed up.\n"));
        Assert.That(File.Exists(Path.Combine(_place.Root, "elsewhere", "last-drill")));
    }

    [Test]
    public async Task VerifyBackup_WithTheNewestErasures_ErasesWhatWasErasedSince()
    {
        var newest = Path.Combine(_place.State, "erasures");
        var answer = await _place.ElsewhereAsync("verify-backup", _backup, "--key", _place.Key, "--erasures", newest);

        Assert.That(answer.Code, Is.Zero, answer.Said);
        Assert.That(answer.Output, Does.Match("tombstones +2  repeated; [1-9][0-9]* rows that the backup still had were erased"));
    }

    [Test]
    public async Task Restore_CaseErasedAfterTheBackup_DoesNotComeBackAndTheRestDoes()
    {
        var into = await _place.NewDatabaseAsync();

        var answer = await _place.RunAsync("restore", _place.Folder, "--key", _place.Key, "--into", into);

        Assert.That(answer.Code, Is.Zero, answer.Said);
        Assert.That(
            answer.Output,
            Does.Match(@"^The database portal_test_[a-z0-9_]+ is as it was on [-0-9]+ [0-9:]+ UTC: [0-9,]+ rows\. Nobody is signed in\.\n")
        );
        Assert.That(answer.Output, Does.Match("Erased again: 1 tombstones that the backup did not have, [1-9][0-9]* rows\\.\n"));
        foreach (var gone in new[] { _before, _after })
            Assert.That(await BackupPlace.CountAsync(into, $"case_record WHERE service_id = 1 AND case_ref = '{gone}'"), Is.Zero);
        var live = _portal.Database.AdministratorConnectionString;
        foreach (var table in new[] { "case_record", "score_record", "submission", "outcome_moment", "release_for_service", "person" })
            Assert.That(
                await BackupPlace.CountAsync(into, table),
                Is.EqualTo(await BackupPlace.CountAsync(live, table)).And.GreaterThan(0),
                table
            );
        Assert.That(await BackupPlace.CountAsync(live, "session"), Is.GreaterThan(0));
        Assert.That(await BackupPlace.CountAsync(into, "session"), Is.Zero, "nobody is signed in");
        Assert.That(await BackupPlace.CountAsync(live, "access_token WHERE revoked_at IS NULL"), Is.EqualTo(1));
        Assert.That(await BackupPlace.CountAsync(into, "access_token WHERE revoked_at IS NULL"), Is.Zero, "no script goes on");
        Assert.That(await BackupPlace.CountAsync(into, "mail WHERE next_try_at IS NOT NULL"), Is.Zero, "no mail goes out twice");
    }

    [Test]
    public async Task Restore_OfABackup_ServesWithRolesAndRights()
    {
        var into = await _place.NewDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(into).Database;
        var settings = _place.Settings.ToDictionary(
            one => one.Key,
            one => one.Value!.Replace("Database=" + _portal.Database.Portal.Migrations.CreateConnection().Database, "Database=" + name)
        );

        // The six connection strings are of the new database here, and of the old one in the test above.
        var restored = await PortalCommand.RunAsync(settings!, "restore", _backup, "--key", _place.Key, "--into", into);
        Assert.That(restored.Code, Is.Zero, restored.Said);

        // Migrates when it must, and tests that services are kept apart.
        var answer = await PortalCommand.RunAsync(settings!, "migrate");

        Assert.That((answer.Code, answer.Output), Is.EqualTo((0, "The schema is up to date.\n")), answer.Said);
        Assert.That(
            await BackupPlace.CountAsync(
                into,
                "pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> 'portal_migrations'::regrole"
            ),
            Is.Zero
        );
    }

    [Test]
    public async Task Restore_WithoutInto_FillsThePrivateDatabaseOfANewStateFolder()
    {
        var state = Path.Combine(Path.GetTempPath(), "portal-restored-" + Guid.NewGuid().ToString("N")[..12]);
        var settings = new Dictionary<string, string?> { ["PORTAL_STATE"] = state };
        try
        {
            var answer = await PortalCommand.RunAsync(settings, "restore", _backup, "--key", _place.Key);
            var again = await PortalCommand.RunAsync(settings, "restore", _backup, "--key", _place.Key);
            var audit = await PortalCommand.RunAsync(settings, "verify-audit");

            Assert.That(answer.Code, Is.Zero, answer.Said);
            Assert.That(again.Code, Is.EqualTo(1));
            Assert.That(again.Errors, Does.StartWith("The database portal is not empty: "));
            Assert.That(audit.Code, Is.Zero, audit.Said);
            Assert.That(
                await File.ReadAllTextAsync(Path.Combine(state, "erasures")),
                Is.EqualTo((await File.ReadAllLinesAsync(Path.Combine(_place.State, "erasures")))[0] + "\n")
            );
        }
        finally
        {
            Directory.Delete(state, recursive: true);
        }
    }

    private async Task EraseAsync(string caseRef)
    {
        using var admin = await _portal.ClientAsync("admin");
        var service = await BackupPlace.CountAsync(_portal.Database.AdministratorConnectionString, "service WHERE service_id = 1");
        Assert.That(service, Is.EqualTo(1));
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        var code = await administrator.ExecuteScalarAsync<string>("SELECT code FROM service WHERE service_id = 1");
        var answer = await admin.PostAnswerAsync(
            "/api/v1/admin/erasures",
            Requests.Json($$"""{"service":"{{code}}","caseRef":"{{caseRef}}","reason":"REQUEST_OF_FAMILY"}""")
        );
        Assert.That(answer.Status, Is.EqualTo(201), answer.Body);
    }

    [GeneratedRegex("^([a-z ]+[a-z])  +([0-9,]+)  (.*)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
