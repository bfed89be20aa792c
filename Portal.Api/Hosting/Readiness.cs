using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Hosting;

/// <summary>What stands in the way of serving. It is looked up once a second at most, however many ask.</summary>
public sealed class Readiness(JobDatabase jobs, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private (DateTimeOffset Until, IReadOnlyList<string> Wrong)? _known;

    /// <returns>Sentences; empty when the portal can serve.</returns>
    public async Task<IReadOnlyList<string>> WrongAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_known is { } known && clock.GetUtcNow() < known.Until)
                return known.Wrong;
            var wrong = await LookAsync(cancellation);
            _known = (clock.GetUtcNow() + Kept, wrong);
            return wrong;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancellation)
    {
        var wrong = new List<string>();
        try
        {
            wrong.AddRange(
                (await DurabilityCheck.WeakSettingsAsync(jobs.Database.Application.Source, cancellation)).Select(setting =>
                    $"The server's setting {setting} can lose what was acknowledged."
                )
            );
            wrong.AddRange((await IsolationSelfTest.RunAsync(jobs.Database, cancellation)).Select(fault => fault.Words));
        }
        catch (NpgsqlException)
        {
            wrong.Add("The database does not answer.");
        }

        return wrong;
    }
}
