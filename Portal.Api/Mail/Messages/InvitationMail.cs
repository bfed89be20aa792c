using System.Globalization;
using Portal.Api.Access;

namespace Portal.Api.Mail.Messages;

/// <summary>Whom an invitation is for, as the mail says it.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Service">Name of the service; <c>null</c> for the network.</param>
public sealed record InvitedTo(string Name, string InvitedBy, string Role, string? Service);

/// <summary>Invites somebody to a role.</summary>
public static class InvitationMail
{
    /// <param name="link">The link to accept it with.</param>
    /// <param name="goodUntil">The last day of the link, in London.</param>
    public static MailText Write(InvitedTo invited, string link, DateOnly goodUntil)
    {
        var by = Letter.Name(invited.InvitedBy);
        return Letter.Write(
            $"{by} invites you to the Outcomes Portal",
            invited.Name,
            [
                new($"{by} invites you to the Outcomes Portal for parent-infant teams as {Position(invited)}."),
                new("To accept, open this link and sign in with the address to which this mail went:", link),
                new(
                    $"The link is good for 7 days, until {goodUntil.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}, and for you "
                        + "alone. Please do not pass it on."
                ),
                new($"If you do not know {by} or did not expect this, ignore this mail. Nothing happens then."),
            ]
        );
    }

    private static string Position(InvitedTo invited)
    {
        var service = invited.Service is null ? "" : Letter.Name(invited.Service);
        return invited.Role switch
        {
            Roles.Member => "a team member of " + service,
            Roles.Lead => "a team lead of " + service,
            Roles.Reader => "a reader of the reports of " + service,
            Roles.Analyst => "a network analyst",
            _ => "a network administrator",
        };
    }
}
