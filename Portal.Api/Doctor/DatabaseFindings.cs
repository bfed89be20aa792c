using System.Globalization;
using Dapper;
using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Doctor;

/// <summary>The database: whether the six roles sign in, what they may, and whether the server keeps what it acknowledges.</summary>
internal static class DatabaseFindings
{
    private const string What = "database";
    private const int OldestVersion = 150000;

    private const string AboveRows = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";

    private const string IsMigrated = "SELECT to_regclass('public.schema_migration') IS NOT NULL";

    private const string Applied = "SELECT number, file_name AS FileName, checksum FROM schema_migration ORDER BY number";

    private const string ScopedTables = """
        SELECT thing.relname::text AS Name, thing.relrowsecurity AND thing.relforcerowsecurity AS IsScoped
        FROM pg_class thing JOIN pg_attribute scoped ON scoped.attrelid = thing.oid AND scoped.attname = 'service_id' AND NOT attisdropped
        WHERE thing.relnamespace = 'public'::regnamespace AND thing.relkind IN ('r', 'p') AND thing.relname <> 'service'
        ORDER BY thing.relname
        """;

    public static async Task<IReadOnlyList<Finding>> OfAsync(
        IConfiguration configuration,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        IReadOnlyDictionary<PortalRole, NpgsqlConnectionStringBuilder> settings;
        try
        {
            settings = PortalDatabase.ReadSettings(configuration);
        }
        catch (DatabaseConfigurationException exception)
        {
            return
            [
                .. exception
                    .Message.Split('\n')
                    .Select(fault => Finding.Wrong(What, fault, "See docs/operations.md, \"On a PostgreSQL server\".")),
            ];
        }

        var refused = new List<Finding>();
        foreach (var (role, login) in settings)
        {
            if (await SignInFindings.OfAsync(role, login, cancellation) is not { } finding)
                continue;
            refused.Add(finding);
            if (finding.Words.EndsWith(SignInFindings.NoAnswer, StringComparison.Ordinal))
                break;
        }

        if (refused.Count > 0)
            return refused;
        await using var database = PortalDatabase.FromConfiguration(configuration);
        try
        {
            return await InsideAsync(database, clock, cancellation);
        }
        catch (NpgsqlException exception)
        {
            return
            [
                Finding.Wrong(
                    What,
                    $"A question to the database failed ({exception.SqlState ?? "no answer"}).",
                    "Look at the server's log."
                ),
            ];
        }
    }

    private static async Task<IReadOnlyList<Finding>> InsideAsync(
        PortalDatabase database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        await using var owner = await database.Migrations.OpenConnectionAsync(cancellation);
        var version = int.Parse((await owner.ExecuteScalarAsync<string>("SHOW server_version_num"))!, CultureInfo.InvariantCulture);
        var findings = new List<Finding>
        {
            version < OldestVersion
                ? Finding.Wrong(What, $"PostgreSQL {owner.ServerVersion} is too old.", "Use PostgreSQL 15 or newer.")
                : Finding.Ok(What, $"PostgreSQL {owner.ServerVersion}, database {owner.Database}; the six roles sign in"),
            await ClockAsync(owner, clock),
        };
        var schema = await SchemaAsync(owner);
        findings.Add(schema);
        findings.AddRange(await DurabilityAsync(database, cancellation));
        if (schema.State == FindingState.Wrong)
            return findings;
        findings.AddRange(await RolesAsync(database, owner, cancellation));
        findings.AddRange(await RowSecurityAsync(owner));
        return findings;
    }

    private static async Task<Finding> SchemaAsync(NpgsqlConnection owner)
    {
        const string what = "schema";
        if (!await owner.ExecuteScalarAsync<bool>(IsMigrated))
            return Finding.Wrong(what, "The database holds no portal yet.", "Run ./portal migrate.");
        var build = MigrationSet.OfThisBuild().Migrations;
        var applied = (await owner.QueryAsync<AppliedMigration>(Applied)).AsList();
        var number = applied.Count.ToString("0000", CultureInfo.InvariantCulture);
        if (MigrationPlan.Problems(build, applied) is { Count: > 0 } problems)
            return Finding.Wrong(what, problems[0].Words, "See docs/operations.md, \"Migrations\".");
        return applied.Count == build.Count
            ? Finding.Ok(what, $"{number}, the one of this build")
            : Finding.Warning(
                what,
                FormattableString.Invariant($"{number}, and this build has {build.Count:0000}."),
                "The next start migrates; make a backup before."
            );
    }

    private static async Task<Finding> ClockAsync(NpgsqlConnection owner, TimeProvider clock)
    {
        const string what = "clock";
        var before = clock.GetUtcNow();
        var server = await owner.ExecuteScalarAsync<DateTime>("SELECT clock_timestamp()");
        var here = before + (clock.GetUtcNow() - before) / 2;
        var seconds = Math.Abs((here.UtcDateTime - server.ToUniversalTime()).TotalSeconds);
        var words = string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s apart from the database");
        const string remedy = "Let both machines take their time from the same source (timedatectl set-ntp true).";
        return seconds > 30 ? Finding.Wrong(what, $"It is {words}: sign-ins and receipts are dated wrongly.", remedy)
            : seconds > 2 ? Finding.Warning(what, $"It is {words}.", remedy)
            : Finding.Ok(what, words);
    }

    private static async Task<IEnumerable<Finding>> DurabilityAsync(PortalDatabase database, CancellationToken cancellation)
    {
        const string what = "durability";
        var weak = await DurabilityCheck.WeakSettingsAsync(database.Application.Source, cancellation);
        return weak.Count == 0
            ? [Finding.Ok(what, "fsync, full_page_writes, synchronous_commit and data_checksums are on")]
            : weak.Select(setting =>
                Finding.Wrong(
                    what,
                    $"{setting} is off, so the server can lose what was acknowledged.",
                    setting == "data_checksums"
                        ? "Stop the server, and run pg_checksums --enable on its data folder."
                        : $"ALTER SYSTEM SET {setting} = on; SELECT pg_reload_conf(); a role or database may have its own value."
                )
            );
    }

    private static async Task<IEnumerable<Finding>> RolesAsync(
        PortalDatabase database,
        NpgsqlConnection owner,
        CancellationToken cancellation
    )
    {
        const string what = "roles";
        var found = await IsolationSelfTest.RunAsync(database, cancellation);
        // Whatever else a role above the rules can do follows from that.
        var above = found.Where(fault => fault.Code is "isolation.superuser" or "isolation.bypasses_row_security").ToList();
        var faults = (above.Count > 0 ? above : found).Select(fault => fault.Words).ToList();
        if (await owner.ExecuteScalarAsync<bool>(AboveRows))
            faults.Add(
                PortalRole.Migrations.Name
                    + $" is above row-level security: ALTER ROLE {PortalRole.Migrations.Name} NOSUPERUSER NOBYPASSRLS."
            );
        return faults.Count == 0
            ? [Finding.Ok(what, "none is above row-level security; without a ticket none sees rows of a service")]
            : faults.Select(fault => Finding.Wrong(what, fault, "See docs/operations.md, \"Self-test at start-up\"."));
    }

    private static async Task<IEnumerable<Finding>> RowSecurityAsync(NpgsqlConnection owner)
    {
        const string what = "rows";
        var tables = (await owner.QueryAsync<(string Name, bool IsScoped)>(ScopedTables)).AsList();
        var open = tables.Where(table => !table.IsScoped).ToList();
        return open.Count == 0
            ? [Finding.Ok(what, FormattableString.Invariant($"row-level security is forced on all {tables.Count} tables of services"))]
            : open.Select(table =>
                Finding.Wrong(
                    what,
                    $"Row-level security is not forced on {table.Name}.",
                    $"ALTER TABLE {table.Name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY."
                )
            );
    }
}
