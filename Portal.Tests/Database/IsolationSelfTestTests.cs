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

    [TestCase(
        "ALTER POLICY own_service ON draft USING (service_id = current_setting('portal.service_ids', true)::int)",
        "isolation.asserted_scope",
        "draft"
    )]
    [TestCase("CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'", "isolation.acts_as_owner", "peek")]
    [TestCase("GRANT INSERT ON opened_scope TO portal_app", "isolation.makes_tickets", "opened_scope")]
    [TestCase("GRANT SELECT (key_hash) ON session TO portal_app", "isolation.makes_tickets", "session")]
    [TestCase("GRANT INSERT ON job_ticket TO portal_app", "isolation.makes_tickets", "job_ticket")]
    [TestCase("GRANT DELETE ON membership TO portal_app", "isolation.makes_tickets", "membership")]
    public async Task Run_ScopeThatTheApplicationCouldChoose_IsAFault(string migration, string code, string about)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var owner = await database.Portal.Migrations.OpenConnectionAsync();
        await owner.ExecuteAsync(migration);

        var faults = await IsolationSelfTest.RunAsync(database.Portal);

        Assert.That(faults.Select(fault => fault.Code), Does.Contain(code));
        Assert.That(faults.Single(fault => fault.Code == code).Words, Does.Contain(about));
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
        await using var upload = await database.Portal.Application.Source.OpenConnectionAsync();
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

        var weak = await DurabilityCheck.WeakSettingsAsync(database.Portal.Application.Source);

        Assert.That(weak, Is.EqualTo(new[] { "fsync", "full_page_writes", "synchronous_commit" }));
    }
}
