using System.Threading.RateLimiting;

namespace Portal.Api.Access;

/// <summary>
/// Uploads and checks take turns within their own service, so that memory and processors are shared whatever one service sends.
/// </summary>
/// <remarks>Source: docs/security.md, "Web and API", step 4.</remarks>
public sealed class ServiceTurns(TimeProvider clock) : IDisposable
{
    /// <summary>MiB that are checked at once of one service, counted as what a zip unpacks to.</summary>
    public const int MostChecked = 100;

    /// <summary>MiB of request bodies that are held at once for one service: the largest upload, and some beside it.</summary>
    public const int MostHeld = 128;

    /// <summary>From so many bytes on, a check also waits until one of the processors for large checks is free.</summary>
    public const long LargeFrom = 4 * Mebibyte;

    private const int Mebibyte = 1024 * 1024;
    private const int WaitingLoads = 20;
    private const int WaitingLarge = 200;

    private readonly PartitionedRateLimiter<string> _bodies = Weighed<string>(MostHeld);
    private readonly PartitionedRateLimiter<int> _checks = Weighed<int>(MostChecked);

    private readonly CheckTime _time = new(clock);

    // One processor is always left for pages and ordinary checks.
    private readonly ConcurrencyLimiter _large = new(Queue(Math.Max(1, Environment.ProcessorCount - 1), WaitingLarge));

    /// <summary>Waits until a body may be read.</summary>
    /// <param name="owner">The service; where a form names it only in its body, the person.</param>
    /// <param name="bytes">As the request states; <c>null</c> counts as the largest.</param>
    /// <returns><c>null</c> when too many wait already.</returns>
    public async Task<ServiceTurn?> ForBodyAsync(string owner, long? bytes, CancellationToken cancellation)
    {
        var lease = await _bodies.AcquireAsync(owner, Mebibytes(bytes ?? long.MaxValue, MostHeld), cancellation);
        return lease.IsAcquired ? new ServiceTurn([lease]) : Refused(lease);
    }

    /// <summary>Waits until files of a service may be checked.</summary>
    /// <param name="bytes">What they unpack to.</param>
    /// <returns><c>null</c> when too many wait already.</returns>
    public async Task<ServiceTurn?> ForCheckAsync(Service service, long bytes, CancellationToken cancellation)
    {
        var own = await _checks.AcquireAsync(service.Id, Mebibytes(bytes, MostChecked), cancellation);
        if (!own.IsAcquired)
            return Refused(own);
        try
        {
            await _time.WaitAsync(service.Id, cancellation);
            if (bytes < LargeFrom)
                return new ServiceTurn([own], new CheckedWork(_time, service.Id, false));
            var large = await _large.AcquireAsync(1, cancellation);
            if (large.IsAcquired)
                return new ServiceTurn([large, own], new CheckedWork(_time, service.Id, true));
            own.Dispose();
            return Refused(large);
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _bodies.Dispose();
        _checks.Dispose();
        _large.Dispose();
    }

    private static ServiceTurn? Refused(RateLimitLease lease)
    {
        lease.Dispose();
        return null;
    }

    private static int Mebibytes(long bytes, int most) => (int)Math.Clamp(bytes / Mebibyte + 1, 1, most);

    private static PartitionedRateLimiter<T> Weighed<T>(int most)
        where T : notnull =>
        PartitionedRateLimiter.Create<T, T>(owner =>
            RateLimitPartition.GetConcurrencyLimiter(owner, _ => Queue(most, WaitingLoads * most))
        );

    private static ConcurrencyLimiterOptions Queue(int atOnce, int waiting) =>
        new()
        {
            PermitLimit = atOnce,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
}

/// <summary>A turn that was given; whoever holds it gives it back by disposing of it.</summary>
public sealed class ServiceTurn : IDisposable
{
    private readonly IReadOnlyList<RateLimitLease> _leases;
    private readonly CheckedWork? _work;

    internal ServiceTurn(IReadOnlyList<RateLimitLease> leases, CheckedWork? work = null) => (_leases, _work) = (leases, work);

    /// <summary>A turn where nobody has to wait, such as while the samples load.</summary>
    public static ServiceTurn Free { get; } = new([]);

    /// <summary>
    /// Does work that keeps a processor busy, and counts its time for the service; long work gets a thread of its own, so that requests
    /// keep theirs.
    /// </summary>
    public Task<T> RunAsync<T>(Func<T> work) => _work is null ? Task.FromResult(work()) : _work.RunAsync(work);

    public void Dispose()
    {
        foreach (var lease in _leases)
            lease.Dispose();
    }
}

/// <summary>Whose time the work of a turn is, and whether it is long.</summary>
internal sealed record CheckedWork(CheckTime Time, int ServiceId, bool IsLarge)
{
    public Task<T> RunAsync<T>(Func<T> work) =>
        IsLarge
            ? Task.Factory.StartNew(
                () => Time.Spend(ServiceId, work),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            : Task.FromResult(Time.Spend(ServiceId, work));
}
