using System.Diagnostics;
using Portal.Api.Database.Embedded;

namespace Portal.Tests.Database;

/// <summary>
/// A state folder whose server was initialised and stopped. Tests of what comes after that begin with a copy: initdb takes seconds each time.
/// </summary>
internal static class PreparedState
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    /// <summary>Makes a state folder that is like one whose portal was started once.</summary>
    public static async Task CopyToAsync(string state)
    {
        NeedsDatabaseAttribute.Demand();
        // With its owner and its rights, which the server looks at.
        using var copy = Process.Start("cp", ["--archive", await Made.Value, state]);
        await copy.WaitForExitAsync();
        if (copy.ExitCode != 0)
            throw new InvalidOperationException($"The prepared state could not be copied to {state}.");
    }

    /// <summary>Removes it; call it once, when no test needs it any more.</summary>
    public static async Task RemoveAsync()
    {
        if (Made.IsValueCreated && Made.Value.IsCompletedSuccessfully)
            Directory.Delete(await Made.Value, recursive: true);
    }

    private static async Task<string> MakeAsync()
    {
        var state = Path.Combine(Path.GetTempPath(), "portal-server-" + Guid.NewGuid().ToString("N")[..12]);
        await using var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions(state, Durability.Disposable));
        if (server.IsElsewhere)
            throw new InvalidOperationException($"The server's user cannot reach {state}: set TMPDIR to a folder that it can.");
        return state;
    }
}
