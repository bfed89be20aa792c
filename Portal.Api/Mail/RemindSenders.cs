using Dapper;
using Portal.Api.Calendar;
using Portal.Api.Database;
using Portal.Api.Mail.Messages;
using Portal.Api.Periods;

namespace Portal.Api.Mail;

/// <summary>Queues reminders to members and leads of services that have not sent an extract which is due soon.</summary>
public static class RemindSenders
{
    /// <summary>How many days before the due day; a person is reminded at most once for a quarter and each of these.</summary>
    public static readonly IReadOnlyList<int> DaysBefore = [14, 3];

    private const string ToRemind = """
        SELECT p.person_id AS Id, p.name, array_agg(s.name ORDER BY s.name) AS Services
        FROM membership m JOIN person p ON p.person_id = m.person_id JOIN service s ON s.service_id = m.service_id
        WHERE s.code = ANY (@Services) AND p.email IS NOT NULL
          AND NOT EXISTS (SELECT FROM mail k WHERE k.person_id = p.person_id AND k.kind = 'REMINDER' AND k.about = @About)
        GROUP BY p.person_id, p.name ORDER BY p.person_id
        """;

    /// <param name="database">Of a job.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    /// <returns>How many were queued.</returns>
    public static async Task<int> RunAsync(
        PortalDatabase database,
        CalendarSettings settings,
        string portal,
        CalendarDay day,
        CancellationToken cancellation
    )
    {
        var calendar = await NetworkCalendar.ReadAsync(database, settings, day.Quarter, CalendarEndpoints.QuartersShown, day, cancellation);
        var queued = 0;
        foreach (var (place, quarter) in calendar.Quarters.Index())
        {
            var left = quarter.Due.DayNumber - day.Today.DayNumber;
            if (left < 0 || DaysBefore.Where(days => left <= days).Order().Cast<int?>().FirstOrDefault() is not { } distance)
                continue;
            var services = calendar
                .Services.Where(service => service.Quarters[place].State is QuarterState.Due or QuarterState.Open)
                .Select(service => service.Service)
                .ToArray();
            await using var transaction = await PortalTransaction.BeginAsync(database.Administration.Source, cancellation);
            var about = $"{quarter.Period}/{distance}";
            foreach (
                var person in (
                    await transaction.Connection.QueryAsync<Reminded>(
                        transaction.Command(ToRemind, new { Services = services, About = about }, cancellation)
                    )
                ).AsList()
            )
            {
                var text = ReminderMail.Write(person.Name, person.Services, quarter.Quarter, quarter.Due, portal);
                var mail = new NewMail(MailKind.Reminder, about, text);
                queued += await QueueMail.ToPersonAsync(transaction, person.Id, mail, day.Clock.GetUtcNow(), cancellation) ? 1 : 0;
            }

            await transaction.CommitAsync(cancellation);
        }

        return queued;
    }

    private sealed class Reminded
    {
        public string Id { get; init; } = "";

        public string Name { get; init; } = "";

        public string[] Services { get; init; } = [];
    }
}
