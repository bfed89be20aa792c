using System.Globalization;
using Microsoft.Extensions.Configuration;
using NUnit.Framework;
using Portal.Api.Starting;

namespace Portal.Tests.Starting;

/// <summary>Which day the calendar stands on, by the command line and the setting.</summary>
public sealed class StandingDayTests
{
    [TestCase("", true, "2026-01-20")]
    [TestCase("", false, null)]
    [TestCase("--today real", true, null)]
    [TestCase("--empty --today real", true, null)]
    [TestCase("--today 2025-07-01", true, "2025-07-01")]
    [TestCase("--today=2025-07-01", false, "2025-07-01")]
    [TestCase("--Calendar:Today real", true, null)]
    public void Read_CommandLine_IsTheDay(string arguments, bool hasSamples, string? day)
    {
        var configuration = PortalConfiguration.Read(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That(StandingDay.Fault(configuration, isSampleStart: true), Is.Null);
        Assert.That(StandingDay.Read(configuration, hasSamples)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Is.EqualTo(day));
    }

    [TestCase("20/01/2026")]
    [TestCase("Real")]
    [TestCase("2026-02-30")]
    public void Fault_NeitherDayNorReal_SaysHowToWriteIt(string text) =>
        Assert.That(StandingDay.Fault(PortalConfiguration.Read(["--today", text]), true), Does.Contain("such as 2026-01-20, or real"));

    // A developer's portal with a provider has real people too, and takes no standing day.
    [TestCase("https://id.example", "only the sample network")]
    [TestCase(null, null)]
    public void Faults_InDevelopment_AllowTheSettingWithoutAProviderOnly(string? authority, string? sentence)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["ASPNETCORE_ENVIRONMENT"] = "Development",
                    ["PORTAL_URLS"] = "http://127.0.0.1:0",
                    ["Calendar:Today"] = "2026-01-20",
                    ["OpenIdConnect:Authority"] = authority,
                }.Where(setting => setting.Value is not null)
            )
            .Build();

        var faults = StartRules.Faults(configuration, StartOptions.Read([], configuration));

        Assert.That(faults, sentence is null ? Is.Empty : Has.Some.Contains(sentence));
    }
}
