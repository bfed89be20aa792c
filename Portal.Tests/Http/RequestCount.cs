using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Http;

/// <summary>How many requests a portal is answering: a client that went away does not wait for them.</summary>
internal sealed class RequestCount : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Begun = "Microsoft.AspNetCore.Hosting.BeginRequest";
    private const string Ended = "Microsoft.AspNetCore.Hosting.EndRequest";
    private const string Failed = "Microsoft.AspNetCore.Hosting.UnhandledException";

    private readonly IDisposable _subscription;
    private int _open;

    public RequestCount(WebApplication portal) =>
        _subscription = portal
            .Services.GetRequiredService<DiagnosticListener>()
            .Subscribe(this, static (name, _, _) => name is Begun or Ended or Failed);

    /// <summary>Waits until none is open.</summary>
    /// <returns>False when one stays open for longer than <paramref name="patience"/>.</returns>
    public async Task<bool> IsNoneAsync(TimeSpan patience)
    {
        for (var waited = TimeSpan.Zero; Volatile.Read(ref _open) > 0; waited += TimeSpan.FromMilliseconds(5))
        {
            if (waited > patience)
                return false;
            await Task.Delay(5);
        }

        return true;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == Begun)
            Interlocked.Increment(ref _open);
        else
            Interlocked.Decrement(ref _open);
    }

    public void OnCompleted()
    {
        // The portal has stopped.
    }

    public void OnError(Exception error)
    {
        // Nothing is sent here.
    }

    public void Dispose() => _subscription.Dispose();
}
