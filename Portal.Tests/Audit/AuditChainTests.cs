using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Audit;
using Portal.Api.Commands;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Tests.Database;

namespace Portal.Tests.Audit;

/// <summary>Whoever changes the log behind the portal's back, even as the owner of its tables, is found out.</summary>
[NeedsDatabase]
public sealed class AuditChainTests
{
    private const int Written = 12;

    private TestDatabase _database = null!;
    private NpgsqlConnection _owner = null!;
    private AuditHeadFile _file = null!;
    private string _state = null!;

    [SetUp]
    public async Task WriteTwelveEntries()
    {
        _database = await TestDatabase.CreateAsync();
        _state = Directory.CreateTempSubdirectory("portal-audit-").FullName;
        _file = new AuditHeadFile(_state);
        _owner = await _database.Portal.Migrations.OpenConnectionAsync();
        for (var number = 1; number <= Written; number++)
            await AppendAsync(number);
        Assert.That(await AuditHeadKeeper.KeepAsync(_database.Portal, _file, CancellationToken.None), Is.True);
        await _owner.ExecuteAsync(
            "ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY; ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_without_link"
        );
    }

    [TearDown]
    public async Task DropDatabase()
    {
        await _owner.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    [Test]
    public async Task Verify_Untouched_IsWholeAndComparedWithTheFile()
    {
        var found = await VerifyAsync();

        Assert.That(found.Fault, Is.Null);
        Assert.That((found.Entries, found.ComparedWithFile, found.Head), Is.EqualTo((Written, true, _file.Read()!.Hash)));
    }

    // One letter or digit of each column.
    [TestCase("UPDATE audit_entry SET person_id = 'lead@harboux' WHERE entry_number = 5")]
    [TestCase("UPDATE audit_entry SET happened_at = happened_at + interval '1 microsecond' WHERE entry_number = 5")]
    [TestCase("UPDATE audit_entry SET event = 'SIGNED_IM' WHERE entry_number = 5")]
    [TestCase("UPDATE audit_entry SET period = '2025-Q3' WHERE entry_number = 5")]
    [TestCase("UPDATE audit_entry SET subject = 'draft-6' WHERE entry_number = 5")]
    [TestCase("UPDATE audit_entry SET detail = 'READX' WHERE entry_number = 5")]
    [TestCase("UPDATE audit_entry SET service_id = 2 WHERE entry_number = 5")]
    [TestCase("UPDATE audit_link SET hash = (CASE WHEN hash LIKE 'f%' THEN '0' ELSE 'f' END) || substr(hash, 2) WHERE entry_number = 5")]
    [TestCase("DELETE FROM audit_link WHERE entry_number = 5")]
    public Task Verify_FlippedByte_NamesTheEntry(string tampering) => AssertBrokenAsync(tampering, 5, "ENTRY_CHANGED");

    [TestCase("DELETE FROM audit_entry WHERE entry_number = 5")]
    [TestCase("DELETE FROM audit_entry WHERE entry_number = 5; DELETE FROM audit_link WHERE entry_number = 5")]
    public Task Verify_DeletedRow_NamesTheEntry(string tampering) => AssertBrokenAsync(tampering, 5, "ENTRY_MISSING");

    [Test]
    public Task Verify_FirstRowDeleted_NamesTheFirst() =>
        AssertBrokenAsync(
            "DELETE FROM audit_entry WHERE entry_number = 1; DELETE FROM audit_link WHERE entry_number = 1",
            1,
            "ENTRY_MISSING"
        );

    // Out of the way first: a number cannot be there twice.
    [TestCase("audit_entry")]
    [TestCase("audit_link")]
    [TestCase("audit_entry", "audit_link")]
    public Task Verify_RowsSwapped_NamesTheEarlier(params string[] tables) =>
        AssertBrokenAsync(
            string.Concat(
                tables.Select(table =>
                    $"UPDATE {table} SET entry_number = 11100 - entry_number WHERE entry_number IN (4, 7); UPDATE {table} SET "
                    + $"entry_number = entry_number - 11089 WHERE entry_number > 11000;"
                )
            ),
            4,
            "ENTRY_CHANGED"
        );

    [Test]
    public Task Verify_RowAddedUnderTheSameNumber_NamesIt() =>
        AssertBrokenAsync(
            "INSERT INTO audit_entry SELECT 3, entry_number, happened_at, person_id, event, period, subject, detail FROM audit_entry "
                + "WHERE entry_number = 5",
            5,
            "ENTRY_TWICE"
        );

    [TestCase(12)]
    [TestCase(9)]
    [TestCase(1)]
    public Task Verify_TruncatedTail_NamesTheFirstThatIsMissing(int from) =>
        AssertBrokenAsync(
            $"DELETE FROM audit_entry WHERE entry_number >= {from}; DELETE FROM audit_link WHERE entry_number >= {from}",
            from,
            "TAIL_MISSING"
        );

    [Test]
    public async Task Verify_TailCutAndWrittenAnew_NamesTheHead()
    {
        await _owner.ExecuteAsync("DELETE FROM audit_entry WHERE entry_number >= 10; DELETE FROM audit_link WHERE entry_number >= 10");
        foreach (var number in new[] { 110, 111, 112, 113 })
            await AppendAsync(number);
        Assert.That(
            await AuditHeadKeeper.KeepAsync(_database.Portal, _file, CancellationToken.None),
            Is.False,
            "the file is evidence and is not written over"
        );

        var found = await VerifyAsync();

        Assert.That((found.Fault?.Number, found.Fault?.Code), Is.EqualTo((12, "HEAD_DIFFERS")));
    }

    [Test]
    public async Task Verify_HeadFileThatIsSomethingElse_IsAFault()
    {
        await File.WriteAllTextAsync(Path.Combine(_state, "audit-head"), "twelve");

        Assert.That((await VerifyAsync()).Fault?.Code, Is.EqualTo("HEAD_UNREADABLE"));
    }

    // Somebody who writes the log anew as its owner, and the file as well, still lacks the key.
    [Test]
    public async Task Verify_LogAndHeadWrittenAnewWithoutTheKey_IsAFault()
    {
        await _owner.ExecuteAsync("DELETE FROM audit_entry WHERE entry_number = 12; DELETE FROM audit_link WHERE entry_number = 12");
        var hash = await _owner.ExecuteScalarAsync<string>("SELECT hash FROM audit_link WHERE entry_number = 11");
        var seal = (await File.ReadAllTextAsync(Head)).Trim().Split(' ')[2];
        await File.WriteAllTextAsync(Head, $"11 {hash} {seal}\n");
        var otherSeal = await VerifyAsync();
        await File.WriteAllTextAsync(Head, $"11 {hash}\n");
        var noSeal = await VerifyAsync();
        var kept = await File.ReadAllTextAsync(Head);
        File.Delete(Head);
        Assert.That((await VerifyAsync()).Fault?.Code, Is.EqualTo("HEAD_UNREADABLE"), "its key has sealed one");
        Assert.That(
            () => AuditHeadKeeper.KeepAsync(_database.Portal, _file, CancellationToken.None),
            Throws.InstanceOf<InvalidDataException>()
        );
        await File.WriteAllTextAsync(Head, kept);

        Assert.That((otherSeal.Fault?.Code, noSeal.Fault?.Code), Is.EqualTo(("HEAD_UNREADABLE", "HEAD_UNREADABLE")));
        Assert.That(noSeal.Fault!.Words, Does.Contain("lost its seal"));
        Assert.That(
            () => AuditHeadKeeper.KeepAsync(_database.Portal, _file, CancellationToken.None),
            Throws.InstanceOf<InvalidDataException>()
        );
        Assert.That(await File.ReadAllTextAsync(Head), Does.StartWith("11 "), "the file is evidence and is not written over");
    }

    [Test]
    public async Task Verify_KeyThatIsGoneOrAnother_IsAFault()
    {
        var key = Path.Combine(_state, "audit-key");
        await File.WriteAllTextAsync(key, new string('0', 64));
        var other = await VerifyAsync();
        File.Delete(key);
        var gone = await VerifyAsync();

        Assert.That((other.Fault?.Code, gone.Fault?.Code), Is.EqualTo(("HEAD_UNREADABLE", "HEAD_UNREADABLE")));
    }

    [Test]
    public async Task Keep_HeadFromBeforeThereWereSeals_IsSealedWithAKeyThatOnlyThePortalReads()
    {
        var elsewhere = Directory.CreateTempSubdirectory("portal-audit-key-").FullName;
        try
        {
            File.Delete(Path.Combine(_state, "audit-key"));
            await File.WriteAllTextAsync(Head, string.Join(' ', (await File.ReadAllTextAsync(Head)).Split(' ')[..2]) + "\n");
            Assert.That((await VerifyAsync()).Fault, Is.Null);
            // As a power cut leaves it between key and head.
            await File.WriteAllTextAsync(Path.Combine(_state, "audit-key.new"), new string('a', 64));
            Assert.That((await VerifyAsync()).Fault, Is.Null);
            await AppendAsync(13);
            var key = Path.Combine(elsewhere, "key");
            var file = new AuditHeadFile(_state, key);

            Assert.That(await AuditHeadKeeper.KeepAsync(_database.Portal, file, CancellationToken.None), Is.True);

            Assert.That((await File.ReadAllTextAsync(Head)).Trim().Split(' '), Has.Length.EqualTo(3));
            Assert.That((await CommandAsync(file)).Code, Is.Zero);
            if (!OperatingSystem.IsWindows())
                Assert.That(File.GetUnixFileMode(key), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Test]
    public async Task Command_WholeBrokenAndWithoutFile_EndsWithItsCode()
    {
        var whole = await CommandAsync(_file);
        var elsewhere = Directory.CreateTempSubdirectory("portal-audit-").FullName;
        var withoutFile = await CommandAsync(new AuditHeadFile(elsewhere));
        await _owner.ExecuteAsync("UPDATE audit_entry SET detail = 'READX' WHERE entry_number = 5");
        var broken = await CommandAsync(_file);
        Directory.Delete(elsewhere);

        Assert.That((whole.Code, withoutFile.Code, broken.Code), Is.EqualTo((0, 2, 1)));
        Assert.That(whole.Output, Does.Contain("12 entries are as they were written"));
        Assert.That(broken.Output, Does.Contain("broken at entry 5"));
    }

    private string Head => Path.Combine(_state, "audit-head");

    private async Task AssertBrokenAsync(string tampering, long number, string code)
    {
        await _owner.ExecuteAsync(tampering);

        var found = await VerifyAsync();

        Assert.That((found.Fault?.Number, found.Fault?.Code, found.Entries), Is.EqualTo((number, code, number - 1)));
    }

    private async Task<AuditVerification> VerifyAsync()
    {
        await using var transaction = await PortalTransaction.BeginAsync(_database.Portal.Migrations, CancellationToken.None);
        return await VerifyAudit.RunAsync(transaction, _file, CancellationToken.None);
    }

    private async Task<(int Code, string Output)> CommandAsync(AuditHeadFile file)
    {
        using var output = new StringWriter();
        return (await VerifyAuditCommand.RunAsync(_database.Portal, file, output), output.ToString());
    }

    private Task AppendAsync(int number) =>
        AuditLog.AppendAsync(
            _database.Portal,
            new AuditEvent(
                1,
                "lead@harbour",
                AuditEvents.ExtractChecked,
                DateTimeOffset.UtcNow,
                new Quarter(2025, 2),
                $"draft-{number}",
                "READY"
            ),
            CancellationToken.None
        );
}
