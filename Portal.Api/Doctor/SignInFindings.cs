using System.Globalization;
using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Doctor;

/// <summary>Whether a role of the portal signs in to the database.</summary>
internal static class SignInFindings
{
    /// <summary>Ends the words about a server that is away, after which no other role need try.</summary>
    public const string NoAnswer = "does not answer.";

    private const string What = "database";
    private const string Prepare = "Run ./portal prepare-database with these connection strings.";

    /// <returns><c>null</c> when it does.</returns>
    public static async Task<Finding?> OfAsync(PortalRole role, NpgsqlConnectionStringBuilder login, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(login.ConnectionString) { Pooling = false, Timeout = 5 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return null;
        }
        catch (PostgresException exception)
        {
            var name = settings.Username ?? "nobody";
            return exception.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Finding.Wrong(
                    What,
                    $"The server does not let {name} in: there is no such role, or the password of ConnectionStrings:"
                        + $"{role.ConnectionString} is not its own.",
                    Prepare
                ),
                PostgresErrorCodes.InvalidCatalogName => Finding.Wrong(
                    What,
                    $"There is no database {settings.Database}, for {name}.",
                    Prepare
                ),
                PostgresErrorCodes.InsufficientPrivilege => Finding.Wrong(
                    What,
                    $"{name} may not connect to the database {settings.Database}.",
                    Prepare
                ),
                PostgresErrorCodes.TooManyConnections => Finding.Wrong(
                    What,
                    "The server has no connection left.",
                    "Raise max_connections, or look who holds them (pg_stat_activity)."
                ),
                _ => Finding.Wrong(What, $"The server refuses {name} ({exception.SqlState}).", "Look at the server's log."),
            };
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return Finding.Wrong(
                What,
                string.Create(CultureInfo.InvariantCulture, $"The server {settings.Host}:{settings.Port} {NoAnswer}"),
                "Look at Host, Port and SSL Mode of the connection strings, at the firewall, and whether PostgreSQL runs."
            );
        }
    }
}
