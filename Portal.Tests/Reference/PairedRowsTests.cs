using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moments;

namespace Portal.Tests.Reference;

public sealed class PairedRowsTests
{
    private const string File = "paired_rows.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void OfPairs_RowsOfOneServiceAndMeasure_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var moments = PairedMoments.OfPairs(Pairs((string)reference.Input["service"]!, (string)reference.Input["measure"]!));
        var change = MeanChangeEstimate.For(moments, reference.Level) is Estimated<MeanChangeEstimate>.Defined { Value: var value } ? value : null;

        ReferenceComparison.AssertMatches(reference, new JsonObject
        {
            ["n_paired"] = moments.N,
            ["mean_pre"] = moments.MeanFirst,
            ["mean_post"] = moments.MeanLast,
            ["mean_change"] = moments.MeanChange.ValueOrNull(),
            ["sd_pre"] = moments.SdFirst.ValueOrNull(),
            ["sd_post"] = moments.SdLast.ValueOrNull(),
            ["sd_change"] = moments.SdChange.ValueOrNull(),
            ["r"] = moments.Correlation.ValueOrNull(),
            ["t"] = change?.T.ValueOrNull(),
            ["df"] = change?.Df,
            ["p"] = change?.PValue.ValueOrNull(),
            ["ci_lb"] = change?.Interval.Low,
            ["ci_ub"] = change?.Interval.High,
            ["smcc"] = Effect(EffectSizeKind.Smcc, moments, "vi_ls"),
            ["smcr"] = Effect(EffectSizeKind.Smcr, moments, "vi_ls"),
            ["smcrh"] = Effect(EffectSizeKind.Smcrh, moments, "vi"),
        });
    }

    private static IEnumerable<(double First, double Last)> Pairs(string service, string measure) =>
        from line in ReferenceCase.Lines("paired_rows.csv").Skip(1)
        let cells = line.Split(',')
        where cells[0] == service && cells[1] == measure && cells[2].Length > 0 && cells[3].Length > 0
        select (double.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture));

    private static JsonObject Effect(EffectSizeKind kind, PairedMoments moments, string variance)
    {
        var effect = StandardisedChange.For(kind, moments) is Estimated<EffectSize>.Defined { Value: var value } ? value : null;
        return new JsonObject
        {
            ["d"] = StandardisedChange.Uncorrected(kind, moments).ValueOrNull(),
            ["yi"] = effect?.Estimate,
            [variance] = effect?.Variance,
        };
    }
}
