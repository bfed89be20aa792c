using Dapper;
using Npgsql;
using NUnit.Framework;

namespace Portal.Tests.Database;

[NeedsDatabase]
public class IsolationCatalogueTests
{
    private TestDatabase _database = null!;
    private NpgsqlConnection _owner = null!;

    [SetUp]
    public async Task CreateDatabase()
    {
        _database = await TestDatabase.CreateAsync();
        _owner = await _database.Portal.Migrations.OpenConnectionAsync();
    }

    [TearDown]
    public async Task DropDatabase()
    {
        await _owner.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Breaches_TheBuildsOwnMigrations_AreNone() => Assert.That(await IsolationCatalogue.BreachesAsync(_owner), Is.Empty);

    [TestCase("CREATE TABLE t (service_id int PRIMARY KEY)", "t: row-level security is not enabled and forced")]
    [TestCase(
        "CREATE TABLE t (service_id int PRIMARY KEY); ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "t: row-level security is not enabled and forced"
    )]
    [TestCase(
        "CREATE TABLE t (id int PRIMARY KEY, service_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL "
            + "SECURITY",
        "t: a unique key without service_id first compares services",
        "t: service_id is not first in its primary key"
    )]
    [TestCase("CREATE VIEW t AS SELECT 1 AS one", "t: the view is not security_invoker")]
    [TestCase(
        "CREATE VIEW t WITH (security_invoker = true) AS SELECT 1 AS one; ALTER VIEW t SET (security_invoker = false)",
        "t: the view is not security_invoker"
    )]
    [TestCase("CREATE MATERIALIZED VIEW t AS SELECT 1 AS one", "t: a materialised view has no row-level security")]
    [TestCase(
        "CREATE FUNCTION t() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "t: a SECURITY DEFINER function acts as the owner"
    )]
    [TestCase(
        "CREATE FUNCTION append_audit(text) RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS "
            + "'SELECT 1'; REVOKE ALL ON FUNCTION append_audit(text) FROM PUBLIC",
        "append_audit: a SECURITY DEFINER function acts as the owner"
    )]
    [TestCase(
        "GRANT EXECUTE ON FUNCTION append_audit(int, text, text, text, text, text) TO PUBLIC",
        "append_audit: a SECURITY DEFINER function that everybody may run, without a fixed search_path, or of another owner"
    )]
    [TestCase(
        "ALTER FUNCTION append_audit(int, text, text, text, text, text) RESET search_path",
        "append_audit: a SECURITY DEFINER function that everybody may run, without a fixed search_path, or of another owner"
    )]
    [TestCase(
        "ALTER FUNCTION open_scope(text, int[], text) RESET search_path",
        "open_scope: a SECURITY DEFINER function that everybody may run, without a fixed search_path, or of another owner"
    )]
    [TestCase(
        "CREATE FUNCTION open_scope(int[]) RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS "
            + "'SELECT 1'; REVOKE ALL ON FUNCTION open_scope(int[]) FROM PUBLIC",
        "open_scope: a SECURITY DEFINER function acts as the owner"
    )]
    [TestCase(
        "ALTER POLICY own_service ON draft USING (service_id = current_setting('portal.service_ids')::int)",
        "draft: a policy reads a setting, which whoever has SQL can choose"
    )]
    [TestCase("CREATE TABLE t (id int); GRANT SELECT ON t TO PUBLIC", "t: everybody has a right on it")]
    [TestCase(
        "CREATE TABLE t_record (id int); GRANT SELECT (id) ON t_record TO portal_network",
        "t_record: portal_network reads a table of rows"
    )]
    public async Task Breaches_MigrationAgainstTheRules_NamesIt(string migration, params string[] breaches)
    {
        await _owner.ExecuteAsync(migration);

        Assert.That(await IsolationCatalogue.BreachesAsync(_owner), Is.EqualTo(breaches));
    }

    [Test]
    public async Task Breaches_ScopedTableByTheRules_IsNone()
    {
        await _owner.ExecuteAsync(
            "CREATE TABLE t (service_id int, id int, PRIMARY KEY (service_id, id)); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE "
                + "t FORCE ROW LEVEL SECURITY"
        );
        await _owner.ExecuteAsync("CREATE VIEW v WITH (security_invoker = true) AS SELECT service_id FROM t");

        Assert.That(await IsolationCatalogue.BreachesAsync(_owner), Is.Empty);
    }
}
