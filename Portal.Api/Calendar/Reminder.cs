using System.Globalization;
using System.Text;

namespace Portal.Api.Calendar;

/// <summary>
/// A reminder to paste into an e-mail: plain text that names the quarter, the due day, the portal, and the services that have not sent.
/// </summary>
public static class Reminder
{
    /// <summary>Addressed to one service, or to all that have not sent the quarter.</summary>
    /// <param name="calendar">A calendar of the one quarter that the reminder is about.</param>
    /// <param name="service">Code of the one service to remind; <c>null</c> for all that have not sent.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    /// <returns><c>null</c> when there is nobody to remind: all have sent,
    /// the quarter is closed, or the service does not have to send.</returns>
    public static string? Text(NetworkCalendar calendar, string? service, string portal)
    {
        var quarter = calendar.Quarters.Single();
        var missing = calendar
            .Services.Where(line => line.Quarters[0].State is QuarterState.Late or QuarterState.Due or QuarterState.Open)
            .Where(line => service is null || string.Equals(line.Service, service, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (quarter.IsClosed || missing.Count == 0)
            return null;
        var due = quarter.Due.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var isLate = missing.Any(line => line.Quarters[0].State == QuarterState.Late);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Extract for {quarter.Quarter.Words}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"The extract for {quarter.Quarter.Words} {(isLate ? "was" : "is")} due on {due}.\n");
        text.Append("It has not yet been sent by:\n\n");
        foreach (var line in missing)
            text.Append(CultureInfo.InvariantCulture, $"- {line.Name}{Lateness(line.Quarters[0])}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nPlease send it on the Outcomes Portal: {portal}/send\n\n");
        text.Append("The portal checks the files before anything is submitted and says what to put right.\n");
        text.Append("If it cannot be sent yet, please tell us when you expect it to be ready.\n");
        return text.ToString();
    }

    private static string Lateness(ServiceQuarter quarter) =>
        quarter.State == QuarterState.Late
            ? string.Create(CultureInfo.InvariantCulture, $" ({quarter.DaysLate} {(quarter.DaysLate == 1 ? "day" : "days")} late)")
            : "";
}
