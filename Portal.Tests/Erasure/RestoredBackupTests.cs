using NUnit.Framework;
using Portal.Api.Erasure;
using Portal.Tests.Http;
using static Portal.Tests.Erasure.ErasingPortal;

namespace Portal.Tests.Erasure;

/// <summary>A database that is put back to a moment before an erasure, and starts that were cut off before.</summary>
public sealed class RestoredBackupTests : ErasureTest
{
    private static readonly string[] Restored =
    [
        "submission",
        "submission_file",
        "case_record",
        "risk_record",
        "score_record",
        "contact_record",
        "feedback_record",
        "activity_record",
        "profile_count",
        "cohort_count",
        "outcome_moment",
    ];

    private string ErasuresPath => Path.Combine(Erasing.Portal.StateFolder, "erasures");

    [Test]
    public async Task Start_OverABackupFromBeforeTheErasureOfACase_ErasesItAgainBeforeItServes()
    {
        await Erasing.SendEverywhereAsync();
        await BackUpAsync();
        var erased = await Erasing.EraseCaseAsync();
        await RestoreAsync();
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0), "the backup brought it back");
        using var log = new CapturedLog();

        await Erasing.RestartAsync(log);

        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
        Assert.That(await Erasing.RowsOfAsync("C-4M8TB"), Has.Some.GreaterThan(0));
        Assert.That(
            (await Erasing.Admin.GetAnswerAsync($"{Erasures}/{(string)erased.Json["id"]!}")).Body,
            Is.EqualTo(erased.Body),
            "the receipt is back as it was"
        );
        Assert.That((await Erasing.SubmitAsync(Files)).Code, Is.EqualTo("NEEDS_FIXING"));
        await Erasing.AssertAggregatesEqualARebuildAsync();
        var (events, fault) = await Erasing.LogAsync();
        Assert.That(events, Has.Exactly(1).EqualTo("ERASURE_REPEATED"));
        Assert.That(fault, Is.Null);
        Assert.That(
            log.Lines.Where(line => line.Contains("Erasures at the start", StringComparison.Ordinal)),
            Has.Exactly(1).Contains($"1 put back into the database, {(int)erased.Json["rows"]!} rows erased again in 1 services, 0 written")
        );
    }

    [Test]
    public async Task Start_OverABackupFromBeforeTheErasure_ErasesLookalikesAgain()
    {
        var other = Files.ToDictionary(file => file.Key, file => file.Value.Replace(CaseRef, "c-7q2k9", StringComparison.Ordinal));
        await Erasing.SubmittedAsync(other);
        await BackUpAsync();
        await Erasing.EraseCaseAsync();
        await RestoreAsync();
        Assert.That(await Erasing.RowsOfAsync("c-7q2k9"), Is.All.GreaterThan(0), "the backup brought it back");

        await Erasing.RestartAsync();

        Assert.That(await Erasing.RowsOfAsync("c-7q2k9"), Is.All.Zero);
        Assert.That(
            (await Erasing.CheckAsync(Files)).Body,
            Does.Contain("case.erased"),
            "the file of erasures knows what the case looks like"
        );
    }

    [Test]
    public async Task Start_OverABackupFromBeforeTheErasureOfAService_ErasesItAgain()
    {
        await Erasing.SendEverywhereAsync();
        await BackUpAsync();
        await Erasing.EraseServiceAsync();
        await RestoreAsync();

        await Erasing.RestartAsync();

        foreach (var table in CaseTables.Append("activity_record").Append("profile_count"))
            Assert.That(await Erasing.CountAsync(table), Is.Zero, table);
        Assert.That(await Erasing.CountAsync("submission WHERE state = 'ERASED'"), Is.EqualTo(2));
        Assert.That((await Erasing.SubmitAsync(Files)).Code, Is.EqualTo("SERVICE_ERASED"));
    }

    [Test]
    public async Task Start_RowsOfAnErasedCaseButTheTombstoneKnown_ErasesThemAgain()
    {
        await Erasing.SendEverywhereAsync();
        await BackUpAsync();
        await Erasing.EraseCaseAsync();
        await RestoreAsync(tombstones: false);
        var rows = (await Erasing.RowsOfAsync(CaseRef)).Sum();

        await Erasing.RestartAsync();

        Assert.That(rows, Is.GreaterThan(0));
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
        await Erasing.AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Start_WithNothingToRepeat_ChangesAndTellsNothing()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();
        // The test's own clients sign in again, and reading opens scopes.
        string[] signIn = ["session", "audit_entry", "audit_link", "job_ticket", "opened_scope"];
        var log = await Erasing.LogAsync();
        var before = (await File.ReadAllTextAsync(ErasuresPath), await Erasing.EverythingAsync(signIn));
        using var lines = new CapturedLog();

        await Erasing.RestartAsync(lines);

        Assert.That((await File.ReadAllTextAsync(ErasuresPath), await Erasing.EverythingAsync(signIn)), Is.EqualTo(before));
        Assert.That((await Erasing.LogAsync()).Events, Is.EqualTo(log.Events));
        Assert.That(lines.Lines, Has.None.Contains("Erasures at the start"));
    }

    [Test]
    public async Task Start_FileWrittenButTransactionRolledBack_CarriesTheErasureOut()
    {
        await Erasing.SubmittedAsync(Files);
        // The server refuses the end of the transaction, as when it is killed there: the file has the line by then.
        await Erasing.ExecuteAsync(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''killed''; END';
            CREATE CONSTRAINT TRIGGER killed AFTER INSERT ON erasure DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();
            """
        );
        var cut = await Erasing.EraseCaseAsync();
        Assert.That(cut.Status, Is.EqualTo(500));
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
        Assert.That(await File.ReadAllLinesAsync(ErasuresPath), Has.Length.EqualTo(1));
        await Erasing.ExecuteAsync("DROP TRIGGER killed ON erasure");

        await Erasing.RestartAsync();

        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.Zero);
        Assert.That((await Erasing.EraseCaseAsync()).Status, Is.EqualTo(200), "who asks again gets the receipt");
        var (events, fault) = await Erasing.LogAsync();
        Assert.That((events.Count(name => name == "ERASURE_REPEATED"), fault), Is.EqualTo((1, (string?)null)));
        await Erasing.AssertAggregatesEqualARebuildAsync();
    }

    [Test]
    public async Task Start_FileThatIsGoneOrOfAnotherNode_IsWrittenFromTheDatabase()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();
        var written = await File.ReadAllTextAsync(ErasuresPath);
        await using (var other = await Erasing.Portal.AnotherNodeAsync())
            Assert.That(await File.ReadAllTextAsync(Path.Combine(other.StateFolder, "erasures")), Is.EqualTo(written));
        File.Delete(ErasuresPath);

        await Erasing.RestartAsync();

        Assert.That(await File.ReadAllTextAsync(ErasuresPath), Is.EqualTo(written));
    }

    [Test]
    public async Task Run_FileOfAnotherDatabase_RefusesToStart()
    {
        await Erasing.SubmittedAsync(Files);
        await Erasing.EraseCaseAsync();
        await using var other = await RunningPortal.StartAsync();
        await other.StopAsync();
        File.Copy(ErasuresPath, Path.Combine(other.StateFolder, "erasures"), overwrite: true);

        // Databases of the tests are copies of one; a database that was made by itself has its own secret.
        await using (var connection = new Npgsql.NpgsqlConnection(other.Database.AdministratorConnectionString))
            await Dapper.SqlMapper.ExecuteAsync(
                connection,
                "UPDATE case_key SET secret = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())"
            );

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RepeatErasures.RunAsync(other.Database.Portal, new ErasureFile(other.StateFolder), TimeProvider.System, CancellationToken.None)
        );

        Assert.That(refusal!.Message, Does.Contain("was written for another database"));
    }

    [Test]
    public async Task Erase_FileThatCannotBeWritten_ErasesNothing()
    {
        await Erasing.SubmittedAsync(Files);
        File.Delete(ErasuresPath);
        Directory.CreateDirectory(ErasuresPath);

        var answer = await Erasing.EraseCaseAsync();

        Directory.Delete(ErasuresPath);
        Assert.That((answer.Status, answer.Code), Is.EqualTo((507, "ERASURE_NOT_WRITTEN")), answer.Body);
        Assert.That(await Erasing.RowsOfAsync(CaseRef), Is.All.GreaterThan(0));
        Assert.That(await Erasing.CountAsync("erasure"), Is.Zero);
    }

    private async Task BackUpAsync()
    {
        foreach (var table in Restored)
            await Erasing.ExecuteAsync($"CREATE TABLE backup_{table} AS TABLE {table}");
    }

    // The log goes on, as it does with a restored backup whose newer entries were replayed; that it is cut off is the business of the log's
    // own tests.
    private async Task RestoreAsync(bool tombstones = true)
    {
        if (tombstones)
            await Erasing.ExecuteAsync("DELETE FROM erasure");
        foreach (var table in Restored.Reverse())
            await Erasing.ExecuteAsync("DELETE FROM " + table);
        foreach (var table in Restored)
            await Erasing.ExecuteAsync($"INSERT INTO {table} TABLE backup_{table}; DROP TABLE backup_{table}");
    }
}
