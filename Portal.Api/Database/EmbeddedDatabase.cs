using Dapper;
using Npgsql;
using Portal.Api.Database.Embedded;

namespace Portal.Api.Database;

/// <summary>Creates the roles and the database on an embedded server, which the portal itself administers.</summary>
internal static class EmbeddedDatabase
{
    private const string Exists = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = @database)";

    // CREATE DATABASE takes no parameters, so the server quotes the name.
    private const string Create = "SELECT format('CREATE DATABASE %I', @database)";

    public static async Task PrepareAsync(EmbeddedServer server, string database, CancellationToken cancellation)
    {
        await using (var source = NpgsqlDataSource.Create(Unpooled(server, "postgres")))
        await using (var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false))
        {
            if (
                !await connection
                    .ExecuteScalarAsync<bool>(new CommandDefinition(Exists, new { database }, cancellationToken: cancellation))
                    .ConfigureAwait(false)
            )
            {
                var create = await connection
                    .ExecuteScalarAsync<string>(new CommandDefinition(Create, new { database }, cancellationToken: cancellation))
                    .ConfigureAwait(false);
                await connection.ExecuteAsync(new CommandDefinition(create!, cancellationToken: cancellation)).ConfigureAwait(false);
            }
        }

        await using (var source = NpgsqlDataSource.Create(Unpooled(server, database)))
        await using (var connection = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false))
            await connection.ExecuteAsync(new CommandDefinition(RolesScript.Text, cancellationToken: cancellation)).ConfigureAwait(false);
    }

    private static string Unpooled(EmbeddedServer server, string database) =>
        server.ConnectionString(EmbeddedServer.Superuser, database) + ";Pooling=false";
}
