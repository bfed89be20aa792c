using Dapper;
using NUnit.Framework;
using Portal.Api.Audit;
using Portal.Api.Database;

namespace Portal.Tests.Database;

/// <summary>A database whose policies still believed a setting.</summary>
[NeedsDatabase]
public sealed class OlderScopeTests
{
    private const int LastBefore = 29;

    [Test]
    public async Task Migrate_DatabaseThatBelievedASetting_KeepsItsLogAndBelievesTicketsAlone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var build = MigrationSet.OfThisBuild();
        var older = build with { Migrations = [.. build.Migrations.Where(script => script.Number <= LastBefore)] };
        Assert.That(await MigrationRunner.RunAsync(database.Portal.Migrations, older), Is.InstanceOf<MigrationOutcome.Done>());
        await using (var owner = await database.Portal.Migrations.OpenConnectionAsync())
            await owner.ExecuteAsync(
                "INSERT INTO service (code, name, nation, host, opened) VALUES ('HARBOUR', 'Harbour', 'E', 'NHS', '2023-01-01')"
            );
        await using var application = await database.Portal.Application.Source.OpenConnectionAsync();
        const string choose = "SELECT set_config('portal.service_ids', '1', false)";
        await application.ExecuteAsync(choose + "; SELECT append_audit(1, 'somebody', 'SIGNED_IN', NULL, NULL, NULL)");
        Assert.That(
            (await IsolationSelfTest.RunAsync(database.Portal)).Select(fault => fault.Code),
            Has.Member("isolation.asserted_scope")
        );

        Assert.That(await MigrationRunner.RunAsync(database.Portal.Migrations, build), Is.InstanceOf<MigrationOutcome.Done>());

        Assert.That(await IsolationSelfTest.RunAsync(database.Portal), Is.Empty);
        const string entries = "SELECT count(*)::int FROM audit_entry";
        await application.ExecuteAsync(choose);
        Assert.That(await application.ExecuteScalarAsync<int>(entries), Is.Zero, "by the setting");
        await AuditLog.AppendAsync(
            database.Portal,
            new AuditEvent(1, "lead@harbour", AuditEvents.ListDownloaded, DateTimeOffset.UtcNow),
            CancellationToken.None
        );
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Portal.Application,
            new Scope([1]),
            CancellationToken.None
        );
        Assert.That(await transaction.Connection.ExecuteScalarAsync<int>(entries), Is.EqualTo(2), "by a ticket");
        await using var verifying = await PortalTransaction.BeginAsync(database.Portal.Migrations, CancellationToken.None);
        // No head was written there.
        var nowhere = new AuditHeadFile(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")));
        var found = await VerifyAudit.RunAsync(verifying, nowhere, CancellationToken.None);
        Assert.That((found.Fault, found.Entries), Is.EqualTo(((AuditFault?)null, 2L)));
    }
}
