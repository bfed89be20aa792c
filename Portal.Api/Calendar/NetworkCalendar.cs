using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Tombstones;

namespace Portal.Api.Calendar;

/// <summary>A quarter of the calendar, and how many services have sent its extract.</summary>
/// <param name="Due">The last day in time.</param>
/// <param name="ClosedAt">This and <paramref name="ClosedBy"/> are <c>null</c> while it is open.</param>
/// <param name="Expected">Services whose extract is expected.</param>
/// <param name="Sent">Services whose accepted extract stands.</param>
/// <param name="Late">Services that have not sent it in time.</param>
public sealed record CalendarQuarter(
    string Period,
    DateOnly Due,
    ClosureState State,
    DateTimeOffset? ClosedAt,
    string? ClosedBy,
    int Expected,
    int Sent,
    int Late
)
{
    [JsonIgnore]
    public Quarter Quarter { get; init; }

    [JsonIgnore]
    public bool IsClosed => ClosedAt is not null;
}

/// <summary>Where one service stands with one quarter.</summary>
/// <param name="SentAt">When its first extract that was not withdrawn was accepted; <c>null</c> unless one stands.</param>
/// <param name="DaysLate">Days from the due day until it was sent, or until now if it was not; 0 when in time.</param>
public sealed record ServiceQuarter(string Period, DateTimeOffset? SentAt, int DaysLate)
{
    public QuarterState State { get; init; }
}

/// <summary>A service and its quarters, in the calendar's order.</summary>
public sealed record CalendarService(string Service, string Name, IReadOnlyList<ServiceQuarter> Quarters);

/// <summary>Shows the administrator who has sent what and who is late, from the times of submissions alone.</summary>
/// <param name="Quarters">Newest first.</param>
/// <param name="Services">By name.</param>
public sealed record NetworkCalendar(IReadOnlyList<CalendarQuarter> Quarters, IReadOnlyList<CalendarService> Services)
{
    private const string Registered = "SELECT service_id AS Id, code, name, opened, last_period AS LastPeriod FROM service ORDER BY name";

    private const string Sent = """
        SELECT service_id AS ServiceId, period, min(accepted_at) FILTER (WHERE state <> 'WITHDRAWN') AS SentAt
        FROM submission
        GROUP BY service_id, period
        HAVING bool_or(state = 'ACCEPTED')
        """;

    /// <summary>The quarters up to <paramref name="last"/>, newest first.</summary>
    /// <param name="count">How many quarters, at least 1.</param>
    public static async Task<NetworkCalendar> ReadAsync(
        PortalDatabase database,
        CalendarSettings settings,
        Quarter last,
        int count,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var closed = await ClosedQuarters.ReadAsync(database, cancellation);
        var erased = await ErasedServices.ReadAsync(database, cancellation);
        await using var transaction = await PortalTransaction.BeginAsync(database.Network, cancellation);
        var services = (await transaction.Connection.QueryAsync<ServiceRow>(transaction.Command(Registered, null, cancellation))).AsList();
        var sent = (await transaction.Connection.QueryAsync<SentRow>(transaction.Command(Sent, null, cancellation))).ToDictionary(
            row => (row.ServiceId, row.Period),
            row => new DateTimeOffset(DateTime.SpecifyKind(row.SentAt, DateTimeKind.Utc))
        );
        var quarters = Enumerable.Range(0, count).Select(back => last.Plus(-back)).ToList();
        var lines = services
            .Select(service => new CalendarService(service.Code, service.Name, [.. quarters.Select(quarter => Standing(service, quarter))]))
            .ToList();
        return new NetworkCalendar(
            [.. quarters.Select((quarter, place) => Summary(quarter, [.. lines.Select(line => line.Quarters[place].State)]))],
            lines
        );

        ServiceQuarter Standing(ServiceRow service, Quarter quarter)
        {
            var due = settings.Due(quarter);
            DateTimeOffset? sentAt = sent.TryGetValue((service.Id, quarter), out var at) ? at : null;
            var state = erased.ContainsKey(service.Id)
                ? QuarterState.NotExpected
                : QuarterStates.Of(quarter, due, day.Today, service.Life, sentAt is not null, closed.ContainsKey(quarter));
            // Extracts are sent in real time, which says nothing on a day that does not pass.
            var daysLate =
                state is QuarterState.NotExpected || (sentAt is not null && day.Standing is not null)
                    ? 0
                    : QuarterStates.DaysLate(due, sentAt is { } known ? CalendarSettings.Day(known) : day.Today);
            return new ServiceQuarter(quarter.ToString(), sentAt, daysLate) { State = state };
        }

        CalendarQuarter Summary(Quarter quarter, IReadOnlyList<QuarterState> states)
        {
            var closure = QuarterClosure.Of(quarter, closed.GetValueOrDefault(quarter));
            return new CalendarQuarter(
                closure.Period,
                settings.Due(quarter),
                closure.State,
                closure.ClosedAt,
                closure.ClosedBy,
                states.Count(state => state != QuarterState.NotExpected),
                states.Count(state => state == QuarterState.Sent),
                states.Count(state => state == QuarterState.Late)
            )
            {
                Quarter = quarter,
            };
        }
    }

    /// <summary>Reads the last quarter to show, which must have begun; by default it is that of the day.</summary>
    public static Answer<Quarter> ReadLast(string? to, CalendarDay day) =>
        string.IsNullOrEmpty(to) ? day.Quarter
        : Quarter.TryParse(to, out var quarter)
            ? ExtractCalendar.Closed(quarter, day) is { } refusal ? refusal
                : quarter
        : ExtractCalendar.Malformed;

    private sealed record ServiceRow(int Id, string Code, string Name, DateOnly Opened, string? LastPeriod)
    {
        public ServiceLife Life => ServiceLife.Of(Opened, LastPeriod);
    }

    private sealed record SentRow(int ServiceId, Quarter Period, DateTime SentAt);
}
