using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using MimeKit;
using NUnit.Framework;
using Portal.Api.Mail;

namespace Portal.Tests.Mail;

/// <summary>Mail through a real connection to a small server.</summary>
public sealed class SmtpSinkTests
{
    [Test]
    public async Task Send_ServerWithStartTls_SaysNothingBeforeItIsEncrypted()
    {
        await using var server = new SmtpServer();

        Assert.That(await SendAsync(To(server) with { User = "portal", Password = "secret" }), Is.Null);

        Assert.That(server.InTheClear.Select(line => line.Split(' ')[0]), Is.EqualTo(["EHLO", "STARTTLS"]));
        var taken = server.Taken.Single();
        Assert.That((taken.WasEncrypted, taken.To), Is.EqualTo((true, "RCPT TO:<jo@example.org>")));
        Assert.That(taken.Message, Does.Contain("Hello Jo"));
    }

    [Test]
    public async Task Send_ServerWithoutTls_IsRefusedBeforeAnyAddress()
    {
        await using var server = new SmtpServer { OffersTls = false };

        Assert.That(await SendAsync(To(server) with { User = "portal", Password = "secret" }), Is.EqualTo(MailFailures.NoTls));

        Assert.That(server.Taken, Is.Empty);
        Assert.That(server.InTheClear, Is.Not.Empty.And.All.Matches("^(EHLO|QUIT)"));
    }

    [Test]
    public async Task Send_CertificateThatNobodyTrusts_IsRefused()
    {
        await using var server = new SmtpServer();

        Assert.That(await SendAsync(To(server) with { Authorities = null }), Is.EqualTo(MailFailures.CertificateRefused));
        Assert.That(server.Taken, Is.Empty);
    }

    [Test]
    public async Task Send_CertificateOfAnotherName_IsRefused()
    {
        await using var server = new SmtpServer();

        Assert.That(await SendAsync(To(server) with { Host = "127.0.0.1" }), Is.EqualTo(MailFailures.CertificateRefused));
    }

    [Test]
    public async Task Send_WrongPassword_IsRefused()
    {
        await using var server = new SmtpServer();

        Assert.That(await SendAsync(To(server) with { User = "portal", Password = "wrong" }), Is.EqualTo(MailFailures.SignInRefused));
    }

    [Test]
    public async Task Send_AddressThatTheServerDoesNotTake_IsACodeWithoutTheAddress()
    {
        await using var server = new SmtpServer { AnswerToAddress = "550 No such mailbox jo@example.org" };

        Assert.That(await SendAsync(To(server)), Is.EqualTo(MailFailures.AddressRefused));
    }

    [Test]
    public async Task Send_NobodyListens_IsNotReached()
    {
        MailServer gone;
        await using (var server = new SmtpServer())
            gone = To(server);

        Assert.That(await SendAsync(gone), Is.EqualTo(MailFailures.NotReached));
    }

    [Test]
    public async Task Send_ServerThatSaysNothing_IsGivenUpInTime()
    {
        await using var server = new SmtpServer { IsSilent = true };

        Assert.That(await SendAsync(To(server), TimeSpan.FromMilliseconds(300)), Is.EqualTo(MailFailures.NotReached));
    }

    private static MailServer To(SmtpServer server)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(server.AuthorityFile);
        return new MailServer("localhost", server.Port, SecureSocketOptions.StartTls, null, null) { Authorities = authorities };
    }

    private static async Task<string?> SendAsync(MailServer server, TimeSpan? patience = null)
    {
        using var message = new MimeMessage(
            [MailboxAddress.Parse("portal@example.org")],
            [new MailboxAddress("Jo", "jo@example.org")],
            "Subject",
            new TextPart("plain") { Text = "Hello Jo" }
        );
        return await new SmtpSink(server) { Patience = patience ?? TimeSpan.FromSeconds(30) }.SendAsync(
            Guid.NewGuid(),
            message,
            CancellationToken.None
        );
    }
}
