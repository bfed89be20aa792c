using Portal.Api.Periods;

namespace Portal.Api.Mail.Messages;

/// <summary>Says that an extract was accepted. What was in it stands on the receipt.</summary>
public static class ReceiptMail
{
    /// <param name="sender">Name of whoever sent the extract, and of the service.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    /// <param name="path">Of the receipt.</param>
    public static MailText Write((string Name, string Service) sender, Quarter quarter, string portal, string path) =>
        Letter.Write(
            $"Your extract for {quarter.Words} was accepted",
            sender.Name,
            [
                new($"Your extract of {Letter.Name(sender.Service)} for {quarter.Words} was accepted."),
                new("The receipt says what was in it:", portal + path),
                new("If you did not send it, tell the lead of your team."),
                Letter.TurnOff(portal),
            ]
        );
}
