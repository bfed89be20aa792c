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
        var (effects, design) = Input(reference);
        var options = new MultilevelOptions((double)reference.Options["within_cluster_rho"]!, reference.Level);

        ReferenceComparison.AssertMatches(reference, Answer(MultilevelMetaAnalysis.Fit(effects, options, design)));
    }

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "meta_multilevel.json" })]
    public void Fit_SameCovariancesGivenInFull_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var (effects, design) = Input(reference);
        var rho = (double)reference.Options["within_cluster_rho"]!;
        double Covariance(int i, int j) => rho * Math.Sqrt(effects[i].Variance * effects[j].Variance);

        ReferenceComparison.AssertMatches(reference, Answer(MultilevelMetaAnalysis.Fit(effects, Covariance, reference.Level, design)));
    }

    private static (DependentEffect[] Effects, double[][]? Design) Input(ReferenceCase reference)
    {
        var (yi, vi) = (reference.Numbers("yi"), reference.Numbers("vi"));
        var (clusters, labels) = (reference.Input.Words("cluster"), reference.Input.Words("obs"));
        Assert.That((string?)reference.Options["model"], Is.Null.Or.EqualTo(Model));
        return ([.. yi.Select((y, i) => new DependentEffect(clusters[i], labels[i], y, vi[i]))], reference.Input.Matrix("X"));
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

    // The file names the residual degrees of freedom once for all coefficients.
    private static JsonObject OneDf(JsonObject answer)
    {
        answer["df"] = new JsonArray([.. answer["df"]!.AsArray().Take(1).Select(df => df!.DeepClone())]);
        return answer;
    }
}
