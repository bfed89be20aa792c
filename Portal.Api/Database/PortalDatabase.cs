using Npgsql;
using Portal.Api.Database.Embedded;

namespace Portal.Api.Database;

/// <summary>The portal's database, once for each role. Code can reach only what the role it is given may reach.</summary>
/// <param name="Migrations">Owner of the schema.</param>
/// <param name="Application">Under row-level security; always inside a <see cref="PortalTransaction"/>.</param>
/// <param name="Network">Aggregates of all services.</param>
/// <param name="Release">The release job; its scope names a person, for the audit log, and no service.</param>
/// <param name="SignIn">Sessions and roles; for the room SignIn, for tickets of jobs, and to ask whether a second person exists.</param>
/// <param name="Administration">People, roles, memberships and the registry of services; for the room Administration.</param>
public sealed record PortalDatabase(
    NpgsqlDataSource Migrations,
    ScopedSource Application,
    NpgsqlDataSource Network,
    ScopedSource Release,
    NpgsqlDataSource SignIn,
    ScopedSource Administration
) : IAsyncDisposable
{
    private bool IsBorrowed { get; init; }

    /// <summary>What was made from this database and is kept for a while.</summary>
    public KeptAnswers Kept { get; } = new();

    /// <summary>The database as one request sees it: its scopes are those of the request's session.</summary>
    /// <returns>Disposing of it closes nothing, since the next request needs the same connections.</returns>
    public PortalDatabase ForRequest(RequestTicket ticket) => With((_, _) => ValueTask.FromResult(ticket.Key)) with { IsBorrowed = true };

    /// <summary>The database as a job sees it: each scope has a ticket of its own, which names job and person.</summary>
    /// <param name="job">Code of the job: capitals and underscores.</param>
    /// <param name="personId">Who asked for it. A scope may name somebody else.</param>
    /// <remarks>Source: docs/security.md, "Scope by ticket".</remarks>
    public PortalDatabase ForJob(string job, string personId = JobTicket.Portal) =>
        With(
            async (scope, cancellation) =>
                await JobTicket
                    .IssueAsync(SignIn, job, scope with { PersonId = scope.PersonId ?? personId }, cancellation)
                    .ConfigureAwait(false)
        );

    /// <summary>The database without any ticket.</summary>
    public PortalDatabase WithoutTicket() => With(null);

    /// <summary>True when at least one connection string of the portal is set, so that no embedded server is wanted.</summary>
    public static bool IsConfigured(IConfiguration configuration) =>
        PortalRole.All.Any(role => !string.IsNullOrWhiteSpace(configuration.GetConnectionString(role.ConnectionString)));

    /// <summary>Opens the server that the six connection strings name.</summary>
    /// <exception cref="DatabaseConfigurationException">Strings are missing, unreadable or unsafe; all are listed at once.</exception>
    public static PortalDatabase FromConfiguration(IConfiguration configuration) => Of(ReadSettings(configuration));

    /// <summary>Opens the server by connection strings that were read.</summary>
    internal static PortalDatabase Of(IReadOnlyDictionary<PortalRole, NpgsqlConnectionStringBuilder> settings) =>
        Open(role => settings[role]);

    /// <summary>Reads the six connection strings without opening anything.</summary>
    /// <exception cref="DatabaseConfigurationException">Strings are missing, unreadable or unsafe; all are listed at once.</exception>
    public static IReadOnlyDictionary<PortalRole, NpgsqlConnectionStringBuilder> ReadSettings(IConfiguration configuration)
    {
        var wrong = new List<string>();
        var read = PortalRole.All.ToDictionary(role => role, role => Read(role, configuration, wrong));
        return wrong.Count > 0
            ? throw new DatabaseConfigurationException(string.Join('\n', wrong))
            : read.ToDictionary(one => one.Key, one => one.Value!);
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
        if (IsBorrowed)
            return;
        Kept.Dispose();
        foreach (var source in new[] { Migrations, Application.Source, Network, Release.Source, SignIn, Administration.Source })
            await source.DisposeAsync().ConfigureAwait(false);
    }

    private PortalDatabase With(TicketOf? ticket) =>
        this with
        {
            Application = Application.With(ticket),
            Release = Release.With(ticket),
            Administration = Administration.With(ticket),
        };

    private static PortalDatabase Open(Func<PortalRole, NpgsqlConnectionStringBuilder> settings)
    {
        DatabaseTypes.Register();
        return new PortalDatabase(
            Source(PortalRole.Migrations, settings(PortalRole.Migrations)),
            new ScopedSource(Source(PortalRole.Application, settings(PortalRole.Application))),
            Source(PortalRole.Network, settings(PortalRole.Network)),
            new ScopedSource(Source(PortalRole.Release, settings(PortalRole.Release))),
            Source(PortalRole.SignIn, settings(PortalRole.SignIn)),
            new ScopedSource(Source(PortalRole.Administration, settings(PortalRole.Administration)))
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
