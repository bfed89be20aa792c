using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Reference;

public sealed class MetaRegressionTests
{
    private const string File = "meta_regression.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Fit_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(reference, reference.Input.Has("group") ? SeparateSubgroups(reference) : Regression(reference));

    [Test]
    public void Subgroups_SharedTau2_AreTheCellMeansAndTheFactorTestOfTheReference()
    {
        var cases = ReferenceCase.CasesOf(File).ToDictionary(reference => reference.Id);
        var (cells, factor) = (cases["bcg-alloc-cellmeans"], cases["bcg-alloc-factor"]);
        var options = new PoolingOptions(PoolingModel.Random, Tau2Method.REML, PoolingTest.Knha, 0.95);

        var subgroups = Subgroups.WithSharedTau2(cells.Studies(), Labels(cases["bcg-alloc-separate-tau2"]), options);

        var found = ((Estimated<SubgroupsWithSharedTau2>.Defined)subgroups).Value;
        var expected = cells.Expected["methods"]!["REML"]!["knha"]!;
        ReferenceComparison.AssertAgrees(
            cells with
            {
                Expected = expected.AsObject(),
            },
            CoefficientAnswer.Of([.. found.Groups.Select(group => group.Mean)])
        );
        ReferenceComparison.AssertAgrees(
            factor with
            {
                Expected = factor.Expected["methods"]!["REML"]!["omnibus"]!["knha"]!.AsObject(),
            },
            Omnibus(found.Between)
        );
        Assert.That(
            found.Groups.Select(group => (group.Group, group.K)),
            Is.EqualTo(new[] { ("alternate", 2), ("random", 7), ("systematic", 4) })
        );
    }

    [Test]
    public void FactorColumns_OfLabels_AreTheDesignOfTheReference()
    {
        var cases = ReferenceCase.CasesOf(File).ToDictionary(reference => reference.Id);

        Assert.That(
            FactorColumns.WithIntercept(Labels(cases["bcg-alloc-separate-tau2"])).Rows,
            Is.EqualTo(cases["bcg-alloc-factor"].Input.Matrix("X"))
        );
    }

    private static JsonObject Regression(ReferenceCase reference)
    {
        var options = new PoolingOptions(PoolingModel.Random, Tau2Method.REML, PoolingTest.Z, reference.Level);
        var fitted = Fit(reference, options);
        var (tau2, i2, h2) = (fitted.Tau2Interval.ValueOrNull(), fitted.I2Interval.ValueOrNull(), fitted.H2Interval.ValueOrNull());
        var methods = new JsonObject { ["EE"] = Method(reference, options with { Model = PoolingModel.Common }) };
        foreach (var method in Enum.GetValues<Tau2Method>())
            methods[method.ToString()] = Method(reference, options with { Method = method });
        return new JsonObject
        {
            ["k"] = fitted.K,
            ["p"] = fitted.Coefficients.Count,
            ["QE"] = fitted.Q,
            ["QE_df"] = fitted.QDf,
            ["QE_p"] = fitted.QPValue,
            ["tau2_ci_qprofile"] = new JsonObject
            {
                ["lb"] = tau2?.Low,
                ["ub"] = tau2?.High,
                ["I2_lb"] = i2?.Low,
                ["I2_ub"] = i2?.High,
                ["H2_lb"] = h2?.Low,
                ["H2_ub"] = h2?.High,
                ["null_set"] = fitted.Warnings.Contains(PoolingWarning.Tau2IntervalEmpty),
            },
            ["methods"] = methods,
        };
    }

    private static JsonObject Method(ReferenceCase reference, PoolingOptions options)
    {
        var answer = new JsonObject();
        var omnibus = new JsonObject();
        foreach (var test in Enum.GetValues<PoolingTest>())
        {
            var by = Fit(reference, options with { Test = test });
            var name = test.ToString().ToLowerInvariant();
            answer[name] = CoefficientAnswer.Of(by.Coefficients);
            omnibus[name] = Omnibus(by.Omnibus);
        }

        var z = Fit(reference, options);
        answer["tau2"] = z.Tau2.ValueOrNull();
        answer["se_tau2"] = z.SeTau2.ValueOrNull();
        answer["I2"] = z.I2;
        answer["H2"] = z.H2;
        answer["hk_scale"] = z.KnappHartungScale;
        answer["R2"] = z.R2.ValueOrNull();
        answer["omnibus"] = omnibus;
        answer["vcov"] = new JsonArray([.. z.Covariance.Select(row => ReferenceAnswer.List(row, value => value))]);
        if (reference.Input.Has("new_X"))
            answer["predict_knha"] = Predictions(
                Fit(reference, options with { Test = PoolingTest.Knha }),
                reference.Input.Matrix("new_X")!
            );
        return answer;
    }

    private static JsonObject Predictions(RegressionResult fitted, double[][] rows)
    {
        var expected = rows.Select(row => fitted.At(row)).ToArray();
        return new JsonObject
        {
            ["pred"] = ReferenceAnswer.List(expected, one => one.Estimate),
            ["se"] = ReferenceAnswer.List(expected, one => one.StandardError),
            ["ci_lb"] = ReferenceAnswer.List(expected, one => one.Interval.Low),
            ["ci_ub"] = ReferenceAnswer.List(expected, one => one.Interval.High),
            ["pi_lb"] = ReferenceAnswer.List(expected, one => one.Prediction.ValueOrNull()?.Low),
            ["pi_ub"] = ReferenceAnswer.List(expected, one => one.Prediction.ValueOrNull()?.High),
        };
    }

    private static JsonObject SeparateSubgroups(ReferenceCase reference)
    {
        Assert.That((string?)reference.Options["tau2"], Is.EqualTo("separate"), "Cases with groups are of a tau2 for each.");
        SubgroupsWithSeparateTau2 By(PoolingTest test) =>
            Subgroups.WithSeparateTau2(reference.Studies(), Labels(reference), reference.PoolingOptions() with { Test = test });

        var (z, knha) = (By(PoolingTest.Z), By(PoolingTest.Knha));
        var between = ((Estimated<OmnibusTest>.Defined)z.Between).Value;
        return new JsonObject
        {
            ["group"] = new JsonArray([.. z.Groups.Select(group => JsonValue.Create(group.Group))]),
            ["k"] = ReferenceAnswer.List(z.Groups, group => group.Pooled.K),
            ["tau2"] = ReferenceAnswer.List(z.Groups, group => group.Pooled.Tau2.ValueOrNull()),
            ["estimate"] = ReferenceAnswer.List(z.Groups, group => group.Pooled.Estimate),
            ["se"] = ReferenceAnswer.List(z.Groups, group => group.Pooled.StandardError),
            ["se_knha"] = ReferenceAnswer.List(knha.Groups, group => group.Pooled.StandardError),
            ["Q_between"] = between.Statistic,
            ["df"] = between.Df1,
            ["p"] = between.PValue,
        };
    }

    private static RegressionResult Fit(ReferenceCase reference, PoolingOptions options) =>
        (
            (RegressionOutcome.Fitted)
                MetaRegression.Fit(
                    reference.Studies(),
                    reference.Input.Matrix("X")!,
                    options,
                    reference.Input.Has("omnibus_columns")
                        ? [.. reference.Numbers("omnibus_columns").Select(column => (int)column - 1)]
                        : null
                )
        ).Result;

    private static JsonObject Omnibus(Estimated<OmnibusTest> test)
    {
        var found = ((Estimated<OmnibusTest>.Defined)test).Value;
        return found.Df2 is { } df2
            ? new JsonObject
            {
                ["F"] = found.Statistic,
                ["df1"] = found.Df1,
                ["df2"] = df2,
                ["p"] = found.PValue,
            }
            : new JsonObject
            {
                ["QM"] = found.Statistic,
                ["df"] = found.Df1,
                ["p"] = found.PValue,
            };
    }

    private static string[] Labels(ReferenceCase reference) => reference.Input.Words("group");
}
