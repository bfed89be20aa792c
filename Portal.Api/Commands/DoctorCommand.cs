using System.Text;
using Portal.Api.Doctor;
using Portal.Api.Starting;

namespace Portal.Api.Commands;

/// <summary><c>doctor</c>: looks at everything that the portal needs, and says in a line each what it found and how to mend it.</summary>
public static class DoctorCommand
{
    private const string Usage = """
        doctor
          looks at settings, database, state folder, certificates, mail, sign-in and backups, with the settings of the portal
        Exit code: 0 nothing is wrong, 1 something is wrong, 2 wrong arguments.
        """;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Length > 0)
        {
            await errors.WriteLineAsync(Usage);
            return 2;
        }

        IConfiguration configuration;
        try
        {
            configuration = PortalConfiguration.Read([]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"The folder of {PortalConfiguration.SecretsFolder} is not there, or cannot be read.");
            return 1;
        }

        var findings = await Examination.RunAsync(configuration, StartOptions.Read([], configuration), CancellationToken.None);
        await output.WriteLineAsync(Table(findings));
        return findings.Any(finding => finding.State == FindingState.Wrong) ? 1 : 0;
    }

    private static string Table(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder();
        foreach (var finding in findings)
        {
            var state = finding.State.ToString().ToLowerInvariant();
            TerminalText.Line(text, $"{state, -8} {finding.What, -13} {finding.Words} {finding.Remedy}");
        }

        var counts = Enum.GetValues<FindingState>().Select(state => findings.Count(finding => finding.State == state)).ToArray();
        text.AppendLine();
        TerminalText.Line(text, $"{counts[0]} ok, {counts[1]} warnings, {counts[2]} wrong.");
        return text.ToString().TrimEnd();
    }
}
