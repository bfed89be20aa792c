using System.Net;
using System.Security.Authentication;

namespace Portal.Api.Doctor;

/// <summary>Whether the portal answers where it should listen.</summary>
internal static class AddressFindings
{
    private const string What = "address";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string[] Everywhere = ["0.0.0.0", "[::]", "*", "+"];

    public static async Task<Finding> OfAsync(Starting.StartOptions options, CancellationToken cancellation)
    {
        var url = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return Finding.Wrong(What, $"{url} is not an address.", "Write PORTAL_URLS like http://127.0.0.1:5080.");
        }

        var host = Everywhere.Contains(address.Host) ? "localhost" : address.Host;
        // Whose certificate it is, is looked at elsewhere; here it may be for another name.
        using var handler = new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null },
        };
        using var client = new HttpClient(handler) { Timeout = Patience };
        try
        {
            var health = new Uri(FormattableString.Invariant($"{address.Scheme}://{host}:{address.Port}/health/ready"));
            using var answer = await client.GetAsync(health, cancellation);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => Finding.Ok(What, $"the portal answers at {url} and is ready"),
                HttpStatusCode.ServiceUnavailable => Finding.Wrong(
                    What,
                    $"The portal at {url} is not ready.",
                    "The lines below, or /health/ready, say why."
                ),
                _ => Finding.Wrong(What, $"Another program answers at {url}.", "Stop it, or choose another address with PORTAL_URLS."),
            };
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return Finding.Ok(What, $"nothing listens at {url}: the portal is not running, and may start");
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException or AuthenticationException or UriFormatException)
        {
            return Finding.Wrong(What, $"Another program answers at {url}.", "Stop it, or choose another address with PORTAL_URLS.");
        }
    }
}
