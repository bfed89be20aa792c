using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Audit;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Tests.Database;

namespace Portal.Tests.Audit;

/// <summary>What the application role may do with the log, and that writers never break the chain.</summary>
[NeedsDatabase]
public sealed class AuditLogTests
{
    private TestDatabase _database = null!;
    private string _state = null!;

    [SetUp]
    public async Task CreateDatabase()
    {
        _database = await TestDatabase.CreateAsync();
        _state = Directory.CreateTempSubdirectory("portal-audit-").FullName;
    }

    [TearDown]
    public async Task DropDatabase()
    {
        await _database.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    [Test]
    public async Task Append_TwentyWritersOverServicesAndNodes_LeaveOneWholeChain()
    {
        // Another node is another pool of connections to the same database.
        await using var other = await _database.OpenAgainAsync();
        var writers = Enumerable
            .Range(0, 20)
            .Select(writer =>
                Task.Run(async () =>
                {
                    for (var turn = 0; turn < 10; turn++)
                        await AuditLog.AppendAsync(
                            writer % 2 == 0 ? _database.Portal : other,
                            Happened(writer % 5),
                            CancellationToken.None
                        );
                })
            );

        await Task.WhenAll(writers);

        var found = await VerifyAsync();
        Assert.That((found.Fault, found.Entries), Is.EqualTo(((AuditFault?)null, 200L)));
    }

    [Test]
    public async Task Append_SomeWritersRolledBack_LeaveNoEntryAndNoGap()
    {
        var writers = Enumerable
            .Range(0, 20)
            .Select(writer =>
                Task.Run(async () =>
                {
                    await using var transaction = await PortalTransaction.BeginAsync(
                        _database.Portal.Application,
                        new Scope([1 + writer % 5], "lead@harbour"),
                        CancellationToken.None
                    );
                    await AuditLog.AppendAsync(transaction, Happened(1 + writer % 5), CancellationToken.None);
                    if (writer % 4 != 0)
                        await transaction.CommitAsync(CancellationToken.None);
                })
            );

        await Task.WhenAll(writers);

        var found = await VerifyAsync();
        Assert.That((found.Fault, found.Entries), Is.EqualTo(((AuditFault?)null, 15L)));
    }

    [TestCase("UPDATE audit_entry SET detail = 'OTHER'")]
    [TestCase("DELETE FROM audit_entry")]
    [TestCase("TRUNCATE audit_entry, audit_link")]
    [TestCase("UPDATE audit_link SET hash = hash")]
    [TestCase("DELETE FROM audit_link")]
    [TestCase("INSERT INTO audit_entry (service_id, entry_number, happened_at, person_id, event) VALUES (2, 1, now(), 'x', 'SIGNED_IN')")]
    // The scope's own service: before append_audit these two put an entry of any time and person into the log, and broke its chain.
    [TestCase(
        "INSERT INTO audit_link VALUES (2, repeat('0', 64)); INSERT INTO audit_entry (service_id, entry_number, happened_at, person_id, "
            + "event) VALUES (1, 2, '2001-01-01', 'lead@teasel', 'SIGNED_IN')"
    )]
    [TestCase("INSERT INTO audit_link VALUES (2, repeat('0', 64))")]
    [TestCase("SELECT append_audit(2, 'lead@harbour', 'SIGNED_IN', NULL, NULL, NULL)")]
    [TestCase("SELECT append_audit(1, 'member@harbour', 'SIGNED_IN', NULL, NULL, NULL)")]
    [TestCase("SELECT append_audit(0, 'admin', 'SIGNED_IN', NULL, NULL, NULL)")]
    [TestCase("SELECT append_audit(1, NULL, 'SIGNED_IN', NULL, NULL, NULL)")]
    [TestCase("SELECT append_audit(NULL, 'lead@harbour', 'SIGNED_IN', NULL, NULL, NULL)")]
    [TestCase("ALTER FUNCTION append_audit(int, text, text, text, text, text) SECURITY INVOKER")]
    public async Task Application_ChangesTheLogOrWritesForAnotherService_IsRefused(string sql)
    {
        await AuditLog.AppendAsync(_database.Portal, Happened(1), CancellationToken.None);
        await using var transaction = await PortalTransaction.BeginAsync(
            _database.Portal.Application,
            new Scope([1], "lead@harbour"),
            CancellationToken.None
        );

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            transaction.Connection.ExecuteAsync(transaction.Command(sql, null, CancellationToken.None))
        );

        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    // Whoever may append chooses neither time nor place; a person's name may hold anything.
    [Test]
    public async Task Append_BehindAnEntryOfOld_GoesOnWithItsChainAtTheTimeOfTheDatabase()
    {
        var old = new AuditEntry(1, Happened(1));
        await using (var owner = await _database.Portal.Migrations.OpenConnectionAsync())
            await owner.ExecuteAsync(
                "INSERT INTO audit_link VALUES (1, @Hash); INSERT INTO audit_entry (service_id, entry_number, happened_at, person_id, event, "
                    + "period, subject, detail) VALUES (1, 1, @At, @PersonId, @Name, @Period, @Subject, @Detail)",
                new
                {
                    Hash = old.Hash(AuditEntry.Origin),
                    At = AuditEntry.Microseconds(old.Event.At),
                    old.Event.PersonId,
                    old.Event.Name,
                    Period = old.Event.Period?.ToString(),
                    old.Event.Subject,
                    old.Event.Detail,
                }
            );

        foreach (var person in new[] { "lead@harbour", "J\u00fcrgen \U0001F9F8 O'Hara\n1:x" })
            await AuditLog.AppendAsync(
                _database.Portal,
                Happened(1) with
                {
                    PersonId = person,
                    At = DateTimeOffset.UnixEpoch,
                },
                CancellationToken.None
            );

        var found = await VerifyAsync();
        Assert.That((found.Fault, found.Entries), Is.EqualTo(((AuditFault?)null, 3L)));
        await using var reading = await _database.Portal.Migrations.OpenConnectionAsync();
        Assert.That(
            await reading.ExecuteScalarAsync<int>("SELECT count(*)::int FROM audit_entry WHERE happened_at < '2020-01-01'"),
            Is.Zero
        );
    }

    [Test]
    public async Task Application_ReadsEntries_SeesItsOwnServicesOnly()
    {
        foreach (var service in new[] { 0, 1, 2, 1 })
            await AuditLog.AppendAsync(_database.Portal, Happened(service), CancellationToken.None);

        Assert.That(await SeenAsync(1), Is.EqualTo(new[] { 1, 1 }));
        Assert.That(await SeenAsync(), Is.Empty);
        Assert.That(await SeenAsync(0, 1, 2), Is.EqualTo(new[] { 0, 1, 2, 1 }));
    }

    [TestCase(null, "a file.csv", null)]
    [TestCase(null, "+447700900123", null)]
    [TestCase(null, null, "jo@example.org")]
    [TestCase(null, null, "Too late")]
    [TestCase("signed in", null, null)]
    public async Task Append_WhatLooksTyped_IsRefusedByTheDatabase(string? name, string? subject, string? detail)
    {
        var happened = new AuditEvent(
            1,
            "lead@harbour",
            name ?? AuditEvents.ExtractChecked,
            DateTimeOffset.UtcNow,
            new Quarter(2025, 2),
            subject,
            detail
        );

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            AuditLog.AppendAsync(_database.Portal, happened, CancellationToken.None)
        );

        Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.CheckViolation));
    }

    [Test]
    public async Task Keep_HeadMovesOn_FileFollows()
    {
        var file = new AuditHeadFile(_state);
        Assert.That(await AuditHeadKeeper.KeepAsync(_database.Portal, file, CancellationToken.None), Is.True);
        Assert.That(file.Read(), Is.Null, "an empty log has no head");
        foreach (var number in new[] { 1L, 2L })
        {
            await AuditLog.AppendAsync(_database.Portal, Happened(1), CancellationToken.None);
            await AuditHeadKeeper.KeepAsync(_database.Portal, file, CancellationToken.None);
            Assert.That(file.Read()!.Number, Is.EqualTo(number));
        }
    }

    // Worked out apart from the portal: printf of the lines below through sha256sum.
    [Test]
    public void Hash_KnownEntry_IsTheSha256OfItsParts()
    {
        var entry = new AuditEntry(
            1,
            new AuditEvent(
                3,
                "lead@harbour",
                "EXTRACT_REPLACED",
                new DateTimeOffset(2026, 1, 30, 12, 0, 0, 250, TimeSpan.Zero),
                new Quarter(2025, 4),
                null,
                "CORRECTION"
            )
        );

        Assert.That(entry.Hash(AuditEntry.Origin), Is.EqualTo("393eefdf974e32c4caf98a16673beea68f1e0900f99ce7f9aa2dbfdfa2440901"));
    }

    private static AuditEvent Happened(int service) =>
        new(service, "lead@harbour", AuditEvents.ExtractChecked, DateTimeOffset.UtcNow, new Quarter(2025, 2), "draft-1", "READY");

    private async Task<IReadOnlyList<int>> SeenAsync(params int[] services)
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            _database.Portal.Application,
            new Scope(services),
            CancellationToken.None
        );
        return (
            await transaction.Connection.QueryAsync<int>(
                transaction.Command("SELECT service_id FROM audit_entry ORDER BY entry_number", null, CancellationToken.None)
            )
        ).AsList();
    }

    private async Task<AuditVerification> VerifyAsync()
    {
        await using var transaction = await PortalTransaction.BeginAsync(_database.Portal.Migrations, CancellationToken.None);
        return await VerifyAudit.RunAsync(transaction, new AuditHeadFile(_state), CancellationToken.None);
    }
}
