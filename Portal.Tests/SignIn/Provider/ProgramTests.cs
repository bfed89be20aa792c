using System.Diagnostics;
using NUnit.Framework;
using Portal.TestIdentity;

namespace Portal.Tests.SignIn.Provider;

/// <summary>The provider as a program beside a portal that a person starts.</summary>
public sealed class ProgramTests
{
    private string _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("portal-provider-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Run_UntilItIsStopped_LeavesSettingsByWhichAnotherProcessTrustsIt()
    {
        using var program = Start("dotnet", null, typeof(IdentityProvider).Assembly.Location, "--folder", _folder);
        try
        {
            Assert.That(
                await program.StandardOutput.ReadLineAsync(),
                Does.StartWith("Test identity, not for production: https://localhost:")
            );
            Assert.That(await program.StandardOutput.ReadLineAsync(), Does.StartWith("Settings: "));
            var settings = await ReadAsync("entra.env");
            var address = settings["AzureAd__Instance"] + settings["AzureAd__TenantId"] + "/v2.0/.well-known/openid-configuration";

            using var curl = Start("curl", settings["SSL_CERT_FILE"], "--silent", "--show-error", address);

            Assert.That(await curl.StandardOutput.ReadToEndAsync(), Does.Contain("\"issuer\""));
            Assert.That(settings.Keys, Is.SupersetOf(new[] { "AzureAd__ClientSecret", "Api__ClientId", "AllowedTenants__0" }));
            Assert.That((await ReadAsync("generic.env"))["OpenIdConnect__Authority"], Does.EndWith("/generic"));
        }
        finally
        {
            using var stop = Process.Start("kill", [$"{program.Id}"]);
            await program.WaitForExitAsync();
        }
        Assert.That(program.ExitCode, Is.Zero);
        Assert.That(Directory.GetFiles(_folder, "*.env"), Is.Empty, "nobody takes a provider that has ended for one that runs");
    }

    private static Process Start(string program, string? trusted, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        if (trusted is not null)
        {
            start.Environment["SSL_CERT_FILE"] = trusted;
            // With curl these win, where a machine has them.
            start.Environment.Remove("CURL_CA_BUNDLE");
            start.Environment.Remove("SSL_CERT_DIR");
        }
        return Process.Start(start)!;
    }

    private async Task<Dictionary<string, string>> ReadAsync(string file) =>
        (await File.ReadAllLinesAsync(Path.Combine(_folder, file)))
            .Select(line => line.Split('=', 2))
            .ToDictionary(line => line[0], line => line[1]);
}
