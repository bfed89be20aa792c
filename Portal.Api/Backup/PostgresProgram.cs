using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Portal.Api.Database.Embedded;

namespace Portal.Api.Backup;

/// <summary>pg_dump or pg_restore, with a connection of Npgsql. It stands in no command line, which every user may read.</summary>
internal static class PostgresProgram
{
    // Npgsql trusts whom the machine trusts; libpq must be told, and knows a word for it from version 16 on only.
    private const string Trusted = "/etc/ssl/certs/ca-certificates.crt";

    /// <exception cref="BackupFailedException">It is not installed.</exception>
    public static RunningTool Start(string program, NpgsqlConnectionStringBuilder login, params IEnumerable<string> arguments)
    {
        string folder;
        try
        {
            folder = PostgresBinaries.Find().Folder;
        }
        catch (EmbeddedServerException)
        {
            // Whoever has a server of their own needs only the client's programs.
            folder = "";
        }

        var path = Path.Combine(folder, program);
        var start = new ProcessStartInfo(File.Exists(path) ? path : program, arguments);
        foreach (var (name, value) in Surroundings(login))
            start.Environment[name] = value;
        return RunningTool.Start(start, $"{program} is missing: install the client programs of PostgreSQL, or set PG_BIN to their folder.");
    }

    /// <summary>The connection as variables of libpq.</summary>
    internal static IReadOnlyDictionary<string, string?> Surroundings(NpgsqlConnectionStringBuilder login)
    {
        var verifies = login.SslMode is SslMode.VerifyCA or SslMode.VerifyFull;
        return new Dictionary<string, string?>
        {
            ["PGHOST"] = login.Host,
            ["PGPORT"] = login.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = login.Username,
            ["PGDATABASE"] = login.Database,
            ["PGPASSWORD"] = login.Password,
            ["PGPASSFILE"] = login.Passfile,
            ["PGSSLMODE"] = login.SslMode switch
            {
                SslMode.Disable => "disable",
                SslMode.Allow => "allow",
                SslMode.Require => "require",
                SslMode.VerifyCA => "verify-ca",
                SslMode.VerifyFull => "verify-full",
                _ => "prefer",
            },
            ["PGSSLROOTCERT"] = login.RootCertificate ?? (verifies ? Trusted : null),
            ["PGSSLCERT"] = login.SslCertificate,
            ["PGSSLKEY"] = login.SslKey,
            ["PGCONNECT_TIMEOUT"] = "15",
            ["LC_ALL"] = "C",
        }
            .Where(one => one.Value is not null)
            .ToDictionary();
    }
}
