using Portal.Analytics;
using Portal.Analytics.Charts.Board;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Records;

namespace Portal.Api.Outcomes;

/// <summary>Outcomes of a service as pictures.</summary>
public static class OutcomePictures
{
    /// <summary>Drawn inside pictures of a service's own exact figures.</summary>
    public const string Mark = "Internal: exact, small numbers";

    private const string Caveat =
        "No comparison group: families often improve with time. Only families with both scores have a change; the others may have fared "
        + "otherwise.";

    // Short, because a row of the board has little room; the page of the measure says it in full.
    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["NO_STANDARD_DEVIATION"] = "no standard deviation yet",
        ["NOT_SUITABLE_FOR_EFFECT_SIZES"] = "not standardised",
        ["NO_DIRECTION"] = "no better or worse",
        ["NO_RELIABILITY"] = "no rule for a clear change",
        ["NO_CASES"] = "no pair of scores",
        ["ONE_CASE"] = "one family only",
        ["NO_VARIATION"] = "every change is the same",
    };

    /// <summary>All measures at a glance.</summary>
    /// <param name="outcomes">With the year before, each row has a square for it.</param>
    /// <param name="measures">Those of the network.</param>
    /// <param name="whose">The service's name.</param>
    /// <param name="layout">For a page or for a telephone.</param>
    public static DrawnPicture Board(
        ComparedOutcomes outcomes,
        MeasureCatalogue measures,
        string whose,
        ChartLayout layout = ChartLayout.Wide
    ) =>
        OutcomeBoardChart.Draw(
            new OutcomeBoardPicture(
                "How families' scores changed",
                Subtitle(outcomes.Filter, whose),
                [
                    .. MeasureOrder
                        .Constructs.Select(construct => new BoardGroup(
                            Names[construct],
                            [
                                .. outcomes
                                    .Found.Outcomes.Where(outcome => outcome.Construct == construct)
                                    .Select(outcome =>
                                        Row(
                                            outcome,
                                            measures.Find(outcome.Measure, outcome.Subscale)!,
                                            Before(outcomes, outcome),
                                            outcomes.YearBefore is not null
                                        )
                                    ),
                            ]
                        ))
                        .Where(group => group.Rows.Count > 0),
                ],
                Caveat,
                Mark
            )
            {
                IsCompared = outcomes.YearBefore is not null,
            },
            layout
        );

    /// <summary>Names of the kinds of measures, by code.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["child_wellbeing"] = "Baby",
            ["caregiving_relationship"] = "Relationship",
            ["parent_wellbeing"] = "Parent wellbeing",
            ["goals"] = "Goals",
            ["experience"] = "Experience",
        };

    /// <summary>Whose families a picture shows, which months, and what the filter leaves out.</summary>
    public static string Subtitle(OutcomeFilter filter, string whose) =>
        string.Join(", ", [whose, $"work ended {filter.Window.Words}", .. OutcomeFilters.Words(filter)]);

    private static MeasureOutcome? Before(ComparedOutcomes outcomes, MeasureOutcome outcome) =>
        outcomes.YearBefore?.Of(outcome.Measure, outcome.Subscale);

    private static BoardRow Row(MeasureOutcome outcome, Measure measure, MeasureOutcome? before, bool isCompared) =>
        // First scores are of all families who have one; goals can have a pair without being in the count of first scores.
        new(outcome.Name, Math.Max(outcome.Eligible, outcome.Baseline), Math.Max(outcome.Baseline, outcome.Paired), outcome.Paired)
        {
            Scale = new BoardScale(measure.Minimum, measure.Maximum, measure.Sign ?? 0, measure.CutOff),
            Before = outcome.PreMean,
            After = outcome.PostMean,
            Classes = outcome is { Paired: > 0, ReliableChange: { } classes }
                ? new BoardClasses(classes.Deteriorated, classes.NoChange, classes.Improved)
                : null,
            Change = outcome.Standardised?.Estimate,
            ChangeInterval = outcome.Standardised is { Low: { } low, High: { } high } ? new Interval(low, high) : null,
            BothBefore = isCompared ? before?.Paired ?? 0 : null,
            ChangeBefore = before?.Standardised?.Estimate,
            NoClasses = outcome.Paired == 0 ? "no pair of scores" : Why(outcome, "reliableChange"),
            NoChange = outcome.Paired == 0 ? "no pair of scores" : Why(outcome, "standardised"),
        };

    private static string Why(MeasureOutcome outcome, string field) =>
        outcome.Reasons.TryGetValue(field, out var reason) ? Short.GetValueOrDefault(reason, "cannot be worked out") : "";
}
