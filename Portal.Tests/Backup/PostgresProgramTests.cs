using Npgsql;
using NUnit.Framework;
using Portal.Api.Backup;

namespace Portal.Tests.Backup;

public sealed class PostgresProgramTests
{
    [TestCase("SSL Mode=VerifyFull", "verify-full", "/etc/ssl/certs/ca-certificates.crt")]
    [TestCase("SSL Mode=VerifyCA;Root Certificate=/etc/own.pem", "verify-ca", "/etc/own.pem")]
    [TestCase("SSL Mode=Require", "require", null)]
    [TestCase("", "prefer", null)]
    public void Surroundings_OfAConnectionString_ProtectAsMuch(string setting, string mode, string? authorities)
    {
        var given = PostgresProgram.Surroundings(
            new NpgsqlConnectionStringBuilder("Host=db;Port=5433;Username=portal_backup;Password=a;Database=portal;" + setting)
        );

        Assert.That((given["PGSSLMODE"], given.GetValueOrDefault("PGSSLROOTCERT")), Is.EqualTo((mode, authorities)));
        Assert.That(
            (given["PGHOST"], given["PGPORT"], given["PGUSER"], given["PGPASSWORD"], given["PGDATABASE"]),
            Is.EqualTo(("db", "5433", "portal_backup", "a", "portal"))
        );
    }
}
