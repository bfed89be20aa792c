using System.Globalization;
using System.Text.Json.Serialization;
using Dapper;
using Portal.Api.Access;
using Portal.Api.Answers;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.OptIn;

/// <summary>Whether a service is part of pooled figures.</summary>
[JsonConverter(typeof(CodeText<OptInState>))]
public enum OptInState
{
    NotOptedIn,
    OptedIn,
}

/// <summary>Whether a service is part of pooled figures in a calendar year.</summary>
/// <param name="GivenAt">This and <paramref name="GivenBy"/> are <c>null</c> unless the service opted in.</param>
public sealed record OptInYear(int Year, OptInState State, DateTimeOffset? GivenAt, string? GivenBy)
{
    [JsonIgnore]
    public bool IsGiven => GivenAt is not null;

    /// <summary>What opting out leaves as it is, in plain words; in the answer to opting out alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Words { get; init; }

    public static OptInYear Of(int year, DateTimeOffset? givenAt, string? givenBy) =>
        new(year, givenAt is null ? OptInState.NotOptedIn : OptInState.OptedIn, givenAt, givenBy);
}

/// <summary>The calendar years of a service, and for which of them it opted in to pooling.</summary>
/// <param name="Years">Oldest first, from the year in which the service opened or first sent, to next year.</param>
public sealed record ServiceOptIn(string Service, IReadOnlyList<OptInYear> Years)
{
    private const string FirstYear = """
        SELECT LEAST(extract(year FROM opened)::int, (SELECT min(left(period, 4)::int) FROM submission WHERE service_id = @Id))
        FROM service WHERE service_id = @Id
        """;

    private const string Given = "SELECT year, given_at AS GivenAt, given_by AS GivenBy FROM pooling_opt_in WHERE service_id = @Id";

    public static async Task<ServiceOptIn> ReadAsync(
        PortalDatabase database,
        Service service,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Application, new Scope([service.Id]), cancellation);
        return await ReadAsync(transaction, service, day, cancellation);
    }

    /// <param name="transaction">Of the application role, scoped to the service.</param>
    internal static async Task<ServiceOptIn> ReadAsync(
        PortalTransaction transaction,
        Service service,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var last = day.Today.Year + 1;
        var first = Math.Min(
            last,
            await transaction.Connection.ExecuteScalarAsync<int>(transaction.Command(FirstYear, new { service.Id }, cancellation))
        );
        var given = (
            await transaction.Connection.QueryAsync<GivenRow>(transaction.Command(Given, new { service.Id }, cancellation))
        ).ToDictionary(row => row.Year);
        return new ServiceOptIn(
            service.Code,
            [
                .. Enumerable
                    .Range(first, last - first + 1)
                    .Select(year => given.GetValueOrDefault(year)?.Opted ?? OptInYear.Of(year, null, null)),
            ]
        );
    }

    /// <summary>Finds a year in the list.</summary>
    /// <param name="year">Four digits; anything else, or a year that is not in the list, is refused with 400.</param>
    public Answer<OptInYear> Find(string year) =>
        year.Length == 4
        && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && Years.FirstOrDefault(line => line.Year == number) is { } found
            ? found
            : new Refusal(
                StatusCodes.Status400BadRequest,
                "YEAR_UNKNOWN",
                string.Create(CultureInfo.InvariantCulture, $"The year is a calendar year from {Years[0].Year} to {Years[^1].Year}.")
            );

    private sealed record GivenRow(int Year, DateTime GivenAt, string GivenBy)
    {
        public OptInYear Opted => OptInYear.Of(Year, new DateTimeOffset(DateTime.SpecifyKind(GivenAt, DateTimeKind.Utc)), GivenBy);
    }
}
