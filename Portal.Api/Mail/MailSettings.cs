using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using MimeKit;

namespace Portal.Api.Mail;

/// <summary>A mail server. The way to it is always encrypted.</summary>
/// <param name="Security">From the first byte on, or after STARTTLS, without which nothing is sent.</param>
/// <param name="User">This and the password are <c>null</c> for a server that knows the portal by its address.</param>
public sealed record MailServer(string Host, int Port, SecureSocketOptions Security, string? User, string? Password)
{
    /// <summary>Certificates of the server's own authority; <c>null</c>: those that the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }
}

/// <summary>How mail leaves the portal.</summary>
/// <param name="Server"><c>null</c>: mails become files in a folder.</param>
/// <param name="Folder">Of the files; <c>null</c>: <c>mail</c> in the state folder.</param>
/// <param name="From">Who mails are from.</param>
public sealed record MailSettings(MailServer? Server, string? Folder, MailboxAddress From)
{
    private const string Section = "Mail";

    private static readonly string[] Secured = ["StartTls", "Implicit"];

    /// <summary>Reads the section Mail.</summary>
    /// <param name="environment">Only Development may do without a word on where mails go.</param>
    /// <returns>The settings, and a sentence for each thing that is missing or wrong.</returns>
    public static (MailSettings Settings, IReadOnlyList<string> Faults) Read(IConfiguration configuration, string environment)
    {
        var section = configuration.GetSection(Section);
        var faults = new List<string>();
        var (host, folder) = (Given(section, "Host"), Given(section, "Folder"));
        if (host is not null && folder is not null)
            faults.Add("Mail:Host and Mail:Folder are both set; keep Mail:Host to send mails, or Mail:Folder to keep them as files.");
        if (host is null && folder is null && !string.Equals(environment, Environments.Development, StringComparison.OrdinalIgnoreCase))
            faults.Add(
                "Nothing says how mail leaves the portal: set Mail:Host and Mail:From to send it through a mail server, "
                    + "or Mail:Folder to keep it as files."
            );
        if (host is null)
            foreach (
                var key in new[] { "Port", "Security", "User", "Password", "TrustedCertificate" }.Where(key =>
                    Given(section, key) is not null
                )
            )
                faults.Add($"Mail:{key} is set, but Mail:Host is missing: the name of the mail server.");
        var from = ReadFrom(section, host is not null, faults);
        var server = host is null ? null : ReadServer(section, host, faults);
        return (new MailSettings(server, folder is null ? null : Path.GetFullPath(folder), from), faults);
    }

    private static MailboxAddress ReadFrom(IConfigurationSection section, bool isNeeded, List<string> faults)
    {
        var nobody = new MailboxAddress("Outcomes Portal", "portal@localhost");
        if (Given(section, "From") is not { } text)
        {
            if (isNeeded)
                faults.Add("Mail:From is missing: who mails are from, such as Outcomes Portal <outcomes@example.org>.");
            return nobody;
        }

        if (MailboxAddress.TryParse(text, out var from) && from.Address.Contains('@', StringComparison.Ordinal))
            return from;
        faults.Add("Mail:From must be one address, such as Outcomes Portal <outcomes@example.org>.");
        return nobody;
    }

    private static MailServer ReadServer(IConfigurationSection section, string host, List<string> faults)
    {
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            faults.Add("Mail:Host must be the name of a mail server alone, such as smtp.example.org; its port is Mail:Port.");
        var port = 587;
        if (
            Given(section, "Port") is { } number
            && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535)
        )
            faults.Add("Mail:Port must be a whole number from 1 to 65535; 587 is usual.");
        var security = Given(section, "Security");
        if (security is not null && !Secured.Contains(security, StringComparer.OrdinalIgnoreCase))
            faults.Add("Mail:Security must be StartTls or Implicit; nothing is sent without encryption.");
        var isImplicit = security is null ? port == 465 : string.Equals(security, "Implicit", StringComparison.OrdinalIgnoreCase);
        var (user, password) = (Given(section, "User"), Given(section, "Password"));
        if (user is null != password is null)
            faults.Add(
                user is null
                    ? "Mail:Password is set, but Mail:User is missing: the portal's account at the mail server."
                    : "Mail:Password is missing: the password of Mail:User."
            );
        return new MailServer(host, port, isImplicit ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls, user, password)
        {
            Authorities = ReadAuthorities(section, faults),
        };
    }

    private static X509Certificate2Collection? ReadAuthorities(IConfigurationSection section, List<string> faults)
    {
        if (Given(section, "TrustedCertificate") is not { } file)
            return null;
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            certificates.Clear();
        }

        if (certificates.Count == 0)
            faults.Add("Mail:TrustedCertificate must be a file with the certificate of the mail server's authority, as PEM.");
        return certificates;
    }

    private static string? Given(IConfigurationSection section, string key) => section[key]?.Trim() is { Length: > 0 } text ? text : null;
}
