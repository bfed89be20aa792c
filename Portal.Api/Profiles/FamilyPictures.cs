using System.Globalization;
using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Periods;

namespace Portal.Api.Profiles;

/// <summary>The families of a service as pictures: their way through it, and who they are.</summary>
public static class FamilyPictures
{
    private const string Unit = "referrals";

    /// <summary>From referral to closing, with what became of those who did not go on.</summary>
    /// <param name="whose">The service's name.</param>
    public static DrawnPicture Flow(FamilyFigures families, Window window, string whose, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(families, (nameof(Flow), window, whose, layout), () => DrawnFlow(families, window, whose, layout));

    private static DrawnPicture DrawnFlow(FamilyFigures families, Window window, string whose, ChartLayout layout)
    {
        var flow = families.Flow;
        return FlowChart.Draw(
            new FlowPicture(
                $"From referral to closing: {Numbers(flow.Referred, "referral", Unit)}",
                $"{whose}, referred {window.Words}",
                [
                    new(
                        "Referred",
                        flow.Referred,
                        null,
                        [
                            new("signposted elsewhere", flow.Signposted),
                            new("declined", flow.Declined),
                            new("decision pending", flow.Pending),
                        ]
                    ),
                    new(
                        "Accepted",
                        flow.Accepted,
                        null,
                        [new("waiting to be seen", flow.Waiting), new("closed before they were seen", flow.ClosedUnseen)]
                    ),
                    new("Seen", flow.Seen, Wait(flow.DaysToFirstContact, "days"), [new("still open", flow.Open)]),
                    new("Closed", flow.Closed, Wait(flow.MonthsToClosure, "months"), []),
                ],
                Unit,
                "Those referred late in these months may still be accepted, seen or closed: the later steps are under-recorded.",
                ServiceProfile.Mark
            ),
            layout
        );
    }

    /// <summary>One group of questions about them. Who refers is drawn as ranked bars, the others as parted ones.</summary>
    /// <param name="whose">The service's name.</param>
    public static DrawnPicture Who(FamilyGroup group, Window window, string whose, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(group, (nameof(Who), window, whose, layout), () => DrawnWho(group, window, whose, layout));

    private static DrawnPicture DrawnWho(FamilyGroup group, Window window, string whose, ChartLayout layout)
    {
        var subtitle = $"{whose}, referred {window.Words}";
        return group.Code == FamilyGroup.Sources
            ? Ranked(group, subtitle, layout)
            : PartsChart.Draw(
                new PartsPicture(group.Title, subtitle, [.. group.Answers.Select(BarOf)], Unit, Caveat(group.Code), ServiceProfile.Mark),
                layout
            );
    }

    /// <summary>A question as a bar.</summary>
    public static PartedBar BarOf(FamilyAnswers answers) =>
        new(answers.Label, [.. answers.Parts.Select(part => new Part(part.Label, part.Count))], answers.NotRecorded);

    private static DrawnPicture Ranked(FamilyGroup group, string subtitle, ChartLayout layout)
    {
        var answers = group.Answers[0];
        return CountBarsChart.Draw(
            new CountBarsPicture(
                group.Title,
                $"{subtitle}: n {Numbers(answers.Known, "referral", Unit)}"
                    + (answers.NotRecorded > 0 ? $"; {Numbers(answers.NotRecorded, "more", "more")} not recorded" : ""),
                [
                    .. answers
                        .Parts.Where(part => part.Count > 0)
                        .OrderByDescending(part => part.Count)
                        .Select(part => new CountBar(part.Label, part.Count, Percent(part.Count, answers.Known))),
                ],
                Unit,
                Caveat(group.Code),
                ServiceProfile.Mark
            ),
            layout
        );
    }

    private static string Caveat(string group) =>
        group switch
        {
            FamilyGroup.Risks => "Often under-recorded: a family may have risks that nobody asked about.",
            FamilyGroup.SocialCare or FamilyGroup.Home =>
                "Work ended: seen and closed, recorded at both times. No comparison group: families often change with time.",
            FamilyGroup.Deprivation => "The nations measure deprivation differently, so fifths are of the nation that the family lives in.",
            _ => "Often under-recorded: n says of how many it is known.",
        };

    private static FlowWait? Wait(MedianWait wait, string unit) =>
        wait.Median is { } median ? new FlowWait(median, unit, "referral", wait.Known) : null;

    private static string Percent(int count, int of) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100.0 * count / of, MidpointRounding.AwayFromZero):0} %");

    private static string Numbers(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
