using System.Globalization;
using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Profiles;

namespace Portal.Api.Experience;

/// <summary>Feedback as pictures: one bar a question, parted by answer.</summary>
public static class ExperiencePictures
{
    private const string Caveat =
        "Only those who answered are counted; they may not stand for the others. No comparison group. "
        + "The answers are the numbers of your form.";

    // From very good to very poor; the last is outside the order.
    private static readonly Segment[] FriendsAndFamily =
    [
        new("Very good"),
        new("Good"),
        new("Neither good nor poor"),
        new("Poor"),
        new("Very poor"),
        new("Don't know", IsAside: true),
    ];

    /// <summary>One kind of form from one kind of respondent.</summary>
    /// <param name="whose">The service's name.</param>
    public static DrawnPicture Draw(FormAnswers form, ExperienceAnswers all, string whose, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(form, (nameof(Draw), all, whose, layout), () => Drawn(form, all, whose, layout));

    private static DrawnPicture Drawn(FormAnswers form, ExperienceAnswers all, string whose, ChartLayout layout)
    {
        var isFft = form.Form == "FFT";
        // Of the other forms the highest answer is the best; of this one it is the first.
        var values = form.Items.SelectMany(item => item.Answers).Select(answer => answer.Value).Distinct().Order().ToList();
        if (!isFft)
            values.Reverse();
        var segments = isFft ? FriendsAndFamily : [.. values.Select(value => new Segment($"Answer {value}"))];
        var from = form.Respondents == ServiceExperience.Parents ? "parents and other caregivers" : "referrers and other professionals";
        return StackedBarsChart.Draw(
            new StackedBarsPicture(
                $"{form.Label}: answers of {from}",
                string.Create(CultureInfo.InvariantCulture, $"{whose}, {Periods.WholeQuarters.Words(all.Quarters)}: {form.Count:N0} forms"),
                segments,
                [
                    .. form.Items.Select(item => new StackedBar(
                        item.Label,
                        [.. values.Select(value => item.Answers.First(answer => answer.Value == value).Count)]
                    )),
                ],
                "forms",
                isFft ? Caveat.Replace(" The answers are the numbers of your form.", "", StringComparison.Ordinal) : Caveat,
                ServiceProfile.Mark
            ),
            layout
        );
    }
}
