using Portal.Api.Administration;
using Portal.Api.Database;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary><c>first-administrator EMAIL [NAME]</c>: prints the link with which the first administrator of a new portal signs in.</summary>
public static class FirstAdministratorCommand
{
    /// <returns>0 with the link on the last line, 1 when there is one already or something is missing, 2 for wrong arguments.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (arguments is not [var email, .. var rest] || rest.Length > 1)
        {
            await errors.WriteLineAsync("first-administrator EMAIL [NAME]");
            return 2;
        }

        var configuration = PortalConfiguration.Read([]);
        var options = StartOptions.Read([], configuration);
        try
        {
            if (!PortalDatabase.IsConfigured(configuration))
                throw new StartRefusedException("Set the six connection strings of the portal first (docs/operations.md).");
            if (options.Address is not { } address)
                throw new StartRefusedException(
                    "Set PORTAL_ADDRESS to where people reach the portal, such as https://outcomes.example.org."
                );
            await using var database = PortalDatabase.FromConfiguration(configuration);
            var invited = await FirstAdministrator.InviteAsync(
                database,
                address,
                (email, rest.FirstOrDefault()),
                TimeProvider.System,
                CancellationToken.None
            );
            if (!invited.IsGiven(out var link, out var refusal))
                throw new StartRefusedException(refusal.Detail);
            await output.WriteLineAsync($"Open this link within 7 days, and sign in as {email}:");
            await output.WriteLineAsync(link);
            return 0;
        }
        catch (Exception exception) when (exception is StartRefusedException or DatabaseConfigurationException or Npgsql.NpgsqlException)
        {
            await errors.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
