namespace Portal.Api.Starting;

/// <summary>Where settings come from: environment variables, files of secrets, and the command line; the later wins.</summary>
public static class PortalConfiguration
{
    /// <summary>Folder with a file for each secret, named like the setting with <c>__</c> for the colon (<c>PORTAL_SECRETS</c>).</summary>
    public const string SecretsFolder = "PORTAL_SECRETS";

    private static readonly Dictionary<string, string> Short = new() { ["--today"] = StandingDay.Setting };

    // --empty has no value, and would take the next argument for one.
    public static IConfiguration Read(string[] args) =>
        new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddSecrets()
            .AddCommandLine([.. args.Where(arg => arg != StartOptions.WithoutSamples)], Short)
            .Build();

    /// <summary>Adds the files of the folder; systemd's <c>LoadCredential</c> makes such a folder.</summary>
    public static IConfigurationBuilder AddSecrets(this IConfigurationBuilder configuration) =>
        Environment.GetEnvironmentVariable(SecretsFolder) is { Length: > 0 } folder
            ? configuration.AddKeyPerFile(Path.GetFullPath(folder), optional: false)
            : configuration;
}
