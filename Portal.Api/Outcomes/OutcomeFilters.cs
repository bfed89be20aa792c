using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Outcomes;

/// <summary>Reads the query of an outcomes request.</summary>
public static class OutcomeFilters
{
    /// <summary>A picture of one measure was asked for without naming it.</summary>
    public static readonly Refusal MeasureNeeded = new(
        StatusCodes.Status400BadRequest,
        "MEASURE_NEEDED",
        "Name one measure, and its subscale if it has several scores."
    );

    /// <param name="measures">Those of the network.</param>
    /// <param name="readWindow">Which windows are allowed.</param>
    /// <param name="usual">The window of a query without one.</param>
    public static Answer<OutcomeFilter> Read(
        OutcomeQuery query,
        MeasureCatalogue measures,
        Func<AskedWindow, Window, Answer<Window>> readWindow,
        Window usual
    )
    {
        var (cohort, measure, subscale, respondent) = (query.Cohort, query.Measure, query.Subscale, query.Respondent);
        var read = readWindow(new(query.From, query.Before), usual);
        if (!read.IsGiven(out var window, out var refusal))
            return refusal;
        if (!string.IsNullOrEmpty(cohort) && !OutcomeFilter.Cohorts.Contains(cohort))
            return Unknown("COHORT_UNKNOWN", $"cohort is one of {string.Join(", ", OutcomeFilter.Cohorts)}.");
        if (!string.IsNullOrEmpty(measure) && measures.Subscales(measure).Count == 0)
            return Unknown("MEASURE_UNKNOWN", "measure is not in the catalogue, which stands at /api/v1/measures.");
        if (!string.IsNullOrEmpty(subscale) && (string.IsNullOrEmpty(measure) || measures.Find(measure, subscale) is null))
            return Unknown("SUBSCALE_UNKNOWN", "subscale belongs to the measure beside it, and that measure has no such subscale.");
        if (!string.IsNullOrEmpty(respondent) && !CareCodes.ScoreRespondent.Contains(respondent))
            return Unknown(
                "RESPONDENT_UNKNOWN",
                $"respondent is one of {string.Join(", ", CareCodes.ScoreRespondent.Codes.Select(code => code.Value))}."
            );
        var ages = string.IsNullOrEmpty(query.BabyAge) ? null : BabyAges.FirstOrDefault(band => band.Code == query.BabyAge);
        if (!string.IsNullOrEmpty(query.BabyAge) && ages is null)
            return Unknown("BABY_AGE_UNKNOWN", $"babyAge is one of {string.Join(", ", BabyAges.Select(band => band.Code))}.");
        return new OutcomeFilter(window, Or(cohort) ?? OutcomeFilter.DefaultCohort, Or(measure), Or(subscale), Or(respondent))
        {
            BabyAges = ages?.Values,
        };
    }

    /// <summary>Ages of the baby at referral that can be asked for, as released figures have them.</summary>
    public static IReadOnlyList<LatticeBand> BabyAges { get; } = [.. ReleaseLattice.BabyAge.Bands.SkipLast(1)];

    /// <summary>The age that a filter keeps; <c>null</c> for any.</summary>
    public static LatticeBand? AgeOf(OutcomeFilter filter) => BabyAges.FirstOrDefault(band => band.Values == filter.BabyAges);

    /// <summary>What a filter leaves out beside months and measures, in words; empty when it leaves out nothing.</summary>
    public static IReadOnlyList<string> Words(OutcomeFilter filter)
    {
        var words = new List<string>();
        if (AgeOf(filter) is { } age)
            words.Add(
                age.Code == "UNBORN"
                    ? "babies unborn at referral"
                    : $"babies {age.Label.Replace("-", " to ", StringComparison.Ordinal)} at referral"
            );
        if (filter.Respondent is { } respondent)
            words.Add($"scores by {Raters[respondent]}");
        if (filter.Cohort != OutcomeFilter.DefaultCohort)
            words.Add(filter.Cohort == "CLOSED" ? "however many contacts" : "ended as planned");
        return words;
    }

    /// <summary>Who gives scores, by code, in words for several of them.</summary>
    public static IReadOnlyDictionary<string, string> Raters { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MOTHER"] = "mothers",
            ["FATHER"] = "fathers",
            ["OTHER_CAREGIVER"] = "other caregivers",
            ["CLINICIAN"] = "clinicians",
            ["OBSERVER"] = "observers",
        };

    private static string? Or(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Refusal Unknown(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
