using Portal.Analytics.Charts.Bars;
using Portal.Analytics.Charts.Drawing;
using Portal.Api.Periods;
using Portal.Api.Profiles;

namespace Portal.Api.Work;

/// <summary>The work of a service as pictures.</summary>
public static class WorkPictures
{
    private const string Placed = "Contacts are placed by the month of referral, the days to the first contact and the week.";

    /// <summary>Attended contacts by approach, the most frequent first.</summary>
    /// <param name="window">The months that were asked for.</param>
    /// <param name="whose">The service's name.</param>
    public static DrawnPicture Approaches(WorkFigures work, Window window, string whose, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(work, (nameof(Approaches), window, whose, layout), () => DrawnApproaches(work, window, whose, layout));

    private static DrawnPicture DrawnApproaches(WorkFigures work, Window window, string whose, ChartLayout layout) =>
        CountBarsChart.Draw(
            new CountBarsPicture(
                "Attended contacts by approach",
                $"{whose}, {window.Words}: {Numbers(work.Contacts.Attended, "contact", "contacts")} with "
                    + $"{Numbers(work.Contacts.Families, "family", "families")}",
                Ranked(work.Contacts.Approaches),
                "contacts",
                Placed,
                ServiceProfile.Mark
            ),
            layout
        );

    /// <summary>Sessions of indirect work by kind, the most frequent first, with the people reached.</summary>
    /// <param name="whose">The service's name.</param>
    public static DrawnPicture Indirect(WorkFigures work, string whose, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(work, (nameof(Indirect), whose, layout), () => DrawnIndirect(work, whose, layout));

    private static DrawnPicture DrawnIndirect(WorkFigures work, string whose, ChartLayout layout) =>
        CountBarsChart.Draw(
            new CountBarsPicture(
                "Work with other professionals",
                $"{whose}, {WholeQuarters.Words(work.Quarters)}: {Numbers(work.Indirect.Sum(row => row.Sessions), "session", "sessions")}",
                [
                    .. work
                        .Indirect.GroupBy(row => row.ActivityLabel)
                        .Select(group => new CountBar(
                            group.Key,
                            group.Sum(row => row.Sessions),
                            Numbers(group.Sum(row => row.People), "person", "people")
                        ))
                        .OrderByDescending(bar => bar.Count),
                ],
                "sessions",
                "Somebody who came to several sessions counts each time.",
                ServiceProfile.Mark
            ),
            layout
        );

    /// <summary>Where babies live and which step social care is on, when the work started and when it ended.</summary>
    /// <param name="window">The months in which the work ended.</param>
    /// <param name="whose">The service's name.</param>
    public static DrawnPicture Together(FamiliesTogether together, Window window, string whose, ChartLayout layout = ChartLayout.Wide) =>
        DrawnOnce.Of(together, (nameof(Together), window, whose, layout), () => DrawnTogether(together, window, whose, layout));

    private static DrawnPicture DrawnTogether(FamiliesTogether together, Window window, string whose, ChartLayout layout)
    {
        var (home, care, steps) = (together.Home, together.SocialCare, together.Steps);
        return StartToEndChart.Draw(
            new StartToEndPicture(
                $"Families together: {Numbers(together.Ended, "family", "families")} from start to end",
                $"{whose}, seen, and closed {window.Words}",
                [Moved("Baby's home", home), Moved("Social care", care)],
                new PartedBar(
                    "Step of social care from start to end",
                    [
                        new("Lower at the end", steps.Lower),
                        new("The same", steps.Same),
                        new("Higher at the end", steps.Higher),
                        new("Pre-birth assessment, no step", steps.NotOrdered),
                    ],
                    care.End.NotRecorded
                ),
                "families",
                "Both times recorded. No comparison group. Social care may step up because the team saw a need, so neither way is better.",
                ServiceProfile.Mark
            ),
            layout
        );
    }

    private static MovedAnswers Moved(string label, StartAndEnd answers) =>
        new(
            label,
            [.. answers.Start.Parts.Zip(answers.End.Parts, (start, end) => new AnswerMove(start.Label, start.Count, end.Count))],
            answers.End.NotRecorded
        );

    private static List<CountBar> Ranked(IReadOnlyList<ContactCount> counts) =>
        [
            .. counts
                .Where(count => count.Count > 0)
                .OrderByDescending(count => count.Count)
                .Select(count => new CountBar(count.Label, count.Count)),
        ];

    private static string Numbers(int count, string one, string many) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
