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
        var scores = PairedScores.Of(Rows(reference));
        var moments = scores.Pairs;
        var change = MeanChangeEstimate.For(moments, reference.Level) is Estimated<MeanChangeEstimate>.Defined { Value: var value }
            ? value
            : null;

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["n_rows"] = scores.Rows,
                ["n_pre"] = scores.WithFirst,
                ["n_post"] = scores.WithLast,
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
                ["smcc"] = Effect(
                    EffectSizeKind.Smcc,
                    moments,
                    "vi_ls",
                    ("vi_ls2", PublishedVariance.Uncorrected(EffectSizeKind.Smcc, moments)),
                    ("vi_ub", PublishedVariance.Unbiased(moments))
                ),
                ["smcr"] = Effect(
                    EffectSizeKind.Smcr,
                    moments,
                    "vi_ls",
                    ("vi_ls2", PublishedVariance.Uncorrected(EffectSizeKind.Smcr, moments))
                ),
                ["smcrh"] = Effect(EffectSizeKind.Smcrh, moments, "vi", ("vi_v38", PublishedVariance.SmcrhTimesJ2(moments))),
            }
        );
    }

    private static IEnumerable<(double? First, double? Last)> Rows(ReferenceCase reference)
    {
        var (service, measure) = ((string)reference.Input["service"]!, (string)reference.Input["measure"]!);
        return reference
            .Rows("service", "measure", "pre", "post")
            .Where(cells => cells[0] == service && cells[1] == measure)
            .Select(cells => (Score(cells[2]), Score(cells[3])));
    }

    private static double? Score(string cell) => cell.Length > 0 ? double.Parse(cell, CultureInfo.InvariantCulture) : null;

    private static JsonObject Effect(
        EffectSizeKind kind,
        PairedMoments moments,
        string variance,
        params (string Key, Estimated<double> Variance)[] published
    )
    {
        var effect = StandardisedChange.For(kind, moments) is Estimated<EffectSize>.Defined { Value: var value } ? value : null;
        var answer = new JsonObject
        {
            ["d"] = StandardisedChange.Uncorrected(kind, moments).ValueOrNull(),
            ["yi"] = effect?.Estimate,
            [variance] = effect?.Variance,
        };
        foreach (var (key, form) in published)
            answer[key] = form.ValueOrNull();
        return answer;
    }
}
