using System.Globalization;

namespace Portal.Api.Hosting;

/// <summary>How often one person may ask; whoever is not signed in is known by the address. Settings <c>RequestLimits:...</c>.</summary>
/// <remarks>Source: docs/security.md, "Web and API", step 5.</remarks>
public sealed record RequestLimits
{
    /// <summary>Sign-ins and tokens a minute, at least 1.</summary>
    public int SignInsAMinute { get; init; } = 10;

    /// <summary>Requests of any kind a minute, at least 1.</summary>
    public int RequestsAMinute { get; init; } = 600;

    /// <summary>Tables, pictures and bundles a minute, at least 1.</summary>
    public int ExportsAMinute { get; init; } = 30;

    /// <summary>Releases begun in an hour, at least 1.</summary>
    public int ReleasesAnHour { get; init; } = 4;

    /// <exception cref="InvalidOperationException">A setting is not a whole number from 1 to a thousand million.</exception>
    public static RequestLimits Read(IConfiguration configuration)
    {
        var given = configuration.GetSection(nameof(RequestLimits));
        var usual = new RequestLimits();
        return new RequestLimits
        {
            SignInsAMinute = Number(given, nameof(SignInsAMinute)) ?? usual.SignInsAMinute,
            RequestsAMinute = Number(given, nameof(RequestsAMinute)) ?? usual.RequestsAMinute,
            ExportsAMinute = Number(given, nameof(ExportsAMinute)) ?? usual.ExportsAMinute,
            ReleasesAnHour = Number(given, nameof(ReleasesAnHour)) ?? usual.ReleasesAnHour,
        };
    }

    private static int? Number(IConfigurationSection section, string key) =>
        section[key] is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_000_000_000
            ? number
        : throw new InvalidOperationException($"{section.Path}:{key} must be a whole number from 1 to 1000000000.");
}
