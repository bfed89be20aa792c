using System.Collections.Concurrent;
using System.Threading.Channels;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Releases.Making;

/// <summary>Makes releases one at a time in the background of this node.</summary>
public sealed partial class ReleaseJobs(JobDatabase jobs, TimeProvider clock, ILogger<ReleaseJobs> log) : BackgroundService
{
    private readonly Channel<(string Id, Quarter Quarter)> _waiting = Channel.CreateUnbounded<(string, Quarter)>();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = [];

    /// <summary>Queues a release whose row says RUNNING.</summary>
    public void Begin(string id, Quarter quarter) => _waiting.Writer.TryWrite((id, quarter));

    /// <summary>Stops a release that this node is making; another node notices that the row of its release is gone.</summary>
    public void Stop(string id)
    {
        if (_running.TryGetValue(id, out var stop))
            stop.Cancel();
    }

    /// <summary>Accepts no more work; marks the current release and the waiting ones as interrupted.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (id, quarter) in _waiting.Reader.ReadAllAsync(CancellationToken.None))
            await MakeAsync(id, quarter, stoppingToken);
    }

    private async Task MakeAsync(string id, Quarter quarter, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _running[id] = stop;
        try
        {
            // The work is long and partly synchronous; on its own thread it takes none from requests.
            await Task.Run(() => FreezeRelease.RunAsync(jobs.Database, id, quarter, clock, stop), stop.Token);
            LogFrozen(log, id);
        }
        catch (OperationCanceledException)
        {
            LogStopped(log, id);
            if (stopping.IsCancellationRequested)
                await FreezeRelease.FailAsync(jobs.Database, id, "INTERRUPTED", CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogFailed(log, id, exception.GetType().Name);
            await FreezeRelease.FailAsync(jobs.Database, id, "FAILED_INSIDE", CancellationToken.None);
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    [LoggerMessage(LogLevel.Information, "Release {Id} is frozen as a draft.")]
    private static partial void LogFrozen(ILogger logger, string id);

    [LoggerMessage(LogLevel.Information, "Release {Id} was stopped.")]
    private static partial void LogStopped(ILogger logger, string id);

    // Only the type of failure, because its message could quote a row.
    [LoggerMessage(LogLevel.Error, "Release {Id} failed: {Kind}.")]
    private static partial void LogFailed(ILogger logger, string id, string kind);
}
