using Dapper;
using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Backup;

/// <summary>The portal's database, opened by a superuser who becomes each of its roles: the roles need no passwords.</summary>
internal static class AdministeredDatabase
{
    /// <exception cref="PostgresException">The login is not a superuser; it shows at the first connection.</exception>
    public static PortalDatabase Open(NpgsqlConnectionStringBuilder administrator)
    {
        DatabaseTypes.Register();
        return new PortalDatabase(
            Source(administrator, PortalRole.Migrations),
            new ScopedSource(Source(administrator, PortalRole.Application)),
            Source(administrator, PortalRole.Network),
            new ScopedSource(Source(administrator, PortalRole.Release)),
            Source(administrator, PortalRole.SignIn),
            new ScopedSource(Source(administrator, PortalRole.Administration))
        );
    }

    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder administrator, PortalRole role)
    {
        // A pooled connection would be the administrator's again when it is put back.
        var settings = new NpgsqlConnectionStringBuilder(administrator.ConnectionString) { Pooling = false };
        var become = "SET SESSION AUTHORIZATION " + role.Name;
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = role.Name }
            .UsePhysicalConnectionInitializer(connection => connection.Execute(become), connection => connection.ExecuteAsync(become))
            .Build();
    }
}
