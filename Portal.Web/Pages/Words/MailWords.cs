using Portal.Api.Mail;
using Portal.Api.Mail.Messages;

namespace Portal.Web.Pages.Words;

/// <summary>Words for mails and where they stand.</summary>
public static class MailWords
{
    /// <summary>What a mail is, such as "Invitation".</summary>
    public static string Of(MailKind kind) =>
        kind switch
        {
            MailKind.Invitation => "Invitation",
            MailKind.Receipt => "Receipt",
            MailKind.Reminder => "Reminder",
            MailKind.Closing => "Closing a service",
            MailKind.Erasure => "Erasing a service",
            _ => "Note on a release",
        };

    /// <summary>What somebody chooses when they want such mails.</summary>
    public static string Choice(MailKind kind) =>
        kind switch
        {
            MailKind.Receipt => "Receipts",
            MailKind.Reminder => "Reminders",
            _ => "New releases",
        };

    /// <summary>When such mails come.</summary>
    public static string Comes(MailKind kind) =>
        kind switch
        {
            MailKind.Receipt => "When an extract that you sent was accepted.",
            MailKind.Reminder => "14 and 3 days before an extract is due that your service has not sent.",
            _ => "When figures of the network are published.",
        };

    public static string Of(MailState state) =>
        state switch
        {
            MailState.Sent => "Sent",
            MailState.GivenUp => "Given up",
            _ => "Waiting",
        };

    /// <summary>Why the last attempt failed, and what to do.</summary>
    public static string Failure(string code) =>
        code switch
        {
            MailFailures.NoAddress => "The portal knows no e-mail address of the person.",
            MailFailures.AddressMalformed => "The e-mail address cannot be read.",
            MailFailures.NotWritten => "The file could not be written. Look at the folder's permissions and the disk.",
            MailFailures.NotReached => "The mail server does not answer. Look at Mail:Host and Mail:Port.",
            MailFailures.NoTls => "The mail server offers no encryption, so nothing is sent through it.",
            MailFailures.CertificateRefused => "The mail server's certificate is not trusted.",
            MailFailures.SignInRefused => "The mail server does not take Mail:User and Mail:Password.",
            MailFailures.SenderRefused => "The mail server does not send for the address in Mail:From.",
            MailFailures.AddressRefused => "The mail server does not take mails to this address.",
            _ => "The mail server does not take this mail.",
        };
}
