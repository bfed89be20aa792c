using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Records;

/// <summary>
/// The window of a question that names none. It follows the data: the four quarters that end with the latest one sent. Before the first
/// extract it is the last four complete quarters.
/// </summary>
public static class UsualWindow
{
    private const string LatestOfService =
        "SELECT max(period) FROM submission WHERE service_id = @ServiceId AND state = 'ACCEPTED' AND period < @Current";

    /// <summary>Of one service.</summary>
    public static async Task<Window> OfServiceAsync(ServiceCall call, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        return await ReadAsync(transaction, LatestOfService, call.Service.Id, call.Day, cancellation);
    }

    private static async Task<Window> ReadAsync(
        PortalTransaction transaction,
        string latest,
        int serviceId,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var usual = day.LastFourQuarters;
        // A quarter that is not over yet has few closed cases; the year ends with the one before.
        var sent = await transaction.Connection.ExecuteScalarAsync<string?>(
            transaction.Command(latest, new { ServiceId = serviceId, Current = Quarter.Of(usual.Before).ToString() }, cancellation)
        );
        return sent is not null && Quarter.TryParse(sent, out var quarter) ? Window.FourQuartersTo(quarter) : usual;
    }
}
