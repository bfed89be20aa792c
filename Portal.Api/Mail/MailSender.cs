using Npgsql;
using Portal.Api.Database;

namespace Portal.Api.Mail;

/// <summary>Sends what is due, every few seconds. The log has counts and never an address.</summary>
public sealed partial class MailSender(JobDatabase jobs, IMailSink sink, MailSettings settings, TimeProvider clock, ILogger<MailSender> log)
    : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                var round = await SendMail.DueAsync(jobs.Database, sink, settings.From, clock, stoppingToken);
                if (round.Failed + round.GivenUp > 0)
                    Failed(round.Sent, round.Failed, round.GivenUp);
                else if (!round.IsEmpty)
                    Sent(round.Sent);
            }
            catch (NpgsqlException exception)
            {
                // The database may be unavailable for a moment; the next round tries again.
                NotSent(exception.SqlState ?? "no answer");
            }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Mails sent: {Sent}")]
    private partial void Sent(int sent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mails sent: {Sent}; failed and tried again later: {Failed}; given up: {GivenUp}")]
    private partial void Failed(int sent, int failed, int givenUp);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mails could not be read: {SqlState}")]
    private partial void NotSent(string sqlState);
}
