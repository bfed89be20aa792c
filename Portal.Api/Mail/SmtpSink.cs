using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Portal.Api.Mail;

/// <summary>Sends mails through a mail server, and to none that offers no encryption.</summary>
public sealed class SmtpSink(MailServer server) : IMailSink
{
    /// <summary>How long a mail may take as a whole, since its row is locked meanwhile.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public Task<string?> SendAsync(Guid id, MimeMessage message, CancellationToken cancellation) =>
        SpeakAsync((client, patience) => client.SendAsync(message, patience), cancellation);

    /// <summary>Asks the server whether it would take a mail: connects, encrypts, and signs in when there is an account.</summary>
    /// <returns>A code of <see cref="MailFailures"/>, or <c>null</c>.</returns>
    internal Task<string?> TryAsync(CancellationToken cancellation) => SpeakAsync((_, _) => Task.CompletedTask, cancellation);

    private async Task<string?> SpeakAsync(Func<SmtpClient, CancellationToken, Task> speak, CancellationToken cancellation)
    {
        using var client = new SmtpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        if (server.Authorities is { } authorities)
        {
            // An authority of one's own seldom says which of its certificates it has taken back.
            client.CheckCertificateRevocation = false;
            client.ServerCertificateValidationCallback = (_, certificate, chain, errors) =>
                IsTrusted(authorities, certificate, chain, errors);
        }

        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.Security, patience.Token);
            if (server is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, patience.Token);
            await speak(client, patience.Token);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && FailureOf(exception) is not null)
        {
            return FailureOf(exception);
        }

        try
        {
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception exception) when (exception is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            // The server has the mail; how it says goodbye does not matter.
        }

        return null;
    }

    private static string? FailureOf(Exception exception) =>
        exception switch
        {
            SslHandshakeException => MailFailures.CertificateRefused,
            // MailKit says so when the server does not know STARTTLS.
            NotSupportedException => MailFailures.NoTls,
            AuthenticationException or ServiceNotAuthenticatedException => MailFailures.SignInRefused,
            SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } => MailFailures.AddressRefused,
            SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } => MailFailures.SenderRefused,
            CommandException => MailFailures.MailRefused,
            SocketException or IOException or TimeoutException or ProtocolException or OperationCanceledException =>
                MailFailures.NotReached,
            _ => null,
        };

    private static bool IsTrusted(
        X509Certificate2Collection authorities,
        X509Certificate? certificate,
        X509Chain? given,
        SslPolicyErrors errors
    )
    {
        if (certificate is not X509Certificate2 leaf || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (given is not null)
            chain.ChainPolicy.ExtraStore.AddRange(given.ChainElements.Select(element => element.Certificate).ToArray());
        return chain.Build(leaf);
    }
}
