using System.Net;
using System.Net.Sockets;

namespace Portal.Api.Starting;

/// <summary>How the portal was asked to start.</summary>
/// <param name="Urls">Addresses to listen on, separated by semicolons (<c>PORTAL_URLS</c>).</param>
/// <param name="StateFolder">Where the embedded database and the keys are kept (<c>PORTAL_STATE</c>).</param>
/// <param name="Empty">True when the sample network is not wanted (<c>--empty</c>).</param>
/// <param name="Rest">Arguments left for the web host.</param>
public sealed record StartOptions(string Urls, string StateFolder, bool Empty, string[] Rest)
{
    /// <summary>The argument for a start without the sample network.</summary>
    public const string WithoutSamples = "--empty";

    /// <summary>Name of the environment; Production by default.</summary>
    public string Environment { get; init; } = Environments.Production;

    /// <summary>File of the key that seals the head of the audit log (<c>PORTAL_AUDIT_KEY</c>); <c>null</c>: in the state folder.</summary>
    public string? AuditKeyFile { get; init; }

    /// <summary>Where people reach the portal (<c>PORTAL_ADDRESS</c>); <c>null</c>: not said.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whom to invite while there is no administrator (<c>PORTAL_FIRST_ADMINISTRATOR</c>); <c>null</c>: nobody.</summary>
    public string? FirstAdministrator { get; init; }

    /// <summary>What time it is; only a test has another clock than the machine's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The day on which the calendar of quarters stands; <c>null</c>: it follows the clock.</summary>
    public DateOnly? CalendarStands { get; init; }

    public static StartOptions Read(string[] args, IConfiguration environment) =>
        new(
            environment["PORTAL_URLS"] is { Length: > 0 } urls ? urls : "http://127.0.0.1:5080",
            Path.GetFullPath(environment["PORTAL_STATE"] is { Length: > 0 } state ? state : ".portal"),
            args.Contains(WithoutSamples),
            [.. args.Where(arg => arg != WithoutSamples)]
        )
        {
            AuditKeyFile = environment["PORTAL_AUDIT_KEY"] is { Length: > 0 } key ? Path.GetFullPath(key) : null,
            Address = Uri.TryCreate(environment["PORTAL_ADDRESS"], UriKind.Absolute, out var address) ? address : null,
            FirstAdministrator = environment["PORTAL_FIRST_ADMINISTRATOR"] is { Length: > 0 } email ? email : null,
            Environment = environment["ASPNETCORE_ENVIRONMENT"] ?? environment["DOTNET_ENVIRONMENT"] ?? Environments.Production,
        };

    /// <summary>The first address that cannot be listened on, in words, or <c>null</c>.</summary>
    /// <param name="loopbackOnly">True for the sample sign-in.</param>
    /// <param name="isServing">True when an address may be in use, by the portal itself.</param>
    public string? UnusableAddress(bool loopbackOnly, bool isServing = false)
    {
        foreach (var url in Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            BindingAddress address;
            try
            {
                address = BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                return $"{url} is not an address. Write it like http://127.0.0.1:5080.";
            }

            if (loopbackOnly && !SignIn.Development.Loopback.IsLoopback(address.Host))
                return $"{url} can be reached from other machines, and the sample sign-in lets anybody be anybody. Choose an address of "
                    + $"this machine only, such as http://127.0.0.1:5080.";
            if (!isServing && address.Port != 0 && Failure(address) is { } failure)
                return failure == SocketError.AccessDenied
                    ? $"The portal may not listen on {url}. Choose a port above 1023: PORTAL_URLS=http://127.0.0.1:5080 ./run"
                    : $"Another program is using {url}. Stop it, or choose another address: "
                        + $"PORTAL_URLS=http://127.0.0.1:{address.Port + 1} ./run";
        }

        return null;
    }

    private static SocketError? Failure(BindingAddress address)
    {
        var ip = IPAddress.TryParse(address.Host.Trim('[', ']'), out var parsed) ? parsed : IPAddress.Loopback;
        try
        {
            using var probe = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // Set as the web server sets it, so that a port that was just released does not count as busy.
            probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            probe.Bind(new IPEndPoint(ip, address.Port));
            probe.Listen();
            return null;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }
}
