using System.Diagnostics;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.SampleNetwork;
using Portal.Tests.Http;

namespace Portal.Tests.Faults;

/// <summary>The portal as <c>./run</c> starts it, killed without warning in the middle of loading the samples, and started again.</summary>
public sealed class KilledSampleLoadTests
{
    // One of them has warnings in every quarter.
    private static readonly string[] Services = ["HARBOUR", "LAPWING", "TEASEL"];

    // Not a private folder: the account of the database must reach it, or the data would go elsewhere and stay.
    private readonly string _state = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "portal-killed-" + Guid.NewGuid().ToString("N")[..12])).FullName;

    [OneTimeSetUp]
    public void CopyPortalWithFewSamples()
    {
        // A checkout of its own, with the program and the extracts of three services.
        var program = Path.GetDirectoryName(typeof(Portal.Web.Program).Assembly.Location)!;
        foreach (var file in Directory.GetFiles(program, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(program, path)))
        {
            var copy = Path.Combine(_state, "program", file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(program, file), copy);
        }

        File.WriteAllText(Path.Combine(_state, "OutcomesPortal.sln"), "");
        var extracts = Directory.CreateDirectory(Path.Combine(_state, "samples", "extracts")).FullName;
        foreach (var service in Services)
            Directory.CreateSymbolicLink(Path.Combine(extracts, service), Path.Combine(RepositoryFolders.SampleExtracts, service));
    }

    [OneTimeTearDown]
    public void RemoveState() => Directory.Delete(_state, recursive: true);

    [Test]
    public async Task Start_AfterKillInTheMiddleOfTheLoad_ResumesAndHoldsEverySubmissionOnce()
    {
        using (var first = Start())
        {
            try
            {
                await LinesUntilAsync(first, line => line.Contains("(9 of 36)", StringComparison.Ordinal));
            }
            finally
            {
                first.Kill();
                await first.WaitForExitAsync();
            }
        }

        using var second = Start();
        try
        {
            var address = (await LinesUntilAsync(second, line => line.Contains("is ready", StringComparison.Ordinal))).Split(' ').Last();
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            using var tokens = await client.PostAsync(new Uri("/dev/tokens", UriKind.Relative), new FormUrlEncodedContent([new("user", "analyst")]));
            var token = (string)JsonNode.Parse(await tokens.Content.ReadAsStringAsync())!["access_token"]!;
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);

            var sent = (await client.GetAnswerAsync("/api/v1/network/submissions")).Json.AsArray();

            Assert.That(sent, Has.Count.EqualTo(SampleServices.All.Count));
            foreach (var service in sent.ToList())
            {
                foreach (var quarter in service!["sent"]!.AsArray())
                {
                    var folder = Path.Combine(RepositoryFolders.SampleExtracts, (string)service["service"]!, (string)quarter!["period"]!);
                    var rows = Directory.GetFiles(folder).Sum(file => File.ReadLines(file).Count() - 1);
                    Assert.That((int)quarter["rows"]!, Is.EqualTo(rows), folder);
                }

                var code = (string)service["service"]!;
                Assert.That(service["sent"]!.AsArray(), Has.Count.EqualTo(Services.Contains(code) ? SampleQuarters.All.Count() : 0), code);
            }
        }
        finally
        {
            await StopAsync(second);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_state, "program", "Portal.Web.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _state };
        start.Environment["PORTAL_STATE"] = _state;
        start.Environment["PORTAL_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<string> LinesUntilAsync(Process process, Func<string, bool> found)
    {
        var seen = new List<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            seen.Add(line);
            if (found(line))
                return line;
        }

        throw new InvalidOperationException("The portal ended before it said what was awaited:\n" + string.Join('\n', seen));
    }

    private static async Task StopAsync(Process process)
    {
        using (Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, "an orderly stop");
    }
}
