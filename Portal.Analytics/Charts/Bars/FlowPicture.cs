using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>Those who do not go on to the next step.</summary>
/// <param name="Label">What became of them, such as "declined", as it follows a number.</param>
/// <param name="Count">At least 0; none are not drawn.</param>
public sealed record FlowExit(string Label, int Count);

/// <summary>How long it took half of those who reached a step.</summary>
/// <param name="Median">At least 0.</param>
/// <param name="Unit">Such as "days".</param>
/// <param name="Since">From when on, such as "referral".</param>
/// <param name="Of">How many the median is of: at least 1.</param>
public sealed record FlowWait(double Median, string Unit, string Since, int Of);

/// <summary>One step of a way.</summary>
/// <param name="Label">What was reached, such as "Seen".</param>
/// <param name="Count">How many reached it.</param>
/// <param name="Wait"><c>null</c> where it is not known, or of too few.</param>
/// <param name="Exits">Those who are not in the next step; with it they add up to <paramref name="Count"/>. Of the last step, none.</param>
public sealed record FlowStep(string Label, int Count, FlowWait? Wait, IReadOnlyList<FlowExit> Exits);

/// <summary>A way in steps: how many came to each, how long it took them, and what became of the others.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose, and which months; may be empty.</param>
/// <param name="Steps">Two to four, the first at the beginning; the first with nobody in it draws the empty state.</param>
/// <param name="Unit">What is counted, such as "referrals".</param>
/// <param name="Caveat">For the reader, printed below; may be empty.</param>
/// <param name="Mark">A mark such as "Internal - small numbers", drawn inside the picture; <c>null</c> for none.</param>
public sealed record FlowPicture(string Title, string Subtitle, IReadOnlyList<FlowStep> Steps, string Unit, string Caveat, string? Mark)
{
    /// <summary>The numbers behind the marks: each step, and below it those who left the way there.</summary>
    public PictureTable Table =>
        new(
            ["step", "what became of them", Unit, "half within", "time in", "time known of"],
            [
                .. Steps.SelectMany(step =>
                    (IReadOnlyList<string>[])
                        [
                            [
                                step.Label,
                                "",
                                PictureTable.Cell(step.Count),
                                PictureTable.Cell(step.Wait?.Median),
                                step.Wait is { } wait ? $"{wait.Unit} since {wait.Since}" : "",
                                PictureTable.Cell(step.Wait?.Of),
                            ],
                            .. step
                                .Exits.Where(exit => exit.Count > 0)
                                .Select(exit => (IReadOnlyList<string>)[step.Label, exit.Label, PictureTable.Cell(exit.Count), "", "", ""]),
                        ]
                ),
            ]
        );
}
