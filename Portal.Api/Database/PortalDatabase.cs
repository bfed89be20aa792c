using Npgsql;
using Portal.Api.Database.Embedded;

namespace Portal.Api.Database;

/// <summary>The portal's database, once for each role. Code can reach only what the role it is given may reach.</summary>
/// <param name="Migrations">Owner of the schema.</param>
/// <param name="Application">Under row-level security; always inside a <see cref="PortalTransaction"/>.</param>
/// <param name="Network">Aggregates of all services.</param>
/// <param name="Release">The release job.</param>
/// <param name="SignIn">Sessions and roles; for the room SignIn, and to ask whether a second person exists.</param>
public sealed record PortalDatabase(
    NpgsqlDataSource Migrations,
    NpgsqlDataSource Application,
    NpgsqlDataSource Network,
    NpgsqlDataSource Release,
    NpgsqlDataSource SignIn
) : IAsyncDisposable
{
    /// <summary>True when at least one connection string of the portal is set, so that no embedded server is wanted.</summary>
    public static bool IsConfigured(IConfiguration configuration) =>
        PortalRole.All.Any(role => !string.IsNullOrWhiteSpace(configuration.GetConnectionString(role.ConnectionString)));

    /// <summary>Opens the server that the five connection strings name.</summary>
    /// <exception cref="DatabaseConfigurationException">Strings are missing, unreadable or unsafe; all are listed at once.</exception>
    public static PortalDatabase FromConfiguration(IConfiguration configuration)
    {
        var wrong = new List<string>();
        var read = PortalRole.All.ToDictionary(role => role, role => Read(role, configuration, wrong));
        return wrong.Count > 0 ? throw new DatabaseConfigurationException(string.Join('\n', wrong)) : Open(role => read[role]!);
    }

    /// <summary>Opens a database of the embedded server; creates it and its roles if they are not there.</summary>
    public static async Task<PortalDatabase> FromEmbeddedServerAsync(
        EmbeddedServer server,
        string database = "portal",
        CancellationToken cancellation = default
    )
    {
        await EmbeddedDatabase.PrepareAsync(server, database, cancellation).ConfigureAwait(false);
        return Open(role => new NpgsqlConnectionStringBuilder(server.ConnectionString(role.Name, database))
        {
            MaxPoolSize = role.LargestPool,
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in new[] { Migrations, Application, Network, Release, SignIn })
            await source.DisposeAsync().ConfigureAwait(false);
    }

    private static PortalDatabase Open(Func<PortalRole, NpgsqlConnectionStringBuilder> settings)
    {
        DatabaseTypes.Register();
        return new PortalDatabase(
            Source(PortalRole.Migrations, settings(PortalRole.Migrations)),
            Source(PortalRole.Application, settings(PortalRole.Application)),
            Source(PortalRole.Network, settings(PortalRole.Network)),
            Source(PortalRole.Release, settings(PortalRole.Release)),
            Source(PortalRole.SignIn, settings(PortalRole.SignIn))
        );
    }

    private static NpgsqlDataSource Source(PortalRole role, NpgsqlConnectionStringBuilder settings)
    {
        settings.ApplicationName = "outcomes-portal " + role.Use;
        // Without a name, metrics and traces would be labelled with the connection string.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = role.Name }.Build();
    }

    private static NpgsqlConnectionStringBuilder? Read(PortalRole role, IConfiguration configuration, List<string> wrong)
    {
        var key = "ConnectionStrings:" + role.ConnectionString;
        var text = configuration.GetConnectionString(role.ConnectionString);
        if (string.IsNullOrWhiteSpace(text))
        {
            wrong.Add($"{key} is missing (the connection string of the role {role.Name}).");
            return null;
        }

        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException)
        {
            // The exception's own message quotes the string, which may hold a password.
            wrong.Add($"{key} is not a connection string.");
            return null;
        }

        if (settings.NoResetOnClose)
            wrong.Add($"{key} sets No Reset On Close, which could carry one person's scope into the next person's request. Remove it.");
        if (settings.IncludeErrorDetail)
            wrong.Add($"{key} sets Include Error Detail, which would put the contents of rows into logs. Remove it.");
        if (!settings.Pooling)
            return settings;
        if (!settings.ContainsKey("Maximum Pool Size") || settings.MaxPoolSize == 100)
            settings.MaxPoolSize = role.LargestPool;
        return settings;
    }
}
