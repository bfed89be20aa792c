using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Database;
using Portal.Tests.Http;
using Portal.Tests.Reference;

namespace Portal.Tests.Calculator;

/// <summary>Diagnostics, moderators and subgroups of the calculator against the reference files, over HTTP.</summary>
[NeedsDatabase]
public sealed class ModeratorsOverHttpTests
{
    [TestCase("bcg-logrr-REML-z")]
    [TestCase("bcg-logrr-EE-z")]
    [TestCase("raudenbush1985-REML-knha")]
    public async Task Diagnose_ReferenceCase_GivesEveryExpectedFigure(string id)
    {
        var reference = Case("meta_diagnostics.json", id);
        var answer = await PostAsync(Request(reference, (string)reference.Options["method"]!, (string)reference.Options["test"]!));
        var studies = answer.Json["studies"]!.AsArray();
        JsonArray Each(Func<JsonNode, JsonNode?> figure) => [.. studies.Select(study => figure(study!)?.DeepClone())];
        var without = new JsonObject();
        foreach (
            var (key, name) in new[]
            {
                ("estimate", "estimate"),
                ("se", "se"),
                ("stat", "statistic"),
                ("p", "pValue"),
                ("ci_lb", "low"),
                ("ci_ub", "high"),
                ("Q", "q"),
                ("Q_p", "qPValue"),
                ("tau2", "tau2"),
                ("I2", "i2"),
                ("H2", "h2"),
            }
        )
            without[key] = Each(study => study["leaveOneOut"]![name]);

        ReferenceComparison.AssertAgrees(
            reference,
            new JsonObject
            {
                ["leave_one_out"] = without,
                ["influence"] = new JsonObject
                {
                    ["rstudent"] = Each(study => study["studentisedResidual"]),
                    ["dffits"] = Each(study => study["dffits"]),
                    ["cook_d"] = Each(study => study["cooksDistance"]),
                    ["cov_r"] = Each(study => study["covarianceRatio"]),
                    ["tau2_del"] = Each(study => study["leaveOneOut"]!["tau2"] ?? 0),
                    ["QE_del"] = Each(study => study["leaveOneOut"]!["q"]),
                    ["hat"] = Each(study => study["hat"]),
                    ["weight_pct"] = Each(study => study["weight"]),
                    ["dfbetas"] = Each(study => study["dfbetas"]),
                    ["influential"] = Each(study => study["influential"]),
                },
            }
        );
    }

    [Test]
    public async Task Diagnose_TwoStudies_SaysWhyThereIsNoDiagnosis()
    {
        var answer = await PostAsync("""{"studies":[{"effect":1,"variance":0.2},{"effect":2,"variance":0.3}]}""");

        var first = answer.Json["studies"]![0]!;
        Assert.That((double?)first["leaveOneOut"]!["estimate"], Is.EqualTo(2));
        Assert.That(
            (first["dffits"], (string?)first["reasons"]!["dffits"], (string?)first["reasons"]!["leaveOneOut.tau2"]),
            Is.EqualTo(((JsonNode?)null, "TOO_FEW_STUDIES", "ONE_STUDY"))
        );
    }

    [TestCase(1, "ONE_STUDY")]
    [TestCase(2001, "TOO_MANY_STUDIES")]
    public async Task Diagnose_OneStudyOrTooMany_LeavesNoneOutAndSaysWhy(int studies, string reason)
    {
        var list = string.Join(
            ',',
            Enumerable
                .Range(0, studies)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"effect\":{i % 7},\"variance\":0.2}}"))
        );

        var answer = await PostAsync($$"""{"studies":[{{list}}]}""");

        Assert.That(
            (
                answer.Json["studies"]![0]!["leaveOneOut"],
                answer.Json["studies"]![0]!["influential"],
                (string?)answer.Json["reasons"]!["studies.leaveOneOut"]
            ),
            Is.EqualTo(((JsonNode?)null, (JsonNode?)null, reason))
        );
    }

    [TestCase("bcg-ablat", "REML", "knha")]
    [TestCase("bcg-ablat", "EE", "z")]
    [TestCase("bcg-ablat-year", "DL", "t")]
    [TestCase("bcg-alloc-factor", "REML", "adhoc")]
    public async Task Regress_ReferenceCase_GivesExpectedFigures(string id, string method, string test)
    {
        var reference = Case("meta_regression.json", id);
        var request = Request(reference, method, test);
        var rows = reference.Input["X"]!
            .AsArray()
            .Select(row => new JsonArray([.. row!.AsArray().Skip(1).Select(x => x!.DeepClone())]))
            .ToArray();
        request["moderators"] = new JsonObject
        {
            ["names"] = new JsonArray([.. Enumerable.Range(1, rows[0].Count).Select(place => JsonValue.Create($"x{place}"))]),
            ["rows"] = new JsonArray([.. rows]),
            ["at"] = new JsonArray([.. (reference.Input["new_X"]?.AsArray() ?? []).Select(row => new JsonArray(row![1]!.DeepClone()))]),
        };

        var answer = await PostAsync(request);
        var found = answer.Json["moderators"]!;
        var expected = reference.Expected["methods"]![method]!;
        ReferenceComparison.AssertAgrees(
            reference with
            {
                Expected = expected[test]!.AsObject(),
            },
            Parallel(found["coefficients"]!.AsArray())
        );
        foreach (var (name, key) in new[] { ("tau2", "tau2"), ("knappHartungScale", "hk_scale"), ("i2", "I2"), ("h2", "H2"), ("r2", "R2") })
        {
            if (expected[key] is { } figure)
                ReferenceComparison.AssertAgrees(
                    reference with
                    {
                        Expected = new JsonObject { [key] = figure.DeepClone() },
                    },
                    new JsonObject { [key] = found[name]!.DeepClone() }
                );
        }

        if (expected["omnibus"]![test] is { } omnibus)
            Assert.That((double?)found["omnibus"]!["pValue"], Is.EqualTo((double)omnibus["p"]!).Within(1e-7).Percent);
        if (test == "knha" && reference.Input.Has("new_X"))
        {
            var at = Parallel(found["expected"]!.AsArray());
            ReferenceComparison.AssertAgrees(
                reference with
                {
                    Expected = expected["predict_knha"]!.AsObject(),
                },
                new JsonObject
                {
                    ["pred"] = at["estimate"]!.DeepClone(),
                    ["se"] = at["se"]!.DeepClone(),
                    ["ci_lb"] = at["ci_lb"]!.DeepClone(),
                    ["ci_ub"] = at["ci_ub"]!.DeepClone(),
                    ["pi_lb"] = at["predictionLow"]!.DeepClone(),
                    ["pi_ub"] = at["predictionHigh"]!.DeepClone(),
                }
            );
        }
    }

    [TestCase("""[[1],[1],[1]]""", "COLLINEAR")]
    [TestCase("""[[1,4],[2,1],[3,5]]""", "TOO_FEW_STUDIES")]
    public async Task Regress_WhatIsNotDetermined_IsNullWithAReasonBesideThePooledResult(string rows, string reason)
    {
        var names = rows.Contains("],[2,", StringComparison.Ordinal) ? """["a","b"]""" : """["a"]""";
        var answer = await PostAsync($$$"""{"studies":[{{{ThreeStudies}}}],"moderators":{"names":{{{names}}},"rows":{{{rows}}}}}""");

        Assert.That(
            (answer.Json["moderators"], (string?)answer.Json["reasons"]!["moderators"], (int?)answer.Json["pooled"]!["k"]),
            Is.EqualTo(((JsonNode?)null, reason, (int?)3))
        );
    }

    [Test]
    public async Task Regress_ModeratorBeyondDoublePrecision_IsRefusedByStudy()
    {
        var answer = await AnswerAsync($$$"""{"studies":[{{{ThreeStudies}}}],"moderators":{"names":["a"],"rows":[[1],[2],[1e200]]}}""");

        Assert.That(
            (answer.Status, answer.Code, (string?)answer.Json["studies"]![0]!["label"]),
            Is.EqualTo((422, "STUDIES_REFUSED", "study 3"))
        );
    }

    [Test]
    public async Task Compare_ReferenceSubgroups_GivesExpectedMeansBothWays()
    {
        var (separate, cells) = (
            Case("meta_regression.json", "bcg-alloc-separate-tau2"),
            Case("meta_regression.json", "bcg-alloc-cellmeans")
        );
        var request = Request(separate, "REML", "z");
        request["subgroups"] = separate.Input["group"]!.DeepClone();

        var found = (await PostAsync(request)).Json["subgroups"]!;

        ReferenceComparison.AssertAgrees(
            cells with
            {
                Expected = cells.Expected["methods"]!["REML"]!["z"]!.AsObject(),
            },
            Parallel(found["sharedTau2"]!["groups"]!.AsArray())
        );
        var alone = found["separateTau2"]!["groups"]!.AsArray();
        foreach (var (key, name) in new[] { ("estimate", "estimate"), ("se", "se"), ("tau2", "tau2"), ("k", "k") })
        {
            ReferenceComparison.AssertAgrees(
                separate with
                {
                    Expected = new JsonObject { [key] = separate.Expected[key]!.DeepClone() },
                },
                new JsonObject { [key] = new JsonArray([.. alone.Select(group => group!["pooled"]![name]!.DeepClone())]) }
            );
        }

        Assert.That(
            (double?)found["separateTau2"]!["between"]!["statistic"],
            Is.EqualTo((double)separate.Expected["Q_between"]!).Within(1e-7)
        );
        Assert.That((string?)found["sharedTau2"]!["between"]!["kind"], Is.EqualTo("CHI_SQUARED"));
        Assert.That(found["reasons"]!.AsObject(), Is.Empty);
    }

    [Test]
    public async Task Compare_EachStudyItsOwnSubgroup_HasNoSharedTau2AndSaysWhy()
    {
        var found = (await PostAsync($$"""{"studies":[{{ThreeStudies}}],"subgroups":["a","b","c"]}""")).Json["subgroups"]!;

        Assert.That(
            (found["sharedTau2"], (string?)found["reasons"]!["sharedTau2"], found["separateTau2"]!["groups"]!.AsArray().Count),
            Is.EqualTo(((JsonNode?)null, "TOO_FEW_STUDIES", 3))
        );
    }

    [Test]
    public async Task Compare_OneSubgroup_HasNothingBetweenAndSaysWhy()
    {
        var found = (await PostAsync($$"""{"studies":[{{ThreeStudies}}],"subgroups":["a","a","a"]}""")).Json["subgroups"]!;

        Assert.That(
            ((string?)found["reasons"]!["sharedTau2.between"], (string?)found["reasons"]!["separateTau2.between"]),
            Is.EqualTo(("NOT_IN_MODEL", "NOT_IN_MODEL"))
        );
    }

    [TestCase(51, "SUBGROUPS_TOO_MANY")]
    public async Task Compare_MoreSubgroupsThanOneRequestMayHold_Is400(int groups, string code)
    {
        var studies = string.Join(',', Enumerable.Range(0, groups).Select(_ => """{"effect":1,"variance":1}"""));
        var names = string.Join(',', Enumerable.Range(0, groups).Select(place => $"\"g{place}\""));

        var answer = await AnswerAsync($$"""{"studies":[{{studies}}],"subgroups":[{{names}}]}""");

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, code)));
    }

    [Test]
    public async Task Regress_MoreModeratorsThanOneRequestMayHold_Is400()
    {
        var (names, row) = (string.Join(',', Enumerable.Repeat("\"x\"", 50)), string.Join(',', Enumerable.Repeat("1", 50)));

        var answer = await AnswerAsync(
            $$$"""{"studies":[{"effect":1,"variance":1}],"moderators":{"names":[{{{names}}}],"rows":[[{{{row}}}]]}}"""
        );

        Assert.That((answer.Status, answer.Code), Is.EqualTo((400, "MODERATORS_TOO_MANY")));
    }

    private const string ThreeStudies = """{"effect":1,"variance":0.2},{"effect":2,"variance":0.3},{"effect":4,"variance":0.1}""";

    private static ReferenceCase Case(string file, string id) => ReferenceCase.CasesOf(file).Single(reference => reference.Id == id);

    private static JsonObject Request(ReferenceCase reference, string method, string test) =>
        new()
        {
            ["model"] = method == "EE" ? "COMMON" : "RANDOM",
            ["tau2Method"] = method == "EE" ? "REML" : method,
            ["test"] = test,
            ["level"] = reference.Level,
            ["studies"] = new JsonArray([
                .. reference.Studies().Select(study => new JsonObject { ["effect"] = study.Effect, ["variance"] = study.Variance }),
            ]),
        };

    // Rows of the answer as the parallel lists of the reference files; what has no name there keeps its own.
    private static JsonObject Parallel(JsonArray rows)
    {
        var names = new Dictionary<string, string>
        {
            ["statistic"] = "stat",
            ["pValue"] = "p",
            ["low"] = "ci_lb",
            ["high"] = "ci_ub",
        };
        var lists = new JsonObject();
        foreach (var name in rows[0]!.AsObject().Select(member => member.Key))
            lists[names.GetValueOrDefault(name, name)] = new JsonArray([.. rows.Select(row => row![name]?.DeepClone())]);
        return lists;
    }

    private static Task<HttpAnswer> PostAsync(JsonNode request) => PostAsync(request.ToJsonString());

    private static async Task<HttpAnswer> PostAsync(string request)
    {
        var answer = await AnswerAsync(request);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer;
    }

    private static async Task<HttpAnswer> AnswerAsync(string request)
    {
        var portal = await RunningPortal.WithSamplesAsync();
        using var client = await portal.ClientAsync("analyst");
        return await client.PostAnswerAsync("/api/v1/analysis/meta", Requests.Json(request));
    }
}
