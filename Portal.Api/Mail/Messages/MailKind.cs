using System.Text.Json.Serialization;
using Portal.Api.Answers;

namespace Portal.Api.Mail.Messages;

/// <summary>What a mail is for.</summary>
[JsonConverter(typeof(CodeText<MailKind>))]
public enum MailKind
{
    /// <summary>Somebody is invited to a role.</summary>
    Invitation,

    /// <summary>The person's extract was accepted.</summary>
    Receipt,

    /// <summary>An extract is due soon and was not sent.</summary>
    Reminder,

    /// <summary>A release was published.</summary>
    ReleaseNote,

    /// <summary>Somebody proposes to close a service, or it was closed.</summary>
    Closing,

    /// <summary>Somebody proposes to erase everything that a service sent.</summary>
    Erasure,
}

/// <summary>Which kinds people can turn off.</summary>
public static class MailKinds
{
    /// <summary>What nobody can turn off: without it they could not come in, or not hear what is decided about their service.</summary>
    public static readonly IReadOnlyList<MailKind> Always = [MailKind.Invitation, MailKind.Closing, MailKind.Erasure];

    /// <summary>What is sent unless the person has turned it off.</summary>
    public static readonly IReadOnlyList<MailKind> Optional = [MailKind.Receipt, MailKind.Reminder, MailKind.ReleaseNote];
}
