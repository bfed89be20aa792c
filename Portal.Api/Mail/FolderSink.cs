using MimeKit;

namespace Portal.Api.Mail;

/// <summary>Keeps mails as files instead of sending them: <c>ID.eml</c>, which any mail program opens.</summary>
/// <param name="folder">Made with the first mail. Only the portal's user may read it: invitations hold the keys of their links.</param>
public sealed class FolderSink(string folder) : IMailSink
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task<string?> SendAsync(Guid id, MimeMessage message, CancellationToken cancellation)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, Private | UnixFileMode.UserExecute);
            // Renamed when it is whole, so that whatever collects the files never finds half a mail.
            var whole = PathOf(id);
            var part = whole + ".part";
            // Lines that are easy to read; a mail server would get shorter ones.
            message.Prepare(EncodingConstraint.EightBit);
            await using (var file = new FileStream(part, Options()))
                await message.WriteToAsync(file, cancellation);
            File.Move(part, whole, overwrite: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return MailFailures.NotWritten;
        }
    }

    /// <summary>The plain text of a mail.</summary>
    /// <returns><c>null</c> when its file is not here: another node has it, or somebody has moved it.</returns>
    public async Task<string?> ReadAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            using var message = await MimeMessage.LoadAsync(PathOf(id), cancellation);
            return message.TextBody;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private string PathOf(Guid id) => Path.Combine(folder, id + ".eml");

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        return options;
    }
}
