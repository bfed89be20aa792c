using Portal.Api.Commands;

namespace Portal.Check;

/// <summary>The offline check as a program of its own, for people without the portal: the command <c>check</c> and nothing else.</summary>
public static class Program
{
    /// <returns>The exit code of the command.</returns>
    public static Task<int> Main(string[] args) => CheckCommand.RunAsync(args, TimeProvider.System, Console.Out, Console.Error);
}
