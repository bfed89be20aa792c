using System.Globalization;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>
/// Logs what people fail at who are not signed in. A flood must not flood the log: the first failure of a kind is an entry at once, those
/// of the minute after it are counted, and their number is one more entry. What was presented is never kept.
/// </summary>
public sealed class StrangerAudit(JobDatabase jobs, TimeProvider clock, ILogger<StrangerAudit> log) : BackgroundService
{
    /// <summary>Stands where an entry has no person.</summary>
    public const string Nobody = "-";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _oneAtATime = new();
    private readonly Dictionary<string, (DateTimeOffset Since, int More)> _kinds = [];

    /// <summary>How many more failures a detail stands for; <c>null</c> when it is something else.</summary>
    public static int? More(string detail) =>
        detail.Split('_') is ["AND", var number, "MORE"]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var more)
            ? more
            : null;

    /// <summary>Tells of one failure.</summary>
    /// <param name="auditEvent">Its kind, one of <see cref="AuditEvents"/>.</param>
    public async Task TellAsync(string auditEvent)
    {
        int earlier;
        lock (_oneAtATime)
        {
            var now = clock.GetUtcNow();
            if (_kinds.TryGetValue(auditEvent, out var kind) && now - kind.Since < Minute)
            {
                _kinds[auditEvent] = (kind.Since, kind.More + 1);
                return;
            }
            earlier = kind.More;
            _kinds[auditEvent] = (now, 0);
        }

        await AppendCountAsync(auditEvent, earlier);
        await AppendAsync(auditEvent, null);
    }

    /// <summary>Writes what was counted before now.</summary>
    /// <param name="all">Also in a minute that is not over.</param>
    public async Task WriteCountsAsync(bool all)
    {
        List<(string Kind, int More)> over = [];
        lock (_oneAtATime)
        {
            var now = clock.GetUtcNow();
            foreach (var (kind, counted) in _kinds.Where(kind => all || now - kind.Value.Since >= Minute).ToList())
            {
                over.Add((kind, counted.More));
                _kinds.Remove(kind);
            }
        }

        foreach (var (kind, more) in over)
            await AppendCountAsync(kind, more);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteCountsAsync(all: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Minute, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await WriteCountsAsync(all: false);
    }

    private Task AppendCountAsync(string auditEvent, int more) =>
        more == 0 ? Task.CompletedTask : AppendAsync(auditEvent, string.Create(CultureInfo.InvariantCulture, $"AND_{more}_MORE"));

    private Task AppendAsync(string auditEvent, string? detail) =>
        AccessAudit.AppendAsync(
            jobs.Database,
            log,
            new AuditEvent(AuditLog.Network, Nobody, auditEvent, clock.GetUtcNow(), Detail: detail)
        );
}
