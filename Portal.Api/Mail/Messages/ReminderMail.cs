using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Mail.Messages;

/// <summary>Says that an extract is due soon.</summary>
public static class ReminderMail
{
    /// <param name="services">Names of the person's services that have not sent it, at least one.</param>
    /// <param name="due">The last day in time.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    public static MailText Write(string name, IReadOnlyList<string> services, Quarter quarter, DateOnly due, string portal)
    {
        var day = due.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return Letter.Write(
            $"The extract for {quarter.Words} is due on {day}",
            name,
            [
                new($"The extract for {quarter.Words} is due on {day}. It has not been sent yet for {Listed(services)}."),
                new("Send it here; the portal checks the files before anything is submitted:", portal + "/send"),
                new("If it cannot be ready in time, please tell the network's administrator."),
                Letter.TurnOff(portal),
            ]
        );
    }

    private static string Listed(IReadOnlyList<string> services)
    {
        var names = services.Select(Letter.Name).ToList();
        return names.Count == 1 ? names[0] : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];
    }
}
