using Dapper;
using Npgsql;

namespace Portal.Tests.Database;

/// <summary>Puts a used copy of a template back to what it was, which costs a tenth of another copy.</summary>
/// <param name="Schema">The mark of the schema; a copy with another one was changed beyond its rows.</param>
/// <param name="Statements">Empty every table, and fill those that were not empty.</param>
internal sealed record DatabaseReset(string Schema, string Statements)
{
    // Whatever changes a row of these catalogues, also to change it back, gives the row another xmin.
    private const string ReadSchema = """
        SELECT md5(string_agg(part, ' ' ORDER BY part)) FROM (
          SELECT concat_ws(' ', 'class', oid, xmin) AS part FROM pg_class WHERE relnamespace = 'public'::regnamespace
          UNION ALL
          SELECT concat_ws(' ', 'column', a.attrelid, a.attnum, a.xmin) FROM pg_attribute a
          JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'public'::regnamespace
          UNION ALL
          SELECT concat_ws(' ', 'trigger', oid, xmin) FROM pg_trigger
          UNION ALL
          SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
          UNION ALL
          SELECT concat_ws(' ', 'policy', oid, xmin) FROM pg_policy
          UNION ALL
          SELECT concat_ws(' ', 'constraint', oid, xmin) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
          UNION ALL
          SELECT concat_ws(' ', 'schema', nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg%temp%'
        ) parts
        """;

    // A release at work would go on writing.
    private const string IsBusy = "SELECT EXISTS (SELECT FROM release WHERE state = 'RUNNING')";

    private const string Tables = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";

    private const string Columns = """
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = @table::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        """;

    private const string Sequences = """
        SELECT format('SELECT setval(%L, %s, %L);', schemaname || '.' || sequencename, coalesce(last_value, start_value), last_value IS NOT NULL)
        FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename
        """;

    /// <summary>Reads a copy that nobody has used yet.</summary>
    public static async Task<DatabaseReset> OfAsync(NpgsqlConnection administrator)
    {
        var statements = new List<string>();
        foreach (var table in await administrator.QueryAsync<string>(Tables))
        {
            statements.Add($"DELETE FROM {table};");
            var rows = await administrator.ExecuteScalarAsync<string>($"SELECT quote_literal(json_agg(t)::text) FROM {table} t");
            if (rows is null)
                continue;
            var columns = await administrator.ExecuteScalarAsync<string>(Columns, new { table });
            statements.Add(
                $"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM json_populate_recordset(NULL::{table}, "
                    + $"{rows});"
            );
        }

        statements.AddRange(await administrator.QueryAsync<string>(Sequences));
        return new DatabaseReset(await SchemaAsync(administrator), string.Join('\n', statements));
    }

    /// <summary>Puts the rows back.</summary>
    /// <param name="administrator">The server's administrator in the copy.</param>
    /// <param name="whileNobodyReads">What belongs to the rows outside the database; nobody reads the audit log meanwhile.</param>
    /// <returns>False when the copy cannot be used again.</returns>
    public async Task<bool> RunAsync(NpgsqlConnection administrator, Action whileNobodyReads)
    {
        try
        {
            if (await SchemaAsync(administrator) != Schema || await administrator.ExecuteScalarAsync<bool>(IsBusy))
                return false;
            await using var transaction = await administrator.BeginTransactionAsync();
            // Rows go in any order, and past the triggers that keep the log as it is.
            await administrator.ExecuteAsync(
                $"SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '2s'; LOCK TABLE audit_link; {Statements}",
                transaction: transaction
            );
            whileNobodyReads();
            await transaction.CommitAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            // Somebody holds a lock, or the server has closed the connection.
            return false;
        }
    }

    private static async Task<string> SchemaAsync(NpgsqlConnection administrator) =>
        (await administrator.ExecuteScalarAsync<string>(ReadSchema))!;
}
