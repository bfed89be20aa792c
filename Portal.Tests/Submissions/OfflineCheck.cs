using System.Text.Json.Nodes;
using Portal.Api.Commands;

namespace Portal.Tests.Submissions;

/// <summary>The command <c>check</c>, which knows neither portal nor database.</summary>
internal static class OfflineCheck
{
    /// <summary>Its report on files of HARBOUR, as JSON.</summary>
    public static async Task<JsonNode> RunAsync(IReadOnlyDictionary<string, byte[]> files, string period)
    {
        var folder = Directory.CreateTempSubdirectory("portal-offline-").FullName;
        try
        {
            foreach (var (name, content) in files)
                await File.WriteAllBytesAsync(Path.Combine(folder, name), content);
            using var output = new StringWriter();
            using var errors = new StringWriter();
            await CheckCommand.RunAsync(
                [.. files.Keys.Select(name => Path.Combine(folder, name)), "--service", "HARBOUR", "--period", period, "--json"],
                TimeProvider.System,
                output,
                errors
            );
            return JsonNode.Parse(output.ToString())!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
