using Npgsql;
using Portal.Api.Database;
using Portal.Api.Database.Embedded;
using Portal.Api.Starting;

namespace Portal.Api.Doctor;

/// <summary>What everything is looked at with.</summary>
internal sealed record Patient(IConfiguration Configuration, StartOptions Options)
{
    public bool IsDevelopment => string.Equals(Options.Environment, Environments.Development, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Looks at everything that the portal needs, says all of it, and changes nothing.</summary>
/// <remarks>Source: docs/operations.md, "Doctor".</remarks>
public static class Examination
{
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        IConfiguration configuration,
        StartOptions options,
        CancellationToken cancellation
    )
    {
        var patient = new Patient(configuration, options);
        return
        [
            .. SettingFindings.Of(patient),
            await AddressFindings.OfAsync(options, cancellation),
            .. await OfDatabaseAsync(patient, cancellation),
            .. StateFindings.Of(patient),
            .. CertificateFindings.Of(patient),
            await MailFindings.OfAsync(patient, cancellation),
            await IdentityFindings.OfAsync(patient, cancellation),
            .. BackupFindings.Of(patient),
        ];
    }

    private static async Task<IReadOnlyList<Finding>> OfDatabaseAsync(Patient patient, CancellationToken cancellation)
    {
        if (PortalDatabase.IsConfigured(patient.Configuration))
            return await DatabaseFindings.OfAsync(patient.Configuration, patient.Options.Clock, cancellation);
        // Elsewhere it is among the settings.
        if (!patient.IsDevelopment)
            return [];
        string? socket;
        try
        {
            socket = EmbeddedServer.SocketOfRunning(patient.Options.StateFolder);
        }
        catch (EmbeddedServerException exception)
        {
            return [Finding.Wrong("database", exception.Message, "Choose a state folder that you own (PORTAL_STATE).")];
        }

        if (socket is null)
            return
            [
                Finding.Warning(
                    "database",
                    "The private PostgreSQL is not running, so nothing in it was looked at.",
                    "Start the portal with ./run, and ask again beside it."
                ),
            ];
        var strings = PortalRole.All.ToDictionary(
            role => "ConnectionStrings:" + role.ConnectionString,
            role =>
                (string?)new NpgsqlConnectionStringBuilder(EmbeddedServer.ConnectionString(socket, role.Name, "portal")).ConnectionString
        );
        var inside = new ConfigurationBuilder().AddInMemoryCollection(strings).Build();
        return await DatabaseFindings.OfAsync(inside, patient.Options.Clock, cancellation);
    }
}
