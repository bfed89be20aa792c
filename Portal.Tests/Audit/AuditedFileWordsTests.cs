using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Portal.Api.Audit;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Web.Pages.Words;

namespace Portal.Tests.Audit;

/// <summary>Whoever reads the log sees what was looked at, not an address.</summary>
[NeedsDatabase]
public sealed class AuditedFileWordsTests
{
    [Test]
    public async Task Routes_WhoseAnswersAreLogged_HaveNames()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        var logged = portal
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<AuditedRoute>() is not null)
            .Select(route => route.RoutePattern.RawText!.Trim('/').Replace(":required", "", StringComparison.Ordinal))
            .ToList();

        Assert.That(logged, Has.Count.GreaterThan(30));
        Assert.That(logged.Where(pattern => AuditedFileWords.Of(Line(pattern)) is null), Is.Empty);
    }

    [TestCase("network", "Network overview")]
    [TestCase("network/analysis?measure=HADS&subscale=ANXIETY", "Analysis of the network, Hospital Anxiety and Depression Scale: Anxiety")]
    [TestCase(
        "api/v1/services/{service}/charts/pre-post.png?measure=PHQ9&from=2025-01&before=2026-01",
        "One measure before and after (PNG), Patient Health Questionnaire 9, January 2025 to December 2025"
    )]
    [TestCase("api/v1/services/{service}/extracts/{period}/template.xlsx", "Template with the open cases (XLSX)")]
    [TestCase("01a22ed0-6bdf-761b-a8a4-84739777052b", null)]
    [TestCase(null, null)]
    public void Of_Subject_IsInWords(string? subject, string? words) => Assert.That(AuditedFileWords.Of(Line(subject)), Is.EqualTo(words));

    private static AuditLine Line(string? subject) =>
        new(1, DateTimeOffset.UnixEpoch, "lead", AuditEvents.FiguresDownloaded, "HARBOUR", null, subject, null);
}
