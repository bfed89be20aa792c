using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;

namespace Portal.Tests.Calculator;

/// <summary>The calculator against the expected values of meta_random_effects.json and effect_sizes_paired.json, over HTTP.</summary>
[NeedsDatabase]
public sealed class PoolFiguresOverHttpTests
{
    private const double Tolerance = 1e-8;

    private static readonly JsonObject Reference = Read("meta_random_effects.json");

    private static IEnumerable<string> Fits =>
        Reference["cases"]!
            .AsArray()
            .Where(one => one!["expected"]!["methods"] is not null && one["input"]!["yi"]!.AsArray().Count > 1)
            .Select(one => (string)one!["id"]!);

    [TestCaseSource(nameof(Fits))]
    public async Task Pool_ReferenceCase_GivesExpectedEstimateAndLimits(string id)
    {
        var reference = Case(Reference, id);
        var studies = Studies(reference);
        foreach (var (model, method, key) in new[] { ("COMMON", "REML", "EE"), ("RANDOM", "DL", "DL"), ("RANDOM", "REML", "REML") })
        {
            foreach (var test in new[] { "z", "knha", "adhoc" })
            {
                if (reference["expected"]!["methods"]![key]?[test] is not { } expected)
                    continue;
                var answer = await PostAsync(
                    new JsonObject
                    {
                        ["model"] = model,
                        ["tau2Method"] = method,
                        ["test"] = test,
                        ["level"] = (double)reference["options"]!["level"]!,
                        ["studies"] = studies.DeepClone(),
                    }
                );
                Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
                var pooled = answer.Json["pooled"]!;
                Assert.Multiple(() =>
                {
                    AssertNear(pooled["estimate"], expected["estimate"], $"{key} {test} estimate");
                    AssertNear(pooled["se"], expected["se"], $"{key} {test} se");
                    AssertNear(pooled["low"], expected["ci_lb"], $"{key} {test} low");
                    AssertNear(pooled["high"], expected["ci_ub"], $"{key} {test} high");
                    AssertNear(pooled["qPValue"], reference["expected"]!["QE_p"], $"{key} Q p");
                    if (model == "RANDOM")
                        AssertNear(pooled["tau2"], reference["expected"]!["methods"]![key]!["tau2"], $"{key} tau2");
                });
            }
        }
    }

    [TestCase("0")]
    [TestCase("-0.02")]
    public async Task Pool_VarianceNotPositive_Is422AndNamesTheStudy(string variance)
    {
        var answer = await PostAsync(
            JsonNode.Parse(
                $$"""
                {"studies":[{"label":"North","effect":0.4,"variance":0.02},{"label":"West team","effect":0.1,"variance":{{variance}}}]}
                """
            )!
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((422, "STUDIES_REFUSED")));
        var refused = answer.Json["studies"]!.AsArray().Single()!;
        Assert.That(((string?)refused["label"], (string?)refused["reason"]), Is.EqualTo(("West team", "INVALID_VARIANCE")));
        Assert.That((string?)answer.Json["detail"], Does.Contain("West team"));
    }

    [TestCase("MC", "mc", "vi")]
    [TestCase("SMCR", "smcr", "vi_ls")]
    [TestCase("SMCRH", "smcrh", "vi")]
    [TestCase("SMCC", "smcc", "vi_ls")]
    public async Task Pool_SummaryRows_GiveExpectedEffects(string kind, string key, string varianceKey)
    {
        var reference = Case(Read("effect_sizes_paired.json"), "morris2008-treatment");
        var input = reference["input"]!;
        var studies = new JsonArray();
        for (var row = 0; row < input["n"]!.AsArray().Count; row++)
        {
            studies.Add(
                new JsonObject
                {
                    ["label"] = $"row {row}",
                    ["kind"] = kind,
                    ["n"] = (int)input["n"]![row]!,
                    ["preMean"] = (double)input["m_pre"]![row]!,
                    ["preSd"] = (double)input["sd_pre"]![row]!,
                    ["postMean"] = (double)input["m_post"]![row]!,
                    ["postSd"] = (double)input["sd_post"]![row]!,
                    ["correlation"] = (double)input["r"]![row]!,
                }
            );
        }

        var answer = await PostAsync(new JsonObject { ["studies"] = studies });

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        Assert.That((int)answer.Json["pooled"]!["n"]!, Is.EqualTo(input["n"]!.AsArray().Sum(n => (int)n!)));
        Assert.Multiple(() =>
        {
            for (var row = 0; row < studies.Count; row++)
            {
                AssertNear(answer.Json["studies"]![row]!["effect"], reference["expected"]![key]!["yi"]![row], $"effect {row}");
                AssertNear(answer.Json["studies"]![row]!["variance"], reference["expected"]![key]![varianceKey]![row], $"variance {row}");
            }
        });
    }

    [TestCase("""{"studies":[]}""", "STUDIES_MISSING")]
    [TestCase("""{}""", "STUDIES_MISSING")]
    [TestCase("""{"test":"bayes","studies":[{"effect":1,"variance":1}]}""", "OPTION_UNKNOWN")]
    [TestCase("""{"tau2Method":"0","studies":[{"effect":1,"variance":1}]}""", "OPTION_UNKNOWN")]
    [TestCase("""{"level":95,"studies":[{"effect":1,"variance":1}]}""", "OPTION_UNKNOWN")]
    [TestCase("""[1,2""", "BODY_MALFORMED")]
    [TestCase("""{"studies":"none"}""", "BODY_MALFORMED")]
    [TestCase("""{"studies":[null]}""", "STUDIES_MISSING")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"subgroups":[]}""", "SUBGROUPS_MALFORMED")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"subgroups":[" "]}""", "SUBGROUPS_MALFORMED")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":["x"]}}""", "MODERATORS_MALFORMED")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":[],"rows":[[]]}}""", "MODERATORS_MALFORMED")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":["x"],"rows":[[1,2]]}}""", "MODERATORS_MALFORMED")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":["x"],"rows":[null]}}""", "MODERATORS_MALFORMED")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":["x"],"rows":[[1]],"at":[[1,2]]}}""", "MODERATORS_MALFORMED")]
    [TestCase(
        """{"studies":[{"effect":1,"variance":1}],"moderators":{"names":["x"],"rows":[[1]],"at":[[1e999]]}}""",
        "MODERATORS_MALFORMED"
    )]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":["x"],"rows":[["1"]]}}""", "BODY_MALFORMED")]
    public async Task Pool_MalformedRequest_Is400(string body, string code)
    {
        var answer = await PostTextAsync(body);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, code)));
    }

    private const string Mean = """{"label":"North","kind":"MC","n":20,"preMean":12,"preSd":4,"postMean":9,"postSd":4,"correlation":0.5}""";

    // Points and standard deviations were pooled as one before.
    [TestCase("SMCR", "North is in points, West is in standard deviations of the first scores")]
    [TestCase("SMCC", "North is in points, West is in standard deviations of the changes")]
    public async Task Pool_KindsOnDifferentScales_IsRefusedByName(string kind, string words)
    {
        var answer = await PostTextAsync($$"""{"studies":[{{Mean}},{{Mean.Replace("North", "West").Replace("MC", kind)}}]}""");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((422, "EFFECTS_ON_DIFFERENT_SCALES")));
        Assert.That((string?)answer.Json["detail"], Does.Contain(words));
    }

    [Test]
    public async Task Pool_EffectBesideSummaryFigures_NeedsItsKind()
    {
        var without = await PostTextAsync($$"""{"studies":[{{Mean}},{"label":"Paper","effect":-2,"variance":0.5}]}""");
        var with = await PostTextAsync($$"""{"studies":[{{Mean}},{"label":"Paper","kind":"MC","effect":-2,"variance":0.5}]}""");

        Assert.That((without.Status, without.Code), Is.EqualTo((422, "EFFECTS_ON_DIFFERENT_SCALES")));
        Assert.That((string?)without.Json["detail"], Does.Contain("Paper is on a scale that is not stated"));
        Assert.That(with.Status, Is.EqualTo(200), with.Body);
        Assert.That((double)with.Json["studies"]![1]!["effect"]!, Is.EqualTo(-2));
    }

    [Test]
    public async Task Pool_BothMeasuresByTheFirstSpread_AreOneScale()
    {
        var answer = await PostTextAsync(
            $$"""{"studies":[{{Mean.Replace("MC", "SMCR")}},{{Mean.Replace("North", "West").Replace("MC", "SMCRH")}}]}"""
        );

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
    }

    [TestCase("\"n\":20", "\"n\":1", "N_BELOW_TWO", "North: n must be at least 2.")]
    [TestCase("\"preMean\":12,", "", "FIGURES_MISSING", "North: give effect and variance, or all of n")]
    [TestCase("\"kind\":\"MC\"", "\"kind\":\"SMD\"", "KIND_UNKNOWN", "North: kind is MC")]
    [TestCase("\"n\":20", "\"n\":20,\"effect\":1,\"variance\":1", "EFFECT_AND_FIGURES", "North: give effect and variance, or summary")]
    [TestCase("\"correlation\":0.5", "\"correlation\":1.5", "CORRELATION_OUT_OF_RANGE", "North: the correlation must be")]
    [TestCase("\"postSd\":4", "\"postSd\":-4", "SD_NEGATIVE", "North: a standard deviation cannot be negative.")]
    public async Task Pool_WrongFigure_IsRefusedWithTheStudyAndTheReason(string right, string wrong, string reason, string words)
    {
        var answer = await PostTextAsync($$"""{"studies":[{{Mean.Replace(right, wrong)}}]}""");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((422, "STUDIES_REFUSED")), answer.Body);
        Assert.That((string?)answer.Json["studies"]![0]!["reason"], Is.EqualTo(reason));
        Assert.That((string?)answer.Json["detail"], Does.Contain(words).And.Not.Contain("()"));
    }

    // Such a member was left out in silence, and the analysis of record made instead of the one asked for.
    [TestCase("""{"tauMethod":"DL","studies":[{"effect":1,"variance":1}]}""", "tauMethod")]
    [TestCase("""{"studies":[{"effect":1,"vi":1}]}""", "vi")]
    [TestCase("""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":["x"],"rows":[[1]],"centre":true}}""", "centre")]
    public async Task Pool_UnknownMember_IsRefusedByName(string body, string member)
    {
        var answer = await PostTextAsync(body);

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "MEMBER_UNKNOWN")));
        Assert.That((string?)answer.Json["detail"], Does.StartWith($"The member {member} is not known."));
    }

    [Test]
    public async Task Pool_OneStudy_SaysThatItsIntervalIsNormal()
    {
        var answer = await PostTextAsync("""{"studies":[{"effect":1,"variance":0.25}]}""");

        var pooled = answer.Json["pooled"]!;
        Assert.That(((string?)pooled["test"], (string?)pooled["methodUsed"]), Is.EqualTo(("z", (string?)null)));
        Assert.That((double)pooled["high"]!, Is.EqualTo(1 + 1.959964 * 0.5).Within(1e-6));
    }

    [Test]
    public async Task Pool_TooWideTogether_IsRefusedWithoutEmptyBrackets()
    {
        var answer = await PostTextAsync("""{"studies":[{"effect":1,"variance":1e-140},{"effect":1,"variance":1}]}""");

        Assert.That(answer.Status, Is.EqualTo(422));
        Assert.That((string?)answer.Json["detail"], Does.Contain("too many orders of magnitude").And.Not.Contain("("));
    }

    // Expected values: Reference/make/bayesian_pooling.py, "three services".
    [Test]
    public async Task Pool_WithAPrior_GivesTheBayesianFigureToo()
    {
        const string studies = """[{"effect":2.1,"variance":0.5},{"effect":4,"variance":0.8},{"effect":3.2,"variance":0.3}]""";
        var with = await PostTextAsync($$"""{"tauPrior":2,"studies":{{studies}}}""");
        var without = await PostTextAsync($$"""{"studies":{{studies}}}""");
        var wrong = await PostTextAsync($$"""{"tauPrior":0,"studies":{{studies}}}""");

        var found = with.Json["bayesian"]!;
        Assert.That((double)found["priorScale"]!, Is.EqualTo(2));
        Assert.That((double)found["low"]!, Is.EqualTo(1.306637585).Within(1e-5));
        Assert.That((double)found["predictionHigh"]!, Is.EqualTo(6.410138604).Within(1e-4));
        Assert.That(without.Json["bayesian"], Is.Null, "the unit of these effects is not known");
        Assert.That((wrong.Status, wrong.Code), Is.EqualTo((400, "OPTION_UNKNOWN")));
    }

    private static JsonArray Studies(JsonNode reference)
    {
        var (effects, variances) = (reference["input"]!["yi"]!.AsArray(), reference["input"]!["vi"]!.AsArray());
        return
        [
            .. effects.Select(
                (effect, place) =>
                    new JsonObject
                    {
                        ["label"] = $"study {place}",
                        ["effect"] = (double)effect!,
                        ["variance"] = (double)variances[place]!,
                    }
            ),
        ];
    }

    private static async Task<HttpAnswer> PostAsync(JsonNode request) => await PostTextAsync(request.ToJsonString());

    private static async Task<HttpAnswer> PostTextAsync(string request)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");
        return await client.PostAnswerAsync("/api/v1/analysis/meta", Requests.Json(request));
    }

    private static void AssertNear(JsonNode? actual, JsonNode? expected, string what)
    {
        if (expected is null)
            Assert.That(actual, Is.Null, what);
        else
            Assert.That((double?)actual, Is.EqualTo((double)expected).Within(Tolerance * Math.Abs((double)expected) + 1e-12), what);
    }

    private static JsonNode Case(JsonObject file, string id) => file["cases"]!.AsArray().Single(one => (string)one!["id"]! == id)!;

    private static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "expected", file)))!.AsObject();
}
