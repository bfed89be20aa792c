using Portal.Api.Database;

namespace Portal.Api.Erasure;

/// <summary>Completes <see cref="RepeatErasures"/> before the portal listens.</summary>
public sealed partial class ErasureStart(JobDatabase jobs, ErasureFile file, TimeProvider clock, ILogger<ErasureStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var done = await RepeatErasures.RunAsync(jobs.Database, file, clock, cancellationToken);
        if (done.Unknown > 0)
            Strange(done.Unknown);
        if (done.Tombstones + done.Rows + done.Lines > 0)
            Repeated(done.Tombstones, done.Rows, done.Services, done.Lines);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Erasures at the start: {Tombstones} put back into the database, "
            + "{Rows} rows erased again in {Services} services, {Lines} written to the file"
    )]
    private partial void Repeated(int tombstones, int rows, int services, int lines);

    [LoggerMessage(
        Level = LogLevel.Critical,
        Message = "{Unknown} erasures of the file name services that this database does not have; they stay in the file"
    )]
    private partial void Strange(int unknown);
}
