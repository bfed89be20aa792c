using System.Net;

namespace Portal.TestIdentity;

/// <summary>This machine and no other: anybody can be anybody here.</summary>
internal static class Loopback
{
    /// <summary>The address to bind for a host.</summary>
    /// <exception cref="ArgumentException">The host can be reached from other machines.</exception>
    public static IPAddress AddressOf(string host)
    {
        if (!Is(host))
            throw new ArgumentException($"The test identity provider answers on this machine only, not on {host}.", nameof(host));
        return IPAddress.TryParse(host.Trim('[', ']'), out var address) ? address : IPAddress.Loopback;
    }

    public static bool Is(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a browser may be sent there: to a page on this machine, with nothing after a #.</summary>
    public static bool IsPage(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && Is(uri.Host)
        && uri.Fragment.Length == 0;

    /// <summary>Refuses requests by another name, so that no foreign page reaches the provider through DNS.</summary>
    public static Task RefuseForeignHostAsync(HttpContext context, RequestDelegate next)
    {
        if (Is(context.Request.Host.Host))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("The test identity provider answers by a name of this machine only.");
    }
}
