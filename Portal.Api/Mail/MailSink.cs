using MimeKit;

namespace Portal.Api.Mail;

/// <summary>Where mails go.</summary>
public interface IMailSink
{
    /// <param name="id">Of the mail; sent twice, it stays the same.</param>
    /// <returns><c>null</c>, or one of <see cref="MailFailures"/>.</returns>
    public Task<string?> SendAsync(Guid id, MimeMessage message, CancellationToken cancellation);
}

/// <summary>Why a mail could not be sent. What the server said is not kept, because it may quote an address.</summary>
public static class MailFailures
{
    /// <summary>The person has no address, or is gone. Nothing is tried again.</summary>
    public const string NoAddress = "NO_ADDRESS";

    /// <summary>The address cannot be read. Nothing is tried again.</summary>
    public const string AddressMalformed = "ADDRESS_MALFORMED";

    /// <summary>The file could not be written.</summary>
    public const string NotWritten = "NOT_WRITTEN";

    /// <summary>The server does not answer, or ended the connection.</summary>
    public const string NotReached = "NOT_REACHED";

    /// <summary>The server offers no encryption.</summary>
    public const string NoTls = "NO_TLS";

    /// <summary>The encryption could not be agreed on, mostly because the certificate is not trusted.</summary>
    public const string CertificateRefused = "CERTIFICATE_REFUSED";

    /// <summary>The server does not take the user and password.</summary>
    public const string SignInRefused = "SIGN_IN_REFUSED";

    /// <summary>The server does not take mails from Mail:From.</summary>
    public const string SenderRefused = "SENDER_REFUSED";

    /// <summary>The server does not take mails to this address.</summary>
    public const string AddressRefused = "ADDRESS_REFUSED";

    /// <summary>The server does not take the mail for another reason.</summary>
    public const string MailRefused = "MAIL_REFUSED";

    /// <summary>Failures after which another attempt cannot go better.</summary>
    public static bool IsFinal(string failure) => failure is NoAddress or AddressMalformed;
}
