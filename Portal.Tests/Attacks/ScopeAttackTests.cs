using Dapper;
using Npgsql;
using NUnit.Framework;
using Portal.Api.Database;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Attacks;

/// <summary>Somebody who can run any SQL as the application role tries to see a service, or to write in the name of somebody else.</summary>
[NeedsDatabase]
public class ScopeAttackTests
{
    private const string Rows = "SELECT count(*)::int FROM case_record";
    private const string Refused = PostgresErrorCodes.InsufficientPrivilege;
    private const string NoSuchTicket = "PT401";

    // What an attacker would like to have put there: every service of the samples.
    private const string EveryService = "(SELECT array_agg(service_id) FROM service)";

    private RunningPortal _portal = null!;
    private NpgsqlConnection _attacker = null!;

    [SetUp]
    public async Task Connect()
    {
        _portal = await RunningPortal.WithSamplesAsync();
        _attacker = new NpgsqlConnection(_portal.Database.ConnectionString(PortalRole.Application) + ";Pooling=false");
        await _attacker.OpenAsync();
    }

    [TearDown]
    public async Task Disconnect() => await _attacker.DisposeAsync();

    [TestCase("portal.service_ids", "1,2,3,4,5", Rows)]
    [TestCase("portal.service_ids", "1,2,3,4,5", "SELECT count(*)::int FROM audit_entry")]
    [TestCase("portal.person_id", "lead@harbour", "SELECT count(*)::int FROM membership")]
    [TestCase("opened_scope.service_ids", "{1,2,3,4,5}", Rows)]
    [TestCase("portal.opened_scope", "{1,2,3,4,5}", Rows)]
    public async Task Setting_ThatNamesAScope_ShowsNothing(string name, string value, string rows)
    {
        await using var transaction = await _attacker.BeginTransactionAsync();
        await _attacker.ExecuteAsync("SELECT set_config(@name, @value, true)", new { name, value });

        Assert.That(await _attacker.ExecuteScalarAsync<int>(rows), Is.Zero);
    }

    [TestCase("SELECT append_audit(0, 'admin', 'QUARTER_CLOSED', '2025-Q4', NULL, NULL)")]
    [TestCase("SELECT append_audit(0, 'lead@harbour', 'SIGNED_IN', NULL, NULL, NULL)")]
    [TestCase("SELECT set_config('portal.service_ids', '1', true); SELECT append_audit(1, 'lead@harbour', 'SIGNED_IN', NULL, NULL, NULL)")]
    public async Task Audit_EntryInAnothersName_IsRefused(string forgery)
    {
        await using var transaction = await _attacker.BeginTransactionAsync();

        Assert.That(await StateAsync(forgery), Is.EqualTo(Refused));
    }

    [TestCase("INSERT INTO opened_scope VALUES (pg_backend_pid(), pg_current_xact_id(), 'admin', " + EveryService + ")")]
    [TestCase("UPDATE opened_scope SET service_ids = " + EveryService)]
    [TestCase("UPDATE opened_scope SET transaction = pg_current_xact_id()")]
    [TestCase("DELETE FROM opened_scope")]
    [TestCase("TRUNCATE opened_scope")]
    [TestCase("COPY opened_scope FROM STDIN")]
    [TestCase("LOCK TABLE opened_scope")]
    [TestCase("ALTER TABLE opened_scope DISABLE ROW LEVEL SECURITY")]
    [TestCase("CREATE POLICY all_of_it ON opened_scope USING (true)")]
    [TestCase("CREATE OR REPLACE FUNCTION scope_services() RETURNS int[] LANGUAGE sql AS 'SELECT ARRAY[1]'")]
    [TestCase("SELECT key_hash FROM session")]
    [TestCase("SELECT key_hash FROM job_ticket")]
    [TestCase("INSERT INTO job_ticket (key_hash, job, person_id, service_ids) VALUES (repeat('0', 64), 'MINE', 'admin', '{1}')")]
    [TestCase("INSERT INTO membership VALUES (1, 'member@harbour')")]
    [TestCase("SET ROLE portal_sign_in")]
    public async Task Scope_MadeByHand_IsRefused(string attempt)
    {
        await using var transaction = await _attacker.BeginTransactionAsync();

        Assert.That(await StateAsync(attempt), Is.EqualTo(Refused));
    }

    [Test]
    public async Task Open_KeyThatIsMadeUpOrAHash_OpensNothing()
    {
        var key = await KeyAsync("lead@harbour");
        var hash = await OfAdministratorAsync<string>(
            "SELECT key_hash FROM session WHERE key_hash = @Hash",
            new { Hash = TicketKey.Hash(key) }
        );

        foreach (var tried in new[] { "", "lead@harbour", new string('0', 64), hash, hash.ToUpperInvariant(), key + " ", key[..^1], null })
            Assert.That(await OpenAsync(tried, [], null), Is.EqualTo(NoSuchTicket), tried);
        foreach (
            var state in new[]
            {
                await OpenAsync(key, [1, 2, 3], null),
                await OpenAsync(key, null, null),
                await OpenAsync(key, [], "admin"),
            }
        )
            Assert.That(state, Is.EqualTo(Refused), "more than the session gives");
    }

    // The key goes through the application's own connections, and its hash stands in a table.
    [Test]
    public async Task Read_EverythingThatCanBeRead_HoldsNoKeyAndNoHashOfOne()
    {
        var key = await KeyAsync("lead@harbour");
        var readable = (
            await _attacker.QueryAsync<string>(
                """
                SELECT format('%I.%I', s.nspname, c.relname) FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'v', 'm', 'p') AND has_table_privilege(c.oid, 'SELECT')
                  AND (s.nspname = 'public' OR c.relname IN ('pg_stat_activity', 'pg_prepared_statements', 'pg_cursors', 'pg_settings', 'pg_stats'))
                """
            )
        ).AsList();
        await using var holder = new NpgsqlConnection(_portal.Database.ConnectionString(PortalRole.Application));
        await holder.OpenAsync();
        await using var open = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("SELECT open_scope(@key, '{}', NULL)", new { key });

        Assert.That(readable, Has.Some.EqualTo("public.opened_scope").And.Some.EqualTo("pg_catalog.pg_stat_activity"));
        foreach (var relation in readable)
            Assert.That(
                await _attacker.ExecuteScalarAsync<int>(
                    $"SELECT count(*)::int FROM {relation} t WHERE t::text LIKE @one OR t::text LIKE @other",
                    new { one = $"%{key}%", other = $"%{TicketKey.Hash(key)}%" }
                ),
                Is.Zero,
                relation
            );
        Assert.That(await _attacker.ExecuteScalarAsync<int>("SELECT count(*)::int FROM opened_scope"), Is.Zero, "scopes of others");
    }

    [TestCase("COMMIT")]
    [TestCase("ROLLBACK")]
    public async Task Scope_AfterItsTransaction_IsGone(string end)
    {
        var own = await OwnAsync();
        await _attacker.ExecuteAsync("BEGIN TRANSACTION");
        Assert.That(await OpenAsync(await KeyAsync("lead@harbour"), [own], null), Is.Null);
        Assert.That(await SeenAsync(), Is.EqualTo(new[] { own }), "the holder of a key sees the own service");

        // The next transaction of the same process, which gets an id of its own.
        await using var batch = new NpgsqlBatch(_attacker);
        foreach (var sql in new[] { end, "BEGIN", "CREATE TEMPORARY TABLE busy (id int)" })
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await batch.ExecuteNonQueryAsync();

        Assert.That(await SeenAsync(), Is.Empty);
        Assert.That(await _attacker.ExecuteScalarAsync<int>("SELECT count(*)::int FROM opened_scope"), Is.Zero);
        await _attacker.ExecuteAsync("ROLLBACK TRANSACTION");
        Assert.That(await SeenAsync(), Is.Empty, "without a transaction");
    }

    [Test]
    public async Task Scope_LeftByAProcessOfTheSameNumber_IsNobodys()
    {
        var pid = await _attacker.ExecuteScalarAsync<int>("SELECT pg_backend_pid()");
        await OfAdministratorAsync<int>(
            $"INSERT INTO opened_scope VALUES (@pid, pg_current_xact_id(), 'lead@harbour', {EveryService}) RETURNING pid",
            new { pid }
        );
        await using var transaction = await _attacker.BeginTransactionAsync();
        Assert.That(await SeenAsync(), Is.Empty);
        await _attacker.ExecuteAsync("CREATE TEMPORARY TABLE busy (id int)");

        Assert.That(await SeenAsync(), Is.Empty, "with an id of the transaction");
        Assert.That(await StateAsync("SELECT append_audit(0, 'lead@harbour', 'QUARTER_CLOSED', NULL, NULL, NULL)"), Is.EqualTo(Refused));
    }

    [Test]
    public async Task Scope_WithSavepoints_IsNeverMoreThanTheKeyGives()
    {
        var own = await OwnAsync();
        var key = await KeyAsync("lead@harbour");
        await using var transaction = await _attacker.BeginTransactionAsync();
        await _attacker.ExecuteAsync("SAVEPOINT before");
        Assert.That(await OpenAsync(key, [own], null), Is.Null);
        await _attacker.ExecuteAsync("ROLLBACK TO before");
        Assert.That(await SeenAsync(), Is.Empty, "an opening that was taken back");

        Assert.That(await OpenAsync(key, [own], null), Is.Null);
        await _attacker.ExecuteAsync("SAVEPOINT open");
        Assert.That(await OpenAsync(key, [own, own + 1], null), Is.EqualTo(Refused));
        await _attacker.ExecuteAsync("ROLLBACK TO open");
        Assert.That(await SeenAsync(), Is.EqualTo(new[] { own }));
        Assert.That(await StateAsync("SELECT append_audit(0, 'admin', 'QUARTER_CLOSED', NULL, NULL, NULL)"), Is.EqualTo(Refused));
        await _attacker.ExecuteAsync("ROLLBACK TO open");
        Assert.That(
            await StateAsync($"SELECT append_audit({own + 1}, 'lead@harbour', 'SIGNED_IN', NULL, NULL, NULL)"),
            Is.EqualTo(Refused)
        );
    }

    // Temporary things may be made, and their schema can be put first.
    [Test]
    public async Task Names_OfOnesOwnBeforeThePortals_ChangeNothing()
    {
        await using var transaction = await _attacker.BeginTransactionAsync();
        await _attacker.ExecuteAsync(
            $"""
            CREATE TEMPORARY TABLE opened_scope AS SELECT pg_backend_pid() AS pid, pg_current_xact_id() AS transaction, 'admin' AS person_id,
              {EveryService} AS service_ids;
            CREATE TEMPORARY TABLE session AS SELECT encode(sha256('mine'), 'hex') AS key_hash, 'lead@harbour' AS person_id;
            CREATE TEMPORARY TABLE job_ticket AS SELECT encode(sha256('mine'), 'hex') AS key_hash, 'admin' AS person_id,
              {EveryService} AS service_ids, now() + interval '1 day' AS expires_at;
            CREATE FUNCTION pg_temp.scope_services() RETURNS int[] LANGUAGE sql AS 'SELECT array_agg(service_id) FROM public.service';
            CREATE FUNCTION pg_temp.pg_backend_pid() RETURNS int LANGUAGE sql AS 'SELECT 1';
            SET LOCAL search_path = pg_temp, public, pg_catalog;
            """
        );

        Assert.That(await SeenAsync(), Is.Empty);
        Assert.That(await OpenAsync("mine", [], null), Is.EqualTo(NoSuchTicket));
    }

    [Test]
    public async Task Ticket_OfAJob_OpensWhatItNamesForAMinute()
    {
        var own = await OwnAsync();
        var key = TicketKey.New();
        const string write = """
            INSERT INTO job_ticket (key_hash, job, person_id, service_ids, expires_at)
            VALUES (@Hash, 'TEST', 'portal', @Services, clock_timestamp() + @Left) RETURNING 1
            """;
        foreach (var (left, state) in new[] { (TimeSpan.FromMinutes(1), (string?)null), (TimeSpan.Zero, NoSuchTicket) })
        {
            await OfAdministratorAsync<int>("DELETE FROM job_ticket WHERE key_hash = @Hash", new { Hash = TicketKey.Hash(key) });
            await OfAdministratorAsync<int>(
                write,
                new
                {
                    Hash = TicketKey.Hash(key),
                    Services = new[] { own },
                    Left = left,
                }
            );
            await using var transaction = await _attacker.BeginTransactionAsync();
            Assert.That(await OpenAsync(key, [own], null), Is.EqualTo(state));
        }

        await using var signIn = await _portal.Database.Portal.SignIn.OpenConnectionAsync();
        Assert.That(
            async () =>
                await signIn.ExecuteAsync(
                    write,
                    new
                    {
                        Hash = TicketKey.Hash(key + "2"),
                        Services = new[] { own },
                        Left = TimeSpan.FromDays(1),
                    }
                ),
            Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(Refused),
            "a ticket that lasts"
        );
    }

    private async Task<string> KeyAsync(string person) =>
        (await _portal.ClientAsync(person)).DefaultRequestHeaders.Authorization!.Parameter!;

    private Task<int> OwnAsync() => _attacker.ExecuteScalarAsync<int>("SELECT service_id FROM service WHERE code = 'HARBOUR'");

    private async Task<IReadOnlyList<int>> SeenAsync() =>
        (await _attacker.QueryAsync<int>("SELECT DISTINCT service_id FROM case_record ORDER BY service_id")).AsList();

    private Task<string?> OpenAsync(string? key, int[]? services, string? person) =>
        StateAsync(
            "SELECT open_scope(@key, @services, @person)",
            new
            {
                key,
                services,
                person,
            }
        );

    // The SQLSTATE of what an attempt fails with; null when it went well.
    private async Task<string?> StateAsync(string attempt, object? values = null)
    {
        try
        {
            await _attacker.ExecuteAsync(attempt, values);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.SqlState;
        }
    }

    private async Task<T> OfAdministratorAsync<T>(string sql, object values)
    {
        await using var administrator = new NpgsqlConnection(_portal.Database.AdministratorConnectionString);
        return (await administrator.ExecuteScalarAsync<T>(sql, values))!;
    }
}
