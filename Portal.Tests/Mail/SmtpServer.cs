using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Portal.Tests.Mail;

/// <summary>What a server was given.</summary>
internal sealed record TakenMail(bool WasEncrypted, string From, string To, string Message);

/// <summary>A small mail server on loopback, with STARTTLS unless it is told otherwise.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        AuthorityFile = Path.GetTempFileName();
        File.WriteAllText(AuthorityFile, _certificate.ExportCertificatePem());
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The certificate to trust.</summary>
    public string AuthorityFile { get; }

    public bool OffersTls { get; init; } = true;

    /// <summary>Takes connections and says nothing.</summary>
    public bool IsSilent { get; init; }

    /// <summary>How it answers an address, such as <c>550 No such mailbox jo@example.org</c>.</summary>
    public string AnswerToAddress { get; set; } = "250 OK";

    public ConcurrentQueue<TakenMail> Taken { get; } = new();

    /// <summary>Every line that came before the connection was encrypted.</summary>
    public ConcurrentQueue<string> InTheClear { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _certificate.Dispose();
        _stop.Dispose();
        File.Delete(AuthorityFile);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                try
                {
                    await ConverseAsync(client.GetStream(), isEncrypted: false);
                }
                catch (IOException)
                {
                    // The client is gone.
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ConverseAsync(Stream stream, bool isEncrypted)
    {
        if (IsSilent)
            await Task.Delay(Timeout.Infinite, _stop.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n", AutoFlush = true };
        if (!isEncrypted)
            await writer.WriteLineAsync("220 test");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            if (!isEncrypted)
                InTheClear.Enqueue(line);
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync(isEncrypted || !OffersTls ? "250 AUTH PLAIN" : "250-AUTH PLAIN\r\n250 STARTTLS");
                    break;
                case "STARTTLS" when OffersTls:
                    await writer.WriteLineAsync("220 Go on");
                    await using (var secured = new SslStream(stream, leaveInnerStreamOpen: true))
                    {
                        try
                        {
                            await secured.AuthenticateAsServerAsync(_certificate);
                        }
                        catch (System.Security.Authentication.AuthenticationException)
                        {
                            return;
                        }

                        await ConverseAsync(secured, isEncrypted: true);
                    }

                    return;
                case "AUTH":
                    var isRight = line == "AUTH PLAIN " + Convert.ToBase64String("\0portal\0secret"u8);
                    await writer.WriteLineAsync(isRight ? "235 Welcome" : "535 Wrong password");
                    break;
                case "MAIL":
                    from = line;
                    await writer.WriteLineAsync("250 OK");
                    break;
                case "RCPT":
                    to = line;
                    await writer.WriteLineAsync(AnswerToAddress);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Go on");
                    var message = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } part && part != ".")
                        message.Append(part.StartsWith('.') ? part[1..] : part).Append("\r\n");
                    Taken.Enqueue(new TakenMail(isEncrypted, from, to, message.ToString()));
                    await writer.WriteLineAsync("250 Taken");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 Bye");
                    return;
                default:
                    await writer.WriteLineAsync("250 OK");
                    break;
            }
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
