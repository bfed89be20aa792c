using System.Globalization;
using Portal.Analytics;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Charts.Plots;
using Portal.Api.Extracts;
using Portal.Api.Figures;

namespace Portal.Api.Outcomes;

/// <summary>Before and after on one measure as a picture.</summary>
public static class PrePostPictures
{
    /// <summary>The picture of one measure.</summary>
    /// <param name="outcome">With at least one pair of scores.</param>
    /// <param name="measure">The same measure in the catalogue.</param>
    /// <param name="spread">Of the same families.</param>
    /// <param name="about">Whose families and which, such as <see cref="OutcomePictures.Subtitle"/> says.</param>
    /// <param name="layout">For a page or for a telephone.</param>
    /// <exception cref="ArgumentException">No family has both scores.</exception>
    public static DrawnPicture Draw(
        MeasureOutcome outcome,
        Measure measure,
        ScoreSpread spread,
        string about,
        ChartLayout layout = ChartLayout.Wide
    )
    {
        if (outcome is not { PreMean: { } before, PostMean: { } after })
            throw new ArgumentException("No family has both scores.", nameof(outcome));
        var families = string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Paired:N0} of {outcome.Eligible:N0} families with both scores"
        );
        return PrePostChart.Draw(
            new PrePostPicture($"{measure.FullName}: before and after", $"{about}: {families}", before, after)
            {
                Scale = new Interval(measure.Minimum, measure.Maximum),
                Step = measure.Step,
                Better = measure.Direction switch
                {
                    Direction.LowerBetter => "Down is better",
                    Direction.HigherBetter => "Up is better",
                    _ => "Neither up nor down is better",
                },
                Clinical = Clinical(measure),
                FirstScores = spread.First.Count == 0 || spread.Last.Count == 0 ? [] : spread.First,
                LastScores = spread.First.Count == 0 || spread.Last.Count == 0 ? [] : spread.Last,
                Change = Improvement(outcome),
                Caveat = "No comparison group: families often improve with time.",
                Mark = OutcomePictures.Mark,
            },
            layout
        );
    }

    private static Interval? Clinical(Measure measure) =>
        measure.CutOff is not { } cutOff ? null
        : measure.CutOffSide == ">=" ? new Interval(cutOff, measure.Maximum)
        : new Interval(measure.Minimum, cutOff);

    private static string Improvement(MeasureOutcome outcome) =>
        outcome.MeanImprovement switch
        {
            null => "",
            { Low: { } low, High: { } high } change => string.Create(
                CultureInfo.InvariantCulture,
                $"Mean improvement {Printed(change.Estimate)} points (95 % interval {Printed(low)} to {Printed(high)})"
            ),
            { } change => string.Create(CultureInfo.InvariantCulture, $"Mean improvement {Printed(change.Estimate)} points; ")
                + (outcome.Paired == 1 ? "one family has no interval" : "every change is the same, so there is no interval"),
        };

    // Rounded as the page rounds it; a figure that rounds to zero loses its minus sign.
    private static string Printed(double points) =>
        (Math.Round(points, 1, MidpointRounding.AwayFromZero) + 0.0).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}
