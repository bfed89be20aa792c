using System.Data;
using System.Globalization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;

namespace Portal.Api.Audit;

/// <summary>An entry as people and clients read it.</summary>
/// <param name="Number">Place in the log, from 1.</param>
/// <param name="Service">Code of the service concerned; <c>null</c> for the network.</param>
public sealed record AuditLine(
    long Number,
    DateTimeOffset At,
    string Person,
    string Event,
    string? Service,
    string? Period,
    string? Subject,
    string? Detail
);

/// <summary>The query of the log as text; an empty part matches everything.</summary>
public sealed record AuditQuery(string? Service, string? Event, string? Day);

/// <summary>Which entries to read; <c>null</c> matches everything.</summary>
/// <param name="ServiceId"><see cref="AuditLog.Network"/> for entries that belong to no service.</param>
/// <param name="Day">A day in London.</param>
public sealed record AuditFilter(int? ServiceId, string? Event, DateOnly? Day)
{
    public static readonly AuditFilter Any = new(null, null, null);

    /// <summary>The code that asks for entries that belong to no service.</summary>
    public const string NetworkCode = "NETWORK";

    private static readonly Refusal Malformed = new(
        StatusCodes.Status400BadRequest,
        "AUDIT_FILTER_MALFORMED",
        $"service is the code of a service or {NetworkCode}, event one of {string.Join(", ", AuditEvents.All)}, day is written YYYY-MM-DD."
    );

    /// <summary>Reads a query; an empty part matches everything.</summary>
    public static Answer<AuditFilter> Read(IReadOnlyList<Service> services, AuditQuery query)
    {
        var (service, auditEvent, day) = query;
        var found = string.Equals(service, NetworkCode, StringComparison.OrdinalIgnoreCase)
            ? AuditLog.Network
            : services.FirstOrDefault(candidate => string.Equals(candidate.Code, service, StringComparison.OrdinalIgnoreCase))?.Id;
        var known =
            DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is > 1900 and < 2200;
        return
            (!string.IsNullOrEmpty(service) && found is null)
            || (!string.IsNullOrEmpty(auditEvent) && !AuditEvents.All.Contains(auditEvent))
            || (!string.IsNullOrEmpty(day) && !known)
            ? Malformed
            : new AuditFilter(found, string.IsNullOrEmpty(auditEvent) ? null : auditEvent, known ? date : null);
    }
}

/// <summary>Reads the log: all of it for an administrator, the entries about their own service for a lead.</summary>
public static class ReadAudit
{
    private const string Wanted = """
        FROM audit_entry e LEFT JOIN service s ON s.service_id = e.service_id
        WHERE (@ServiceId::int IS NULL OR e.service_id = @ServiceId) AND (@Event::text IS NULL OR e.event = @Event)
          AND (@From::timestamptz IS NULL OR (e.happened_at >= @From AND e.happened_at < @Before)) AND e.entry_number < @Below
        """;

    private const string Count = "SELECT count(*)::int " + Wanted;

    private const string Lines =
        "SELECT e.entry_number AS Number, e.happened_at AS At, e.person_id AS Person, e.event, s.code AS Service, e.period, e.subject, "
        + "e.detail "
        + Wanted
        + " ORDER BY e.entry_number DESC LIMIT @Size OFFSET @Skip";

    private const int Batch = 2000;

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>A transaction that sees the entries of every service and of the network. For administrators only.</summary>
    public static async Task<PortalTransaction> BeginAllAsync(PortalDatabase database, CancellationToken cancellation)
    {
        var services = await ServicesAsync(database, cancellation);
        return await PortalTransaction.BeginAsync(
            database.ForJob("READ_AUDIT").Application,
            new Scope([AuditLog.Network, .. services.Select(service => service.Id)]),
            cancellation,
            IsolationLevel.RepeatableRead
        );
    }

    public static async Task<IReadOnlyList<Service>> ServicesAsync(PortalDatabase database, CancellationToken cancellation)
    {
        await using var registry = await PortalTransaction.BeginAsync(database.Application, Scope.None, cancellation);
        return await ServiceRegistry.AllAsync(registry, cancellation);
    }

    /// <summary>Reads the log of the whole network, newest first. For administrators only.</summary>
    public static async Task<Page<AuditLine>> OfNetworkAsync(
        PortalDatabase database,
        AuditFilter filter,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var transaction = await BeginAllAsync(database, cancellation);
        return await PageAsync(transaction, filter, page, cancellation);
    }

    /// <summary>Reads the log of one service, newest first.</summary>
    public static async Task<Page<AuditLine>> OfServiceAsync(
        PortalDatabase database,
        Service service,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([service.Id]),
            cancellation,
            IsolationLevel.RepeatableRead
        );
        return await PageAsync(transaction, AuditFilter.Any, page, cancellation);
    }

    /// <summary>Reads every entry that passes the filter, newest first, one batch at a time.</summary>
    public static async IAsyncEnumerable<AuditLine> AllAsync(
        PortalTransaction transaction,
        AuditFilter filter,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var below = long.MaxValue; ; )
        {
            var lines = await LinesAsync(transaction, filter, below, Batch, 0, cancellation);
            foreach (var line in lines)
                yield return line;
            if (lines.Count < Batch)
                yield break;
            below = lines[^1].Number;
        }
    }

    private static async Task<Page<AuditLine>> PageAsync(
        PortalTransaction transaction,
        AuditFilter filter,
        PageRequest page,
        CancellationToken cancellation
    )
    {
        var total = await transaction.Connection.ExecuteScalarAsync<int>(
            transaction.Command(Count, Parameters(filter, long.MaxValue, 0, 0), cancellation)
        );
        return new Page<AuditLine>(
            await LinesAsync(transaction, filter, long.MaxValue, page.Size, (page.Number - 1) * page.Size, cancellation),
            page.Number,
            page.Size,
            total
        );
    }

    private static async Task<IReadOnlyList<AuditLine>> LinesAsync(
        PortalTransaction transaction,
        AuditFilter filter,
        long below,
        int size,
        int skip,
        CancellationToken cancellation
    ) =>
        [
            .. (
                await transaction.Connection.QueryAsync<Row>(
                    transaction.Command(Lines, Parameters(filter, below, size, skip), cancellation)
                )
            ).Select(row => new AuditLine(
                row.Number,
                new DateTimeOffset(DateTime.SpecifyKind(row.At, DateTimeKind.Utc)),
                row.Person,
                row.Event,
                row.Service,
                row.Period,
                row.Subject,
                row.Detail
            )),
        ];

    private static object Parameters(AuditFilter filter, long below, int size, int skip) =>
        new
        {
            filter.ServiceId,
            filter.Event,
            From = StartOf(filter.Day),
            Before = StartOf(filter.Day?.AddDays(1)),
            Below = below,
            Size = size,
            Skip = skip,
        };

    private static DateTime? StartOf(DateOnly? day) =>
        day is { } known ? TimeZoneInfo.ConvertTimeToUtc(known.ToDateTime(TimeOnly.MinValue), London) : null;

    private sealed record Row(
        long Number,
        DateTime At,
        string Person,
        string Event,
        string? Service,
        string? Period,
        string? Subject,
        string? Detail
    );
}
