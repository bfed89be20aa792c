using Portal.Api.Database;

namespace Portal.Api.Submissions.Storing;

/// <summary>Deletes drafts older than a day, at the start and every quarter of an hour.</summary>
public sealed partial class DraftSweep(JobDatabase jobs, TimeProvider clock, ILogger<DraftSweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(15), clock);
        do
        {
            try
            {
                if (await Drafts.SweepAsync(jobs.Database, clock.GetUtcNow(), stoppingToken) is var deleted and > 0)
                    Swept(deleted);
            }
            catch (Npgsql.NpgsqlException exception)
            {
                // The database may be unavailable for a moment; the next round tries again.
                Failed(exception.SqlState ?? "no answer");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} drafts older than a day")]
    private partial void Swept(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old drafts could not be deleted: {SqlState}")]
    private partial void Failed(string sqlState);
}
