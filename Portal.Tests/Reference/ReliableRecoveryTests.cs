using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.ReliableChange;

namespace Portal.Tests.Reference;

public sealed class ReliableRecoveryTests
{
    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "reliable_recovery_two_measures.json" })]
    public void Judge_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var parameters = reference.Input.Group("parameters");
        MeasureRule Rule(string measure) =>
            new(
                ReliableChangeRule.Published((double)parameters[measure + "_rc"]!),
                new ClinicalCutOff((double)parameters[measure + "_case"]!, true, -1),
                -1,
                1
            );
        var (depression, anxiety) = (Rule("phq"), Rule("gad"));
        var (phqPre, phqPost, gadPre, gadPost) = (
            reference.Column("phq_pre"),
            reference.Column("phq_post"),
            reference.Column("gad_pre"),
            reference.Column("gad_post")
        );
        TwoMeasureScores[] scores = [.. phqPre.Select((first, i) => new TwoMeasureScores(first, phqPost[i], gadPre[i], gadPost[i]))];
        TwoMeasureOutcome?[] outcomes = [.. scores.Select(one => TwoMeasureRecovery.Judge(one, depression, anxiety))];
        JsonArray Each(Func<TwoMeasureOutcome, bool> what) =>
            [.. outcomes.Select(outcome => outcome is null ? null : (JsonNode?)what(outcome))];
        var summary = TwoMeasureRecovery.Of(scores, depression, anxiety, reference.Level);

        ReferenceComparison.AssertMatches(
            reference,
            new JsonObject
            {
                ["at_caseness"] = Each(outcome => outcome.AtCaseness),
                ["recovery"] = Each(outcome => outcome.Recovery),
                ["reliable_improvement"] = Each(outcome => outcome.ReliableImprovement),
                ["reliable_deterioration"] = Each(outcome => outcome.ReliableDeterioration),
                ["reliable_recovery"] = Each(outcome => outcome.ReliableRecovery),
                ["summary"] = new JsonObject
                {
                    ["n_paired"] = summary.Paired,
                    ["n_at_caseness"] = summary.Recovery.Cases,
                    ["recovery_rate"] = summary.Recovery.Proportion.ValueOrNull(),
                    ["reliable_recovery_rate"] = summary.ReliableRecovery.Proportion.ValueOrNull(),
                    ["reliable_improvement_rate"] = summary.ReliableImprovement.Proportion.ValueOrNull(),
                    ["reliable_deterioration_rate"] = summary.ReliableDeterioration.Proportion.ValueOrNull(),
                },
            }
        );
    }
}
