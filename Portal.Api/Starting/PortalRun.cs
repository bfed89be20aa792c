using Npgsql;
using Portal.Api.Administration;
using Portal.Api.Database;
using Portal.Api.Releases;
using Portal.Api.Samples;
using Portal.Api.SignIn;

namespace Portal.Api.Starting;

/// <summary>From the command line to a serving portal and back: database, web host, samples, and the words on the terminal.</summary>
public static class PortalRun
{
    /// <summary>Starts the portal and serves until it is asked to stop.</summary>
    /// <param name="build">Builds the web host over the open database and the state folder.</param>
    /// <returns>0 after an orderly stop, 1 when the portal could not start or its database ended.</returns>
    public static async Task<int> ServeAsync(
        string[] args,
        Func<string[], PortalDatabase, StartOptions, WebApplication> build,
        TextWriter output,
        TextWriter errors
    )
    {
        var configuration = PortalConfiguration.Read(args);
        var options = StartOptions.Read(args, configuration);
        try
        {
            if (StartRules.Faults(configuration, options) is { Count: > 0 } faults)
                throw new StartRefusedException(string.Join('\n', faults));
            Directory.CreateDirectory(options.StateFolder);
            await using var database = await StartedDatabase.OpenAsync(configuration, options.StateFolder, output, CancellationToken.None);
            if (await StartRules.FaultAsync(database.Database, options, CancellationToken.None) is { } fault)
                throw new StartRefusedException(fault);
            // Invented people belong to the identity that lets anybody be one of them.
            var isSample =
                database.Server is not null
                && IdentitySettings.Read(configuration, options.Environment).Settings.Kind == IdentityKind.Development;
            var samples = isSample ? await PrepareAsync(database.Database, options.Empty, output) : SampleState.NotWanted;
            if (!isSample && database.Server is not null)
                await ReleaseRecords.GiveUpAsync(database.Database, TimeProvider.System, CancellationToken.None, alone: true);
            if (samples == SampleState.Missing)
                return 1;
            options = options with
            {
                CalendarStands = StandingDay.Read(configuration, samples is SampleState.ToLoad or SampleState.Loaded),
            };
            await using var app = build(options.Rest, database.Database, options);
            StopWithDatabase(app, database, errors);
            var progress = app.Services.GetRequiredService<SampleProgress>();
            if (samples == SampleState.ToLoad)
                progress.Begin();
            await app.StartAsync();
            await Banner.WriteAsync(app, database, output);
            await InviteFirstAdministratorAsync(database.Database, options, output);
            var filled = await SampleStart.RunAsync(
                database.Database,
                RepositoryFolders.SampleExtracts,
                samples,
                progress,
                output,
                app.Lifetime.ApplicationStopping
            );
            await app.WaitForShutdownAsync();
            return filled && database.Server?.Ended.IsCompleted != true ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            // Asked to stop while still starting.
            return 0;
        }
        catch (Exception exception)
            when (exception
                    is StartRefusedException
                        or IOException
                        or UnauthorizedAccessException
                        or NpgsqlException
                        or MigrationFailedException
                        or InvalidOperationException
            )
        {
            await errors.WriteLineAsync("The portal could not start.\n" + exception.Message);
            return 1;
        }
    }

    private static async Task<SampleState> PrepareAsync(PortalDatabase database, bool empty, TextWriter output)
    {
        await ReleaseRecords.GiveUpAsync(database, TimeProvider.System, CancellationToken.None, alone: true);
        if (!empty)
            return await SampleLoad.PrepareAsync(
                database,
                RepositoryFolders.SampleExtracts,
                TimeProvider.System,
                output,
                CancellationToken.None
            );
        // The invented services and people are added even so, so that somebody can sign in and send.
        await using var migrations = await database.Migrations.OpenConnectionAsync();
        await SampleRegistry.RegisterAsync(migrations, CancellationToken.None);
        return SampleState.NotWanted;
    }

    private static async Task InviteFirstAdministratorAsync(PortalDatabase database, StartOptions options, TextWriter output)
    {
        if (options is not { FirstAdministrator: { } email, Address: { } address })
            return;
        var invited = await FirstAdministrator.InviteAsync(database, address, (email, null), options.Clock, CancellationToken.None);
        if (invited.IsGiven(out var link))
            await output.WriteLineAsync($"There is no administrator yet. Open this link within 7 days and sign in as {email}:\n  {link}");
    }

    private static void StopWithDatabase(WebApplication app, StartedDatabase database, TextWriter errors) =>
        database.Server?.Ended.ContinueWith(
            ended =>
            {
                if (app.Lifetime.ApplicationStopping.IsCancellationRequested)
                    return;
                errors.WriteLine("The embedded database stopped; the portal stops with it. Start it again with ./run.");
                app.Lifetime.StopApplication();
            },
            TaskScheduler.Default
        );
}
