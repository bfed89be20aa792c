using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Outcomes;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Web.Pages.Layout;

namespace Portal.Web.Pages.Outcomes;

/// <summary>Whose outcomes a page shows: what the address asks for beside the months.</summary>
/// <param name="Filter">Of what could be read of the address.</param>
/// <param name="IsCompared">Whether the year before stands beside it.</param>
/// <param name="Errors">What could not be read, which is then as if it were not asked for.</param>
public sealed record OutcomeChoice(OutcomeFilter Filter, bool IsCompared, FilterChoice Fields, ErrorSummary Errors)
{
    /// <param name="asked">What stands in the address; months, measure and subscale are not read.</param>
    /// <param name="compared">Likewise.</param>
    /// <param name="window">The months of the page.</param>
    /// <param name="measures">Those of the network.</param>
    public static OutcomeChoice Read(OutcomeQuery asked, string? compared, Window window, MeasureCatalogue measures)
    {
        var errors = new List<FieldError>();
        var kept = new OutcomeQuery();
        // One after the other, so that what can be read still counts.
        foreach (
            var (name, choose) in new (string, Func<OutcomeQuery, OutcomeQuery>)[]
            {
                ("babyAge", query => query with { BabyAge = asked.BabyAge }),
                ("respondent", query => query with { Respondent = asked.Respondent }),
                ("cohort", query => query with { Cohort = asked.Cohort }),
            }
        )
        {
            var next = choose(kept);
            if (Read(next, window, measures).IsGiven(out _, out _))
                kept = next;
            else
                errors.Add(new FieldError(name, "The address has a choice that does not exist; it is left out. Choose from the lists."));
        }

        var filter = Read(kept, window, measures).Match(read => read, refusal => throw new InvalidOperationException(refusal.Code));
        if (!ComparedOutcomes.Asks(compared, filter.Window).IsGiven(out var isCompared, out var refused))
            errors.Add(new FieldError("compared", refused.Detail));
        return new OutcomeChoice(filter, isCompared, FieldsOf(filter, isCompared), new ErrorSummary(errors));
    }

    private static Answer<OutcomeFilter> Read(OutcomeQuery query, Window window, MeasureCatalogue measures) =>
        OutcomeFilters.Read(query, measures, (_, usual) => usual, window);

    private static FilterChoice FieldsOf(OutcomeFilter filter, bool isCompared) =>
        new([
            new FilterField(
                "babyAge",
                "Age of the baby at referral",
                [
                    ("", "Any age"),
                    .. OutcomeFilters.BabyAges.Select(age => (age.Code, age.Label.Replace("-", " to ", StringComparison.Ordinal))),
                ],
                OutcomeFilters.AgeOf(filter)?.Code ?? ""
            ),
            new FilterField(
                "respondent",
                "Scores by",
                [("", "One person for each family"), .. OutcomeFilters.Raters.Select(rater => (rater.Key, OfRater(rater.Value)))],
                filter.Respondent ?? ""
            ),
            new FilterField(
                "cohort",
                "Work that ended",
                [("", "After at least two contacts"), ("CLOSED", "After any number of contacts"), ("ENDED_AS_PLANNED", "As planned")],
                filter.Cohort == OutcomeFilter.DefaultCohort ? "" : filter.Cohort
            ),
            YearBefore.FieldOf(isCompared),
        ]);

    private static string OfRater(string raters) => char.ToUpperInvariant(raters[0]) + raters[1..];
}
