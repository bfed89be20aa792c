namespace Portal.Api.Database;

/// <summary>The script that makes the portal's roles in a database; safe to run again.</summary>
internal static class RolesScript
{
    public static string Text
    {
        get
        {
            using var reader = new StreamReader(typeof(RolesScript).Assembly.GetManifestResourceStream("roles.sql")!);
            return reader.ReadToEnd();
        }
    }
}
