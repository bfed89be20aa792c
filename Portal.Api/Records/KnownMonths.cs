using Dapper;
using Portal.Api.Access;
using Portal.Api.Periods;

namespace Portal.Api.Records;

/// <summary>The months for which a service has sent something.</summary>
/// <param name="Window">
/// From the earliest referral or quarter to the end of the latest quarter that is over; <c>null</c> before the first extract.
/// </param>
/// <param name="LatestOver">The latest quarter that is over and has an accepted extract; <c>null</c> when there is none.</param>
/// <param name="Current">The quarter that today is in.</param>
public sealed record KnownMonths(Window? Window, Quarter? LatestOver, Quarter Current)
{
    // A case that was open in the first quarter may have been referred long before it.
    private const string OfService = """
        SELECT to_char((SELECT min(referral_month) FROM profile_count WHERE service_id = @ServiceId), 'YYYY-MM') AS Referral,
               min(period) AS Earliest, max(period) AS Latest, max(period) FILTER (WHERE period < @Current) AS LatestOver
        FROM submission
        WHERE service_id = @ServiceId AND state = 'ACCEPTED'
        """;

    private sealed record Found(string? Referral, string? Earliest, string? Latest, string? LatestOver);

    /// <summary>Data of the quarter that today is in count only when there are no others.</summary>
    public static async Task<KnownMonths> OfServiceAsync(ServiceCall call, CancellationToken cancellation)
    {
        var current = call.Day.Quarter;
        await using var transaction = await call.BeginAsync(cancellation);
        var found = await transaction.Connection.QuerySingleAsync<Found>(
            transaction.Command(OfService, new { ServiceId = call.Service.Id, Current = current.ToString() }, cancellation)
        );
        if (!Quarter.TryParse(found.Earliest, out var earliest) || !Quarter.TryParse(found.Latest, out var latest))
            return new KnownMonths(null, null, current);
        Quarter? over = Quarter.TryParse(found.LatestOver, out var last) ? last : null;
        var from = Month.TryParse(found.Referral, out var referral) && referral < earliest.FirstMonth ? referral : earliest.FirstMonth;
        return new KnownMonths(new Window(from, (over ?? latest).Before), over, current);
    }

    /// <summary>
    /// The window of a question that names none. It follows the data: the four quarters that end with the latest one sent. A quarter that
    /// is not over yet has few closed cases, so the year ends before it. Before the first extract it is the last four complete quarters.
    /// </summary>
    public Window LatestYear => LatestYearOf(LatestOver, Current);

    /// <inheritdoc cref="LatestYear"/>
    public static Window LatestYearOf(Quarter? latestOver, Quarter current) => Window.FourQuartersTo(latestOver ?? current.Plus(-1));

    /// <summary>The latest year of a service.</summary>
    public static async Task<Window> LatestYearAsync(ServiceCall call, CancellationToken cancellation) =>
        (await OfServiceAsync(call, cancellation)).LatestYear;
}
