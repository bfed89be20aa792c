using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Portal.Tests.Database;

namespace Portal.Tests.Http;

/// <summary>The OpenAPI document says what the portal serves, no more and no less.</summary>
[NeedsDatabase]
public sealed class ApiDescriptionTests
{
    [Test]
    public async Task Document_Paths_EqualTheMappedEndpoints()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        var mapped = portal
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                Plain(endpoint).StartsWith("/api/", StringComparison.Ordinal)
                || Plain(endpoint).StartsWith("/health/", StringComparison.Ordinal)
            )
            .SelectMany(endpoint =>
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {Plain(endpoint)}")
            );

        var described = (await DocumentAsync())["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));

        Assert.That(described.Order(), Is.EqualTo(mapped.Distinct().Order()));
    }

    [Test]
    public async Task Document_EveryOperation_HasSummaryNameAndAnswers()
    {
        var operations = (await DocumentAsync())["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .Select(operation => operation.Value!.AsObject());

        Assert.Multiple(() =>
        {
            foreach (var operation in operations)
            {
                Assert.That((string?)operation["summary"], Is.Not.Null.And.Not.Empty, (string?)operation["operationId"]);
                Assert.That((string?)operation["operationId"], Is.Not.Null.And.Not.Empty);
                Assert.That(operation["responses"]!.AsObject(), Is.Not.Empty, (string?)operation["operationId"]);
            }
        });
    }

    [Test]
    public async Task Document_Periods_AreTextAndNoSchemasOfTheirOwn()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.That(schemas["Release"]!["properties"]!["quarter"]!["type"]!.GetValue<string>(), Is.EqualTo("string"));
        Assert.That(schemas["BenchmarkRelease"]!["properties"]!["from"]!["type"]!.GetValue<string>(), Is.EqualTo("string"));
        Assert.That((schemas["Quarter"], schemas["Month"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)));
    }

    [TestCase("ReleaseState", "RUNNING", "FAILED", "DRAFT", "PUBLISHED")]
    [TestCase("SubmissionState", "ACCEPTED", "REPLACED", "WITHDRAWN", "ERASED")]
    [TestCase("CheckState", "NEEDS_MAPPING", "NEEDS_FIXING", "NEEDS_REASONS", "READY")]
    [TestCase("ClosureState", "OPEN", "CLOSED")]
    [TestCase("QuarterState", "OPEN", "DUE", "LATE", "SENT", "NOT_SENT", "NOT_EXPECTED")]
    [TestCase("OptInState", "OPTED_IN", "NOT_OPTED_IN")]
    public async Task Document_States_AreListedByTheirCodes(string schema, params string[] codes)
    {
        var listed = (await DocumentAsync())["components"]!["schemas"]![schema]!["enum"]!.AsArray();

        Assert.That(listed.Select(code => (string?)code), Is.EquivalentTo(codes));
    }

    [TestCase(
        "CheckReport",
        "state",
        "files",
        "totalErrors",
        "totalWarnings",
        "problems",
        "completeness",
        "paired",
        "check",
        "service",
        "period",
        "ruleSet",
        "history",
        "difference",
        "mapping",
        "mappingUsed"
    )]
    [TestCase(
        "Receipt",
        "id",
        "acceptedAt",
        "acceptedBy",
        "replaces",
        "state",
        "files",
        "warnings",
        "withdrawnAt",
        "withdrawnBy",
        "withdrawalReason",
        "replacementReason"
    )]
    [TestCase("RuleLine", "code", "severity", "file", "column", "message", "help", "meaning", "why", "fix", "wrong", "right")]
    [TestCase(
        "PooledLine",
        "k",
        "n",
        "scale",
        "model",
        "withinVariance",
        "tau2Method",
        "methodUsed",
        "test",
        "estimate",
        "se",
        "low",
        "high",
        "pValue",
        "standardised",
        "tau2",
        "tau2Low",
        "tau2High",
        "tau",
        "q",
        "qDf",
        "qPValue",
        "i2",
        "h2",
        "predictionLow",
        "predictionHigh",
        "converged",
        "warnings"
    )]
    [TestCase(
        "OneStageLine",
        "k",
        "n",
        "estimate",
        "se",
        "df",
        "low",
        "high",
        "pValue",
        "tau2",
        "residualVariance",
        "icc",
        "singular",
        "reasons"
    )]
    [TestCase("WholeSample", "n", "meanImprovement", "effectSizes", "oneStage", "oneStageReason")]
    [TestCase(
        "NamedService",
        "shrunken",
        "weight",
        "leaveOneOut",
        "hat",
        "studentisedResidual",
        "dffits",
        "cooksDistance",
        "influential",
        "reasons"
    )]
    [TestCase("PooledShare", "k", "plo", "glmm", "reasons")]
    [TestCase("AttritionLine", "completion", "baselineDifference", "sensitivity")]
    [TestCase(
        "SensitivityLine",
        "started",
        "missing",
        "completers",
        "noChange",
        "regressionImputed",
        "inverseProbability",
        "delta",
        "reliableImprovement"
    )]
    [TestCase("MeasureOutcome", "floorCeiling", "regressionToMean", "reliableChange", "clinical", "attrition")]
    public async Task Document_Schema_HasTheMembersOfTheContract(string schema, params string[] members)
    {
        var properties = (await DocumentAsync())["components"]!["schemas"]![schema]!["properties"]!.AsObject();

        Assert.That(members, Is.SubsetOf(properties.Select(property => property.Key)));
    }

    [Test]
    public async Task Docs_Page_OpensForWhoeverIsSignedIn()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");

        var answer = await client.GetAnswerAsync("/docs/index.html");

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(answer.Body, Does.Contain("API of the Outcomes Portal"));
    }

    private static string Plain(RouteEndpoint endpoint) =>
        "/" + System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!.Trim('/'), @"\{(\w+)[^}]*\}", "{$1}");

    private static async Task<JsonNode> DocumentAsync()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync(null);
        var answer = await client.GetAnswerAsync("/openapi/v1.json");
        Assert.That(answer.Status, Is.EqualTo(200));
        return answer.Json;
    }
}
