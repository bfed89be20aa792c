using Dapper;
using Npgsql;

namespace Portal.Tests.Database;

/// <summary>The rules of isolation, read from PostgreSQL's own catalogue: what a migration must not make.</summary>
internal static class IsolationCatalogue
{
    // The registry itself: its rows are the services, and every role reads it.
    private const string Breaches = """
        WITH relation AS (
          SELECT thing.oid, thing.relname, thing.relkind, thing.relrowsecurity, thing.relforcerowsecurity, thing.reloptions, thing.relowner, thing.relispartition,
                 scoped.attnum AS service_column
          FROM pg_class AS thing
          LEFT JOIN pg_attribute AS scoped ON scoped.attrelid = thing.oid AND scoped.attname = 'service_id' AND NOT scoped.attisdropped
          WHERE thing.relnamespace = 'public'::regnamespace AND thing.relname <> 'service'
        )
        SELECT relname || ': row-level security is not enabled and forced' FROM relation
        WHERE relkind IN ('r', 'p') AND service_column IS NOT NULL AND NOT (relrowsecurity AND relforcerowsecurity)
        UNION ALL
        SELECT relname || ': service_id is not first in its primary key' FROM relation
        WHERE relkind IN ('r', 'p') AND service_column IS NOT NULL
          AND NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = relation.oid AND contype = 'p' AND conkey[1] = service_column)
        UNION ALL
        SELECT relname || ': a unique key without service_id first compares services' FROM relation
        JOIN pg_index ON indrelid = relation.oid
        WHERE relkind IN ('r', 'p') AND service_column IS NOT NULL AND indisunique AND indkey[0] <> service_column
        UNION ALL
        SELECT relname || ': the view is not security_invoker' FROM relation
        WHERE relkind = 'v' AND NOT coalesce(reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
        UNION ALL
        SELECT relname || ': a materialised view has no row-level security' FROM relation WHERE relkind = 'm'
        UNION ALL
        SELECT relname || ': is not owned by portal_migrations' FROM relation
        WHERE relkind IN ('r', 'p', 'v', 'm') AND relowner <> 'portal_migrations'::regrole
        UNION ALL
        SELECT proname || ': a SECURITY DEFINER function acts as the owner' FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prosecdef
          AND oid::regprocedure::text NOT IN ('append_audit(integer,text,text,text,text,text)', 'open_scope(text,integer[],text)')
        UNION ALL
        SELECT proname || ': a SECURITY DEFINER function that everybody may run, without a fixed search_path, or of another owner'
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND proname IN ('append_audit', 'open_scope')
          AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) AS granted WHERE granted.grantee = 0)
            OR proconfig IS DISTINCT FROM ARRAY['search_path=pg_catalog, public, pg_temp']
            OR proowner <> 'portal_migrations'::regrole)
        UNION ALL
        SELECT tablename || ': a policy reads a setting, which whoever has SQL can choose' FROM pg_policies
        WHERE schemaname = 'public' AND concat(qual, ' ', with_check) LIKE '%current\_setting%'
        UNION ALL
        SELECT relname || ': portal_network reads a table of rows' FROM relation
        WHERE relkind IN ('r', 'p') AND relname LIKE '%\_record' AND has_any_column_privilege('portal_network', oid, 'SELECT')
        UNION ALL
        SELECT relname || ': everybody has a right on it' FROM relation JOIN pg_class USING (oid, relname), aclexplode(relacl) AS granted
        WHERE granted.grantee = 0
        ORDER BY 1
        """;

    public static async Task<IReadOnlyList<string>> BreachesAsync(NpgsqlConnection connection) =>
        (await connection.QueryAsync<string>(Breaches)).AsList();
}
