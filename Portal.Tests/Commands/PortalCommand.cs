using System.Diagnostics;
using Portal.Api.Commands;

namespace Portal.Tests.Commands;

/// <summary>What a command said.</summary>
internal sealed record CommandAnswer(int Code, string Output, string Errors)
{
    /// <summary>Both streams, for the message of a test that fails.</summary>
    public string Said => Output + Errors;
}

/// <summary>A command of the portal as a process of its own, with nothing of the portal in its environment but what the test gives.</summary>
internal static class PortalCommand
{
    public static async Task<CommandAnswer> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        using var process = Start(settings, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandAnswer(process.ExitCode, output, await errors);
    }

    public static Process Start(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CheckCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(IsOfThePortal).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static bool IsOfThePortal(string name) =>
        name.StartsWith("PORTAL_", StringComparison.Ordinal)
        || name.Contains("__", StringComparison.Ordinal)
        || name is "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT";
}
