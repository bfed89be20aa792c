using Dapper;
using Portal.Api.Database;
using Portal.Api.Mail;
using Portal.Api.Nodes;
using Portal.Api.Samples;
using Portal.Api.SignIn;

namespace Portal.Api.Starting;

/// <summary>What must be set before the portal serves: a sentence for each thing that is missing or wrong, all at once.</summary>
/// <remarks>Source: docs/security.md, "Start outside Development".</remarks>
public static class StartRules
{
    private const string HasSamplePeople = "SELECT EXISTS (SELECT FROM person WHERE person_id = ANY (@People))";

    private static readonly string[] AboveIsolation = ["Administrator", "Backup"];

    /// <summary>Looks at the configuration, before anything is started.</summary>
    /// <param name="isServing">Whether the addresses may be in use, since the portal may be running.</param>
    public static IReadOnlyList<string> Faults(IConfiguration configuration, StartOptions options, bool isServing = false)
    {
        var (identity, faults) = IdentitySettings.Read(configuration, options.Environment);
        var wrong = new List<string>(faults);
        wrong.AddRange(TrustedProxies.Faults(configuration));
        wrong.AddRange(MailSettings.Read(configuration, options.Environment).Faults);
        var isDevelopment = string.Equals(options.Environment, Environments.Development, StringComparison.OrdinalIgnoreCase);
        if (StandingDay.Fault(configuration, isDevelopment && identity.Kind == IdentityKind.Development) is { } stands)
            wrong.Add(stands);
        if (wrong.Count == 0 && options.UnusableAddress(identity.Kind == IdentityKind.Development, isServing) is { } unusable)
            wrong.Add(unusable);
        if (isDevelopment)
            return wrong;
        if (options.Address is not { } address || address.Scheme != Uri.UriSchemeHttps)
            wrong.Add("PORTAL_ADDRESS must say where people reach the portal, such as https://outcomes.example.org.");
        if (!IsHttps(options.Urls) && !TrustedProxies.AreNamed(configuration))
            wrong.Add(
                "Nothing protects the way to the portal: let PORTAL_URLS begin with https:// and set a certificate "
                    + "(Kestrel:Certificates:Default:Path), or name the proxy that does in ForwardedHeaders:KnownProxies."
            );
        if (KeyRing.Fault(configuration) is { } keys)
            wrong.Add(keys);
        if (!PortalDatabase.IsConfigured(configuration))
            wrong.Add(
                "The private PostgreSQL is for a developer's machine: give the six connection strings of a server (docs/operations.md)."
            );
        // A login that sees every family has no place in a process that serves; commands read it from a file of its own.
        foreach (var login in isServing ? [] : AboveIsolation.Where(name => configuration.GetConnectionString(name) is not null))
            wrong.Add($"ConnectionStrings:{login} is for a command and sees every row: take it out of the settings of the portal.");
        return wrong;
    }

    /// <summary>Looks into the database, before anybody is served.</summary>
    /// <returns>A sentence, or <c>null</c> when it may serve.</returns>
    public static async Task<string?> FaultAsync(PortalDatabase database, StartOptions options, CancellationToken cancellation)
    {
        if (string.Equals(options.Environment, Environments.Development, StringComparison.OrdinalIgnoreCase))
            return null;
        await using var connection = await database.Migrations.OpenConnectionAsync(cancellation);
        var people = SamplePeople.All.Select(person => person.User).ToArray();
        return await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(HasSamplePeople, new { People = people }, cancellationToken: cancellation)
        )
            ? "This database holds the invented people of the sample network; real people need a database of their own."
            : null;
    }

    private static bool IsHttps(string urls) =>
        urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .All(url => url.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
}
