using Portal.Api.Periods;

namespace Portal.Api.Mail.Messages;

/// <summary>Says that an extract was accepted. What was in it stands on the receipt.</summary>
public static class ReceiptMail
{
    /// <param name="sender">Names of the reader, of the service, and of the reader's token if a script sent it with one.</param>
    /// <param name="portal">Address of the portal, without a trailing slash.</param>
    /// <param name="path">Of the receipt.</param>
    public static MailText Write((string Name, string Service, string? Token) sender, Quarter quarter, string portal, string path) =>
        Letter.Write(
            $"Your extract for {quarter.Words} was accepted",
            sender.Name,
            [
                new($"Your extract of {Letter.Name(sender.Service)} for {quarter.Words} was accepted."),
                new("The receipt says what was in it:", portal + path),
                sender.Token is null
                    ? new("If you did not send it, tell the lead of your team.")
                    : new($"A script sent it with your token {Letter.Name(sender.Token)}. If that was not meant, revoke the token."),
                Letter.TurnOff(portal),
            ]
        );
}
