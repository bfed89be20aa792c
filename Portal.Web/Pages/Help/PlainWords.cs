namespace Portal.Web.Pages.Help;

/// <summary>A word of the pages, in plain words.</summary>
/// <param name="Name">As pages print it.</param>
/// <param name="Meaning">For somebody who has never heard it.</param>
public sealed record PlainWord(string Name, string Meaning)
{
    /// <summary>Id of the word on its page.</summary>
    public string Anchor => "word-" + string.Concat(Name.ToLowerInvariant().Where(IsKept)).Replace(' ', '-');

    private static bool IsKept(char letter) => letter is ' ' || char.IsAsciiLetterOrDigit(letter);
}

/// <summary>The words that a clinician meets in the portal, in alphabetical order.</summary>
/// <remarks>Source: docs/glossary.md, "The field".</remarks>
public static class PlainWords
{
    public static IReadOnlyList<PlainWord> All { get; } =
    [
        new("95 % interval", "How far a figure could well be off by chance alone. With few families it is wide."),
        new("Accepted", "Of a family: the service took the referral on. Of an extract: it was stored, and you have a receipt."),
        new("Baseline", "The first score of a family, before the work or at its start."),
        new("Both scores", "Families with a first and a last score from the same person. Only they can show a change."),
        new("Case", "One referral. A family that is referred twice is two cases."),
        new("Caveat", "What to bear in mind when you read a figure or show it to others."),
        new("Clinical cut-off", "Where published studies put the line between usual and clinical scores."),
        new("Completion", "How many of the families with a first score have a last one, too."),
        new("Construct", "What a measure is about: the baby, the relationship, the parent's wellbeing, or goals."),
        new("Control chart", "A line over the quarters with limits. A quarter beyond the limits is more than chance usually brings."),
        new("Extract", "What your service sends for one quarter: up to six files, without names."),
        new("Family", "Cases of one family that overlap in time are one family, so that twins count once."),
        new("Funnel", "A picture of a service's own figure among limits that are wide for few families and narrow for many."),
        new("Higher, similar, lower", "Where your figure lies beside the network, allowing for chance and usual differences."),
        new("Internal", "Exact figures with small numbers: for the people of your service, not to be passed on."),
        new("Last score", "The last score of a family, at or near the end of the work."),
        new("Late", "A quarter whose extract was due and has not come. It can still be sent."),
        new(
            "Low precision",
            "Few families are behind a figure: fewer than 10 in your own, fewer than 30 in released ones. It says little about others."
        ),
        new("Mean improvement", "The average change from first to last score, turned so that a plus always means better."),
        new("Measure", "A questionnaire or a rating, such as EPDS or KIPS."),
        new("Network", "All services that send extracts, together."),
        new("No comparison group", "Nobody knows how the families would have fared without the work. Families often improve with time."),
        new("Not recorded", "Nobody wrote it down. It is not the same as no."),
        new("Not shown", "Withheld, because the figure could tell something about few families or services."),
        new("Pooled", "Put together from many services, each weighed by how precise its own figure is."),
        new("Prediction interval", "Where the figure of another service like these is expected to lie."),
        new("Protected", "Rounded, and without small numbers, so that nobody can be recognised."),
        new("Quarter", "Three months of the calendar, such as October to December 2025."),
        new("Receipt", "The proof that an extract was stored. Keep it or print it."),
        new("Release", "Figures of the whole network, made once, protected, approved by a second person and then never changed."),
        new("Reliable change", "A change larger than the measure's own error would make. Smaller ones count as no clear change."),
        new("Risk", "Something known at referral that makes the early relationship harder, such as isolation."),
        new("Scale", "The range that a score can have, from the lowest to the highest."),
        new("Standard deviation", "How far single scores usually lie from their average."),
        new("Standardised change", "The improvement divided by a standard deviation, so that different scales can stand side by side."),
        new("Subscale", "One of several scores of a measure, such as anxiety of HADS."),
        new("Too few to say", "There are too few families for a fair answer. It is a normal answer."),
        new("Withdrawn", "A lead took an extract back. It does not count any more, and the quarter can be sent again."),
        new("Worth chasing", "Cases of which something is missing that somebody can still put right."),
    ];
}
