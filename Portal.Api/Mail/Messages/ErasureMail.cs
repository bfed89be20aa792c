using System.Globalization;

namespace Portal.Api.Mail.Messages;

/// <summary>Tells those concerned that somebody proposes to erase everything that a service sent.</summary>
public static class ErasureMail
{
    /// <param name="service">Its name.</param>
    /// <param name="by">Name of the administrator who proposes it.</param>
    /// <param name="lapses">The last day on which it can be confirmed, in London.</param>
    /// <param name="address">Where the reader looks at the proposal, or <c>null</c> for whoever cannot answer it.</param>
    public static MailText Proposed(string name, string service, string by, DateOnly lapses, string? address)
    {
        var (whose, who) = (Letter.Name(service), Letter.Name(by));
        return Letter.Write(
            $"{who} proposes to erase {whose}",
            name,
            [
                new($"{who} proposes to erase everything that {whose} has sent. That cannot be undone."),
                new(
                    "Nothing is erased unless a second person confirms it, a lead of the service or another administrator, by "
                        + $"{lapses.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. Where there is no second person, whoever "
                        + "proposed it can confirm it after 7 days."
                ),
                address is null
                    ? new("If you think that this is wrong, tell the lead of your team now.")
                    : new("Look at the proposal, and confirm or refuse it, here:", address),
            ]
        );
    }
}
