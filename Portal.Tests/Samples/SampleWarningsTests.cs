using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Api.Extracts.Rules;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Samples;

/// <summary>What the rules of history find in the sample network while it is loaded: the two faults that it holds on purpose, and no flood beside them.</summary>
[NeedsDatabase]
public sealed class SampleWarningsTests
{
    private sealed record Found(string Service, string Period, string Code, int Count, string Reason);

    [TestCase("history.direction_reversed", "LAPWING")]
    [TestCase("history.low_pairing", "SAMPHIRE")]
    public async Task Loading_FaultOfAService_IsFoundThereAndNowhereElse(string code, string service)
    {
        var found = (await FoundAsync()).Where(warning => warning.Code == code).ToList();

        Assert.That(found.Select(warning => warning.Service).Distinct(), Is.EqualTo(new[] { service }));
        Assert.That(found.Select(warning => warning.Reason), Is.All.EqualTo("OTHER"));
    }

    [Test]
    public async Task Loading_RulesOfHistory_GiveNoFalseAlarms()
    {
        var found = await FoundAsync();
        foreach (var rule in found.GroupBy(warning => warning.Code))
            await TestContext.Out.WriteLineAsync(
                FormattableString.Invariant(
                    $"{rule.Key}: {rule.Count()} extracts of {rule.Select(warning => warning.Service).Distinct().Count()} services, {rule.Sum(warning => warning.Count)} times"
                )
            );

        Assert.That(
            found.Select(warning => warning.Code).Distinct(),
            Is.EquivalentTo(new[] { "history.direction_reversed", "history.low_pairing" })
        );
    }

    private static async Task<IReadOnlyList<Found>> FoundAsync()
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var analyst = await portal.ClientAsync("analyst");
        var services = (await analyst.GetAnswerAsync("/api/v1/network/submissions")).Json.AsArray();
        return
        [
            .. services
                .SelectMany(service =>
                    service!["sent"]!
                        .AsArray()
                        .SelectMany(sent => sent!["warnings"]!.AsArray().Select(warning => OfJson(service, sent, warning!)))
                )
                .Where(warning => RuleCatalogue.Find(warning.Code)!.Gate == Gate.History),
        ];
    }

    private static Found OfJson(JsonNode service, JsonNode sent, JsonNode warning) =>
        new(
            (string)service["service"]!,
            (string)sent["period"]!,
            (string)warning["code"]!,
            (int)warning["count"]!,
            (string)warning["reason"]!
        );
}
