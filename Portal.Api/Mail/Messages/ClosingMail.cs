using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Mail.Messages;

/// <summary>What is told about closing a service.</summary>
/// <param name="Service">Its name.</param>
/// <param name="On">Its last day.</param>
/// <param name="LastPeriod">The last quarter that it sends.</param>
public sealed record ClosingNews(string Service, DateOnly On, Quarter LastPeriod)
{
    internal string Day => On.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>Tells those concerned that somebody proposes to close a service, and that it was closed.</summary>
public static class ClosingMail
{
    /// <param name="by">Name of the administrator who proposes it.</param>
    /// <param name="lapses">The last day on which it can be confirmed, in London.</param>
    /// <param name="address">Where the reader looks at the proposal, or <c>null</c> for whoever cannot answer it.</param>
    public static MailText Proposed(string name, ClosingNews news, string by, DateOnly lapses, string? address)
    {
        var service = Letter.Name(news.Service);
        return Letter.Write(
            $"{Letter.Name(by)} proposes to close {service}",
            name,
            [
                new($"{Letter.Name(by)} proposes to close {service} on {news.Day}. {news.LastPeriod.Words} would be its last quarter."),
                new(
                    "Nothing is closed unless a second person confirms it, a lead of the service or another administrator, by "
                        + $"{lapses.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}. Where there is no second person, whoever "
                        + "proposed it can confirm it after 7 days."
                ),
                address is null
                    ? new("If you think that this is wrong, tell the lead of your team.")
                    : new("Look at the proposal, and confirm or refuse it, here:", address),
            ]
        );
    }

    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    public static MailText Closed(string name, ClosingNews news, string portal)
    {
        var service = Letter.Name(news.Service);
        return Letter.Write(
            $"{service} is closed",
            name,
            [
                new($"{service} is closed on {news.Day}. {news.LastPeriod.Words} is the last quarter for which it sends an extract."),
                new("What it has sent stays, and its people can still sign in and read it:", portal + "/"),
                new("If this is wrong, tell the network's administrator, who can reopen it."),
            ]
        );
    }
}
