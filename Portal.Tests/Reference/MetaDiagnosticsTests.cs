using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Influence;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Reference;

public sealed class MetaDiagnosticsTests
{
    private const string File = "meta_diagnostics.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void LeaveOneOut_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var pooled = ((PoolingOutcome.Pooled)MetaAnalysis.Fit(reference.Studies(), reference.PoolingOptions())).Result;

        ReferenceComparison.AssertMatches(reference, Answer(((Estimated<IReadOnlyList<LeftOut>>.Defined)LeaveOneOut.Of(pooled)).Value));
    }

    private static JsonObject Answer(IReadOnlyList<LeftOut> entries)
    {
        JsonArray List(Func<LeftOut, double?> value) => ReferenceAnswer.List(entries, value);
        return new JsonObject
        {
            ["leave_one_out"] = new JsonObject
            {
                ["estimate"] = List(entry => entry.Without.Estimate),
                ["se"] = List(entry => entry.Without.StandardError),
                ["stat"] = List(entry => entry.Without.Statistic.ValueOrNull()),
                ["p"] = List(entry => entry.Without.PValue.ValueOrNull()),
                ["ci_lb"] = List(entry => entry.Without.Interval.Low),
                ["ci_ub"] = List(entry => entry.Without.Interval.High),
                ["Q"] = List(entry => entry.Without.Q.ValueOrNull()),
                ["Q_p"] = List(entry => entry.Without.QPValue.ValueOrNull()),
                ["tau2"] = List(entry => entry.Without.Tau2.ValueOrNull()),
                ["I2"] = List(entry => entry.Without.I2.ValueOrNull()),
                ["H2"] = List(entry => entry.Without.H2.ValueOrNull()),
            },
            ["influence"] = new JsonObject
            {
                ["rstudent"] = List(entry => entry.StudentisedResidual.ValueOrNull()),
                ["dffits"] = List(entry => entry.Dffits.ValueOrNull()),
                ["cook_d"] = List(entry => entry.CooksDistance.ValueOrNull()),
                ["cov_r"] = List(entry => entry.CovarianceRatio.ValueOrNull()),
                ["tau2_del"] = List(entry =>
                    entry.Without.Tau2.Match(tau2 => tau2, why => why == UndefinedBecause.NotInModel ? 0 : (double?)null)
                ),
                ["QE_del"] = List(entry => entry.Without.Q.ValueOrNull()),
                ["hat"] = List(entry => entry.Hat),
                ["weight_pct"] = List(entry => entry.Hat),
                ["dfbetas"] = List(entry => entry.Dfbetas.ValueOrNull()),
                ["influential"] = new JsonArray([.. entries.Select(entry => JsonValue.Create(entry.IsInfluential))]),
            },
        };
    }
}
