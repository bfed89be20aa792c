using System.Globalization;
using Portal.Api.Mail;

namespace Portal.Api.Doctor;

/// <summary>Whether the mail server answers, encrypts, and takes the portal's account. Nothing is sent.</summary>
internal static class MailFindings
{
    private const string What = "mail";

    public static async Task<Finding> OfAsync(Patient patient, CancellationToken cancellation)
    {
        var (settings, faults) = MailSettings.Read(patient.Configuration, patient.Options.Environment);
        if (faults.Count > 0)
            return Finding.Wrong(
                What,
                "Nothing was asked of the mail server, because its settings are wrong.",
                "See the lines about settings."
            );
        if (settings.Server is not { } server)
            return Folder(settings.Folder ?? Path.Combine(patient.Options.StateFolder, "mail"));
        var where = string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{server.Port}");
        return await new SmtpSink(server) { Patience = TimeSpan.FromSeconds(10) }.TryAsync(cancellation) switch
        {
            null => Finding.Ok(What, $"{where} answers, encrypted" + (server.User is null ? "" : ", and takes the account")),
            MailFailures.NoTls => Finding.Wrong(
                What,
                $"{where} offers no encryption.",
                "Let it offer STARTTLS, or set Mail:Security to Implicit and Mail:Port to its port for that."
            ),
            MailFailures.CertificateRefused => Finding.Wrong(
                What,
                $"The certificate of {where} is not trusted, or is for another name.",
                "Use the name in the certificate as Mail:Host; name your own authority in Mail:TrustedCertificate."
            ),
            MailFailures.SignInRefused => Finding.Wrong(
                What,
                $"{where} does not take the account.",
                "Look at Mail:User and Mail:Password."
            ),
            _ => Finding.Wrong(What, $"{where} does not answer.", "Look at Mail:Host, Mail:Port and the firewall."),
        };
    }

    private static Finding Folder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".doctor-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return Finding.Ok(What, $"mails become files in {folder}; nothing is sent");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Finding.Wrong(What, $"{folder} cannot be written.", "Give Mail:Folder to the account that runs the portal.");
        }
    }
}
