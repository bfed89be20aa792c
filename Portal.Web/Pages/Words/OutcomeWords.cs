using Portal.Api.Figures;
using Portal.Api.Outcomes;

namespace Portal.Web.Pages.Words;

/// <summary>Words for the codes of outcomes.</summary>
public static class OutcomeWords
{
    public static string Construct(string construct) => OutcomePictures.Names.GetValueOrDefault(construct, construct);

    /// <summary>One measure in one sentence, data loss first.</summary>
    public static string Said(MeasureOutcome outcome)
    {
        var families = FigureWords.Count(outcome.Paired, "family", "families");
        if (outcome.Paired == 0)
            return $"No family has both scores; {FigureWords.Count(outcome.Baseline)} of {FigureWords.Count(outcome.Eligible)} "
                + "have a first one.";
        var few = outcome.LowPrecision ? " Too few to say more." : "";
        if (outcome.ReliableChange is { } classes)
            return $"Of {families} with both scores {FigureWords.Count(classes.Improved)} clearly improved and "
                + $"{FigureWords.Count(classes.Deteriorated)} clearly worsened.{few}";
        return outcome is { PreMean: { } before, PostMean: { } after }
            ? $"{families} with both scores: {FigureWords.Points(before)} on average before, {FigureWords.Points(after)} after.{few}"
            : $"{families} with both scores.{few}";
    }

    public static string Direction(string direction) =>
        direction switch
        {
            "lower_better" => "a lower score is better",
            "higher_better" => "a higher score is better",
            _ => "neither a high nor a low score is better",
        };

    public static string Standardiser(string standardiser) =>
        standardiser switch
        {
            "PUBLISHED_NORM_SD" => "published norm",
            "NETWORK_BASELINE_SD" => "first scores of the network",
            _ => standardiser,
        };

    public static string Basis(string basis) =>
        basis switch
        {
            "CATALOGUE" => "threshold as published",
            "JT_TEST_RETEST" => "threshold from test-retest reliability",
            "JT_ALPHA" => "threshold from internal consistency",
            _ => basis,
        };

    public static string Cohort(string cohort) =>
        cohort switch
        {
            "CLOSED_TWO_CONTACTS" => "families whose work ended in these months after at least two attended contacts",
            "CLOSED" => "families whose work ended in these months",
            "ENDED_AS_PLANNED" => "families whose work ended as planned in these months",
            _ => cohort,
        };

    public static string Model(string model) =>
        model switch
        {
            "RANDOM" => "Random effects",
            "COMMON" => "Common effect",
            _ => model,
        };

    public static string Test(string test) =>
        test switch
        {
            "z" => "normal approximation",
            "t" => "t distribution",
            "knha" => "Knapp-Hartung",
            "adhoc" => "Knapp-Hartung, never narrower than the normal approximation",
            _ => test,
        };

    /// <summary>Why a figure is not shown; every code of the API has its own words.</summary>
    public static string Reason(string? reason) =>
        reason switch
        {
            "NO_CASES" => "No family has both scores yet.",
            "TOO_FEW_CASES" => "Too few families have both scores.",
            "NO_VARIATION" => "All scores are the same, so there is no spread to compare with.",
            "ONE_CASE" => "Only one family has both scores.",
            "CORRELATION_UNKNOWN" => "It is not known how first and last scores go together.",
            "INCONSISTENT_INPUT" => "The scores contradict each other.",
            "NO_DIRECTION" => "Neither a high nor a low score is better on this scale, so change is not called improvement.",
            "NOT_SUITABLE_FOR_EFFECT_SIZES" => "Scores on this measure are not standardised.",
            "NO_STANDARD_DEVIATION" => "There is no published or network standard deviation to use yet.",
            "NO_RELIABILITY" => "No reliability is published for this measure.",
            "NO_CUT_OFF" => "This measure has no published cut-off.",
            "NONE_BEYOND_CUT_OFF" => "No family was on the clinical side at the start.",
            "SCALE_TOO_SHORT" => "A whole point is too much on this scale.",
            "NO_NORM" => "No mean of a general population is published for this measure.",
            "COLLINEAR" => "All first scores are the same, so nothing can be predicted from them.",
            "SEPARATION" => "First scores tell exactly who has a last score, so families cannot stand in for one another.",
            "TOO_FEW_DEGREES_OF_FREEDOM" => "There are too few families to say how precise this is.",
            "GOALS_DIFFER" => "Goals differ from family to family.",
            _ => "It cannot be worked out from these scores.",
        };

    /// <summary>Why nothing is pooled, or a caution about what is.</summary>
    public static string PoolReason(string? reason) =>
        reason switch
        {
            "NO_CASES" => "No service has families with both scores.",
            "ONE_CASE" or "TOO_FEW_CASES" => "Too few families have both scores.",
            "ONE_STUDY" => "There is one service or study, so nothing can be said about differences between services.",
            "TOO_FEW_STUDIES" => "There are too few services or studies to say how much they differ.",
            "TWO_STUDIES" => "There are two services only: look at both of them rather than at the pooled value.",
            "FEW_STUDIES" => "With three or four services the prediction interval says little.",
            "NO_HETEROGENEITY_DETECTED" => "No difference between services was detected, which is not the same as none.",
            "TAU2_INTERVAL_EMPTY" => "Services differ less than chance alone would make them, so the interval of τ² is given as 0 to 0.",
            "SEVERAL_LIKELIHOOD_MAXIMA" => "More than one value of τ² fits well; the best one is given.",
            "KNAPP_HARTUNG_NARROWER" => "The Knapp-Hartung interval is narrower than the normal one here.",
            "TOO_FEW_SERVICES" => "Fewer than five services assessed it.",
            "TOO_FEW_DEGREES_OF_FREEDOM" => "There are too few services to say how precise this is.",
            "NOT_IN_MODEL" => "There is one subgroup, so there is nothing to compare.",
            "COLLINEAR" => "One moderator is a combination of the others, or is the same for every study.",
            "NOT_SUITABLE_FOR_EFFECT_SIZES" => "Scores on this measure are not standardised or pooled.",
            "TOO_MANY_STUDIES" => "There are too many studies to leave out one by one.",
            "NOT_CONVERGED" => "The calculation stopped short of full precision.",
            "FEW_STUDIES_FOR_MODERATORS" => "There are fewer than ten services or studies for each moderator: single ones can drive it.",
            "TOO_FEW_SERVICES_FOR_MODERATORS" => "Each moderator needs ten services with enough families, and there are fewer. "
                + "Look at the services themselves.",
            "FIRST_SCORE_AS_MODERATOR" =>
                "Services whose families start worse have more room to improve, and high scores fall by themselves: "
                    + "a slope by the first score is no sign of better work.",
            "NO_DIRECTION" => "Neither a high nor a low score is better on this scale, so change is not pooled as improvement.",
            "NO_VARIATION" => "All changes are the same, so there is no spread to pool with.",
            _ => "The figures do not settle an answer.",
        };
}
