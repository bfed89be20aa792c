using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Api.Answers;

namespace Portal.Api.SignIn.Development;

/// <summary>
/// The development identity lets anybody be anybody, so it allows loopback only: in every bound address and in the Host of every request.
/// </summary>
public sealed class Loopback(IServer server) : IHostedLifecycleService
{
    /// <summary>The first address that is not loopback, or <c>null</c>.</summary>
    public static string? FirstForeign(IEnumerable<string> urls) => urls.FirstOrDefault(url => !IsLoopback(BindingAddress.Parse(url).Host));

    public static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>
    /// Refuses requests whose Host header does not name this machine, so that no foreign page can use the identity through DNS.
    /// </summary>
    public static async Task RefuseForeignHostAsync(HttpContext context, RequestDelegate next)
    {
        if (IsLoopback(context.Request.Host.Host))
            await next(context);
        else
            await new Refusal(
                StatusCodes.Status400BadRequest,
                "FOREIGN_HOST",
                "The development portal answers on this machine's own address only."
            )
                .ToProblem()
                .ExecuteAsync(context);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        return FirstForeign(addresses) is { } foreign
            ? throw new InvalidOperationException($"The development identity runs on loopback only, not on {foreign}.")
            : Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
