using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Portal.Api.Access;

namespace Portal.Api.Starting;

/// <summary>Proxies in front of the portal, whose word about address and scheme of a request is believed.</summary>
/// <remarks>Source: docs/security.md, "Start outside Development".</remarks>
public static class TrustedProxies
{
    private const string Section = "ForwardedHeaders";

    /// <summary>Whether any proxy is named, by KnownProxies (addresses) or KnownNetworks (such as 10.0.0.0/24).</summary>
    public static bool AreNamed(IConfiguration configuration) =>
        Read(configuration, "KnownProxies").Concat(Read(configuration, "KnownNetworks")).Any();

    /// <summary>A sentence for each that is not an address or a network.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration) =>
        Read(configuration, "KnownProxies")
            .Where(text => !IPAddress.TryParse(text, out _))
            .Select(text => $"ForwardedHeaders:KnownProxies has {text}, which is not an address such as 10.0.0.5.")
            .Concat(
                Read(configuration, "KnownNetworks")
                    .Where(text => !System.Net.IPNetwork.TryParse(text, out _))
                    .Select(text => $"ForwardedHeaders:KnownNetworks has {text}, which is not a network such as 10.0.0.0/24.")
            );

    /// <summary>Believes the named proxies and no others, and outside Development answers under the portal's own name only.</summary>
    internal static void AddPublicAddress(this WebApplicationBuilder builder, StartOptions start)
    {
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var text in Read(builder.Configuration, "KnownProxies"))
                options.KnownProxies.Add(IPAddress.Parse(text));
            foreach (var text in Read(builder.Configuration, "KnownNetworks"))
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(text));
        });
        builder.Services.AddSingleton(new PublicAddress(start.Address));
        // Health is asked for from the machine itself.
        if (start.Address is { } address)
            builder.Services.Configure<HostFilteringOptions>(options =>
                options.AllowedHosts = [address.Host, "localhost", "127.0.0.1", "[::1]"]
            );
        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
    }

    private static string[] Read(IConfiguration configuration, string key) =>
        [.. (configuration.GetSection($"{Section}:{key}").Get<string[]>() ?? []).Where(text => text.Length > 0)];
}
