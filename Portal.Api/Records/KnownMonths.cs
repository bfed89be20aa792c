using Dapper;
using Portal.Api.Access;
using Portal.Api.Periods;

namespace Portal.Api.Records;

/// <summary>The months for which a service has sent something.</summary>
public static class KnownMonths
{
    // A case that was open in the first quarter may have been referred long before it.
    private const string OfService = """
        SELECT to_char((SELECT min(referral_month) FROM profile_count WHERE service_id = @ServiceId), 'YYYY-MM') AS Referral,
               min(period) AS Earliest, max(period) AS Latest, max(period) FILTER (WHERE period < @Current) AS LatestOver
        FROM submission
        WHERE service_id = @ServiceId AND state = 'ACCEPTED'
        """;

    private sealed record Found(string? Referral, string? Earliest, string? Latest, string? LatestOver);

    /// <summary>From the earliest referral or quarter to the end of the latest quarter that is over.</summary>
    /// <param name="current">The quarter that today is in; data of it count only when there are no others.</param>
    /// <returns><c>null</c> before the first extract.</returns>
    public static async Task<Window?> OfServiceAsync(ServiceCall call, Quarter current, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        var found = await transaction.Connection.QuerySingleAsync<Found>(
            transaction.Command(OfService, new { ServiceId = call.Service.Id, Current = current.ToString() }, cancellation)
        );
        if (!Quarter.TryParse(found.Earliest, out var earliest) || !Quarter.TryParse(found.LatestOver ?? found.Latest, out var latest))
            return null;
        var sent = new Window(earliest.FirstMonth, latest.Before);
        return Month.TryParse(found.Referral, out var referral) && referral < sent.From ? sent with { From = referral } : sent;
    }
}
