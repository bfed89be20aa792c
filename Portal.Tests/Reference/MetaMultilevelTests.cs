using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Multilevel;

namespace Portal.Tests.Reference;

public sealed class MetaMultilevelTests
{
    // The one model that the library fits, as the files write it.
    private const string Model = "y = Xb + u_cluster + w_obs + e, e ~ N(0, V)";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "meta_multilevel.json" })]
    public void Fit_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (effects, design, v, rho) = Input(reference);

        ReferenceComparison.AssertMatches(
            reference,
            Answer(
                v is null
                    ? MultilevelMetaAnalysis.Fit(effects, new MultilevelOptions(rho, reference.Level), design)
                    : MultilevelMetaAnalysis.Fit(effects, (i, j) => v[i][j], reference.Level, design)
            )
        );
    }

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "meta_multilevel.json" })]
    public void Fit_SameCovariancesGivenInFull_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (effects, design, v, rho) = Input(reference);
        double Covariance(int i, int j) => v?[i][j] ?? rho * Math.Sqrt(effects[i].Variance * effects[j].Variance);

        ReferenceComparison.AssertMatches(reference, Answer(MultilevelMetaAnalysis.Fit(effects, Covariance, reference.Level, design)));
    }

    [Test]
    public void Fit_CovariancesOfTheCase_AreUsedInPlaceOfRho()
    {
        // V as rho = 0.6 would make it, beside a rho of 0 that must be ignored.
        var root = Own();
        var reference = root["cases"]!.AsArray().Single(one => (string?)one!["id"] == "services-measures-che")!;
        var (vi, cluster) = (reference["input"]!["vi"]!.AsArray(), reference["input"]!["cluster"]!.AsArray());
        double Covariance(int i, int j) =>
            i == j ? (double)vi[i]!
            : (string)cluster[i]! != (string)cluster[j]! ? 0
            : 0.6 * Math.Sqrt((double)vi[i]! * (double)vi[j]!);
        reference["input"]!["V"] = new JsonArray([
            .. vi.Select((_, i) => new JsonArray([.. vi.Select((_, j) => (JsonNode)Covariance(i, j))])),
        ]);
        reference["options"]!["within_cluster_rho"] = 0.0;

        Fit_ReferenceCase_MatchesEveryExpectedKey(
            ReferenceCase.Parsed("meta_multilevel.json", root).Single(one => one.Id == "services-measures-che")
        );
    }

    [Test]
    public void Fit_CovarianceBetweenServices_IsRefusedByTheDriver()
    {
        var root = Own();
        var input = root["cases"]![0]!["input"]!;
        var k = input["vi"]!.AsArray().Count;
        input["V"] = new JsonArray([
            .. Enumerable.Range(0, k).Select(i => new JsonArray([.. Enumerable.Range(0, k).Select(j => (JsonNode)(i == j ? 1.0 : 0.01))])),
        ]);
        input.AsObject().Remove("vi");

        Assert.That(
            () => Fit_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase.Parsed("meta_multilevel.json", root)[0]),
            Throws.InstanceOf<AssertionException>().With.Message.Contains("between services")
        );
    }

    private static JsonObject Own() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(ReferenceFolder.Own, "meta_multilevel.json")))!.AsObject();

    // A case gives V in full, or the variances and one correlation; V wins when there are both.
    private static (DependentEffect[] Effects, double[][]? Design, double[][]? V, double Rho) Input(ReferenceCase reference)
    {
        var (yi, v) = (reference.Numbers("yi"), reference.Input.Matrix("V"));
        double[] vi = reference.Input.Has("vi") ? reference.Numbers("vi") : [.. v!.Select((row, i) => row[i])];
        var (clusters, labels) = (reference.Input.Words("cluster"), reference.Input.Words("obs"));
        Assert.That((string?)reference.Options["model"], Is.Null.Or.EqualTo(Model));
        for (var i = 0; i < v?.Length; i++)
        {
            Assert.That(v[i][i], Is.EqualTo(vi[i]), "V has vi on its diagonal.");
            Assert.That(v[i].Where((_, j) => clusters[j] != clusters[i]), Has.All.Zero, "The library has no covariance between services.");
        }

        return (
            [.. yi.Select((y, i) => new DependentEffect(clusters[i], labels[i], y, vi[i]))],
            reference.Input.Matrix("X"),
            v,
            (double?)reference.Options["within_cluster_rho"] ?? 0
        );
    }

    private static JsonObject Answer(Estimated<MultilevelFit> estimated)
    {
        var fit = ((Estimated<MultilevelFit>.Defined)estimated).Value;
        return new JsonObject
        {
            ["k"] = fit.K,
            ["n_clusters"] = fit.Clusters,
            ["sigma2_cluster"] = fit.ClusterVariance,
            ["sigma2_obs"] = fit.EffectVariance,
            ["QE"] = fit.Q,
            ["QE_df"] = fit.QDf,
            ["QE_p"] = fit.QPValue,
            ["I2_total"] = 100 * fit.I2,
            ["I2_cluster"] = 100 * fit.I2Cluster,
            ["I2_obs"] = 100 * fit.I2Effect,
            ["icc"] = fit.IntraclassCorrelation.ValueOrNull(),
            ["z"] = CoefficientAnswer.Of(fit.Normal),
            ["t_residual"] = OneDf(CoefficientAnswer.Of(fit.ResidualT)),
            ["t_contain"] = CoefficientAnswer.Of(fit.ContainmentT),
            ["pi_z"] = ReferenceAnswer.Of(fit.Prediction),
            ["robust_cr1"] = CoefficientAnswer.Of(fit.RobustCr1),
            ["robust_cr0_se"] = ReferenceAnswer.List(fit.RobustCr0StandardErrors, se => se),
            ["robust_cr2"] = CoefficientAnswer.Of(fit.RobustCr2),
            ["sigma2_cluster_ci_profile"] = ReferenceAnswer.Of(Estimated.Of(fit.ClusterVarianceInterval)),
            ["sigma2_obs_ci_profile"] = ReferenceAnswer.Of(Estimated.Of(fit.EffectVarianceInterval)),
        };
    }

    // The file gives the residual degrees of freedom once for all coefficients.
    private static JsonObject OneDf(JsonObject answer)
    {
        answer["df"] = new JsonArray([.. answer["df"]!.AsArray().Take(1).Select(df => df!.DeepClone())]);
        return answer;
    }
}
