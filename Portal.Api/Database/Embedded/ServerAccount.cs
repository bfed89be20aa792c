using System.Globalization;

namespace Portal.Api.Database.Embedded;

/// <summary>The unprivileged user that runs PostgreSQL when the portal runs as root, since PostgreSQL refuses to run as root.</summary>
internal sealed record ServerAccount(string Name, uint UserId, uint GroupId)
{
    private const string UserName = "postgres";

    /// <summary>Null when the portal is an ordinary user; PostgreSQL then runs as that user.</summary>
    public static ServerAccount? ForThisProcess()
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':');
            if (fields.Length > 3 && fields[0] == UserName)
                return new ServerAccount(
                    UserName,
                    uint.Parse(fields[2], CultureInfo.InvariantCulture),
                    uint.Parse(fields[3], CultureInfo.InvariantCulture)
                );
        }

        throw new EmbeddedServerException(
            "The portal runs as root, but the system user 'postgres', which must run PostgreSQL, is missing. "
                + "Install the postgresql package, or start the portal as an ordinary user."
        );
    }
}
