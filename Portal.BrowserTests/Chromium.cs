using Microsoft.Playwright;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.BrowserTests;

/// <summary>The one browser of a test run: Debian's Chromium without windows (<c>CHROMIUM</c> names another).</summary>
[SetUpFixture]
public sealed class Chromium
{
    private static readonly Lazy<Task<(IPlaywright Driver, IBrowser Browser)>> Started = new(StartAsync);

    public static async Task<IBrowser> BrowserAsync() => (await Started.Value).Browser;

    [OneTimeTearDown]
    public async Task StopEverything()
    {
        if (Started.IsValueCreated && Started.Value.IsCompletedSuccessfully)
        {
            var (driver, browser) = await Started.Value;
            await browser.CloseAsync();
            driver.Dispose();
        }

        try
        {
            await RunningPortal.StopAllAsync();
        }
        finally
        {
            await TestCluster.StopAsync();
        }
    }

    private static async Task<(IPlaywright Driver, IBrowser Browser)> StartAsync()
    {
        var driver = await Playwright.CreateAsync();
        List<string> arguments =
        [
            "--headless",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        // The sandbox needs rights that root gives away; anybody else keeps it.
        if (Environment.IsPrivilegedProcess)
            arguments.Add("--no-sandbox");
        var browser = await driver.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } path
                    ? path
                    : "/usr/bin/chromium-headless-shell",
                Args = arguments,
            }
        );
        return (driver, browser);
    }
}
