using System.Collections.Concurrent;

namespace Portal.Api.Access;

/// <summary>
/// How long the checks of each service have kept a processor busy of late: a minute may be spent at once, and a second comes back each
/// second, so that in the long run no service keeps more than one processor busy.
/// </summary>
/// <remarks>Measured by the clock: on a busy machine a check counts for more, never for less.</remarks>
internal sealed class CheckTime(TimeProvider clock)
{
    /// <summary>What a service may have spent when its next check begins.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, Spent> _spent = new();

    private readonly record struct Spent(TimeSpan Time, long At);

    /// <summary>Waits until the service has spent less than <see cref="Most"/>.</summary>
    public async Task WaitAsync(int serviceId, CancellationToken cancellation)
    {
        // Asked again after each wait: other checks of the service may have spent in the meantime.
        while (Over(serviceId) is var over && over > TimeSpan.Zero)
            await Task.Delay(over, clock, cancellation);
    }

    /// <summary>Does work and counts its time, also when it fails.</summary>
    public T Spend<T>(int serviceId, Func<T> work)
    {
        var began = clock.GetTimestamp();
        try
        {
            return work();
        }
        finally
        {
            var now = clock.GetTimestamp();
            var took = clock.GetElapsedTime(began, now);
            _spent.AddOrUpdate(serviceId, _ => new Spent(took, now), (_, before) => new Spent(Left(before, now) + took, now));
        }
    }

    private TimeSpan Over(int serviceId) =>
        _spent.TryGetValue(serviceId, out var spent) ? Left(spent, clock.GetTimestamp()) - Most : TimeSpan.Zero;

    private TimeSpan Left(Spent spent, long now)
    {
        var left = spent.Time - clock.GetElapsedTime(spent.At, now);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
