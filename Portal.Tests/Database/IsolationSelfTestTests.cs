using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;

namespace Portal.Tests.Database;

[NeedsDatabase]
public class IsolationSelfTestTests
{
    [Test]
    public async Task Run_MigratedDatabase_FindsNoFault()
    {
        await using var database = await TestDatabase.CreateAsync();

        var faults = await IsolationSelfTest.RunAsync(database.Portal);

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Run_ScopedTableWithoutRowSecurity_NamesTheTable()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var owner = await database.Portal.Migrations.OpenConnectionAsync();
        await owner.ExecuteAsync(
            "CREATE TABLE leaky (service_id int PRIMARY KEY); INSERT INTO leaky VALUES (1); GRANT SELECT ON leaky TO portal_app"
        );

        var faults = await IsolationSelfTest.RunAsync(database.Portal);

        Assert.That(faults.Select(fault => fault.Code), Is.EqualTo(new[] { "isolation.unscoped_rows" }));
        Assert.That(faults[0].Words, Does.Contain("leaky"));
    }

    [Test]
    public async Task Run_ApplicationOwnsATable_IsAFault()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var administrator = new NpgsqlConnection(database.AdministratorConnectionString);
        await administrator.ExecuteAsync("CREATE TABLE taken (id int); ALTER TABLE taken OWNER TO portal_app");

        var faults = await IsolationSelfTest.RunAsync(database.Portal);

        Assert.That(faults.Select(fault => fault.Code), Is.EqualTo(new[] { "isolation.owner" }));
    }

    [Test]
    public async Task Run_StagingTableInAnotherSession_IsNoFault()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var upload = await database.Portal.Application.OpenConnectionAsync();
        await upload.ExecuteAsync("CREATE TEMPORARY TABLE staging (service_id int); INSERT INTO staging VALUES (1)");

        var faults = await IsolationSelfTest.RunAsync(database.Portal);

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Run_LoginsSwapped_IsAFault()
    {
        await using var database = await TestDatabase.CreateAsync();
        var swapped = database.Portal with { Network = database.Portal.Migrations };

        var faults = await IsolationSelfTest.RunAsync(swapped);

        Assert.That(faults.Select(fault => fault.Code), Is.SupersetOf(new[] { "isolation.wrong_role", "isolation.owner" }));
    }

    [Test]
    public async Task WeakSettings_DisposableServer_NamesThem()
    {
        await using var database = await TestDatabase.CreateAsync();

        var weak = await DurabilityCheck.WeakSettingsAsync(database.Portal.Application);

        Assert.That(weak, Is.EqualTo(new[] { "fsync", "full_page_writes", "synchronous_commit" }));
    }
}
