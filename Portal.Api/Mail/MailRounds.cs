using Dapper;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;
using Portal.Api.Access;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Erasure;
using Portal.Api.Periods;

namespace Portal.Api.Mail;

/// <summary>Looks every minute for releases to tell of and, from eight in the morning, once a day for extracts to remind of.</summary>
/// <remarks>Several nodes may look in the same moment; a person is told of a thing once.</remarks>
public sealed partial class MailRounds(
    JobDatabase jobs,
    CalendarSettings calendar,
    PublicAddress address,
    IServer server,
    CalendarDay today,
    ILogger<MailRounds> log
) : BackgroundService
{
    // Words that were given up hold an invitation's link; by then it opens nothing.
    private const string Tidy = """
        UPDATE mail SET plain_text = NULL, html = NULL
        WHERE gave_up_at IS NOT NULL AND plain_text IS NOT NULL AND queued_at < @Now - interval '7 days';
        DELETE FROM mail WHERE next_try_at IS NULL AND queued_at < @Now - interval '90 days';
        """;

    private static readonly TimeOnly Morning = new(8, 0);

    private readonly TimeProvider _clock = today.Clock;

    private DateOnly _reminded;

    // On a developer's machine nobody says the address; the first that the server listens on serves.
    private string? Portal =>
        address.Address?.GetLeftPart(UriPartial.Authority)
        ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/');

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                if (Portal is { } portal)
                    await LookAsync(portal, stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                // The database may be unavailable for a moment; the next round tries again.
                Failed(exception.SqlState ?? "no answer");
            }
    }

    private async Task LookAsync(string portal, CancellationToken cancellation)
    {
        await TellOfErasures.RunAsync(jobs.Database, portal, _clock, cancellation);
        await TellOfReleases.RunAsync(jobs.Database, portal, _clock, cancellation);
        var (day, time) = CalendarSettings.DayAndTime(_clock.GetUtcNow());
        if (day == _reminded || time < Morning)
            return;
        await RemindSenders.RunAsync(jobs.Database, calendar, portal, today, cancellation);
        await TidyAsync(jobs.Database, _clock, cancellation);
        _reminded = day;
    }

    /// <summary>Empties words that nobody will send any more, and forgets mails after 90 days.</summary>
    internal static async Task TidyAsync(PortalDatabase database, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
        await transaction.Connection.ExecuteAsync(transaction.Command(Tidy, new { Now = clock.GetUtcNow().UtcDateTime }, cancellation));
        await transaction.CommitAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mails could not be queued: {SqlState}")]
    private partial void Failed(string sqlState);
}
