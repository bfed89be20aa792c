namespace Portal.Api.Mail;

/// <summary>Adds what queues and sends mail.</summary>
public static class PortalMail
{
    /// <param name="stateFolder">Mails become files in <c>mail</c> below it, where nothing else is set.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message says which.</exception>
    public static void AddMail(this WebApplicationBuilder builder, string stateFolder)
    {
        var (settings, faults) = MailSettings.Read(builder.Configuration, builder.Environment.EnvironmentName);
        if (faults.Count > 0)
            throw new InvalidOperationException(string.Join('\n', faults));
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IMailSink>(
            settings.Server is { } server ? new SmtpSink(server) : new FolderSink(settings.Folder ?? Path.Combine(stateFolder, "mail"))
        );
        builder.Services.AddHostedService<MailSender>();
        builder.Services.AddHostedService<MailRounds>();
    }
}
