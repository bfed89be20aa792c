using Portal.Api.Database;

namespace Portal.Api.SignIn.Sessions;

/// <summary>Ends sessions whose time is over and that nobody came back to, every minute.</summary>
public sealed partial class SessionSweep(JobDatabase jobs, TimeProvider clock, ILogger<SessionSweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await SessionStore.EndExpiredAsync(jobs.Database, clock.GetUtcNow(), stoppingToken);
            }
            catch (Npgsql.NpgsqlException exception)
            {
                // The database may be unavailable for a moment; the next round tries again.
                Failed(exception.SqlState ?? "no answer");
            }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old sessions could not be ended: {SqlState}")]
    private partial void Failed(string sqlState);
}
