using System.Diagnostics;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.SampleNetwork;
using Portal.Tests.Http;

namespace Portal.Tests.Faults;

/// <summary>The portal as <c>./run</c> starts it, killed without warning in the middle of loading the samples, and started again.</summary>
public sealed class KilledSampleLoadTests
{
    // Not a private folder: the account of the database must reach it, or the data would go elsewhere and stay.
    private readonly string _state = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "portal-killed-" + Guid.NewGuid().ToString("N")[..12])).FullName;

    [OneTimeTearDown]
    public void RemoveState() => Directory.Delete(_state, recursive: true);

    [Test]
    public async Task Start_AfterKillInTheMiddleOfTheLoad_ResumesAndHoldsEverySubmissionOnce()
    {
        using (var first = Start())
        {
            try
            {
                await LinesUntilAsync(first, line => line.Contains("(36 of 144)", StringComparison.Ordinal));
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

                Assert.That(service["sent"]!.AsArray(), Has.Count.EqualTo(SampleQuarters.All.Count()), (string)service["service"]!);
            }
        }
        finally
        {
            await StopAsync(second);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Portal.Web.Program).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _state };
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
