using Portal.Analytics.Charts.Drawing;

namespace Portal.Analytics.Charts.Bars;

/// <summary>One answer, and how many gave it at the start and at the end.</summary>
/// <param name="Label">In plain words.</param>
/// <param name="Start">At least 0; an answer that nobody gave at either time is neither drawn nor listed.</param>
/// <param name="End">At least 0.</param>
public sealed record AnswerMove(string Label, int Start, int End);

/// <summary>A question that was asked at the start and at the end, of those with both answers.</summary>
/// <param name="Label">What is asked.</param>
/// <param name="Moves">Each answer in its order; the numbers at the start have the same sum as those at the end.</param>
/// <param name="NotRecorded">How many lack an answer at either time; they stand beside the rows, not in them.</param>
public sealed record MovedAnswers(string Label, IReadOnlyList<AnswerMove> Moves, int NotRecorded)
{
    /// <summary>How many have both answers.</summary>
    public int Known => Moves.Sum(move => move.End);

    internal IReadOnlyList<AnswerMove> Given => [.. Moves.Where(move => move.Start + move.End > 0)];
}

/// <summary>Questions with their answers from start to end, and a bar that says which way the families went.</summary>
/// <param name="Title">States what is shown.</param>
/// <param name="Subtitle">Whose, and which months; may be empty.</param>
/// <param name="Questions">The first at the top; those without both answers are left out, and without any the empty state is drawn.</param>
/// <param name="Ways">Drawn below them; left out when nobody is known.</param>
/// <param name="Unit">What n counts, such as "families".</param>
/// <param name="Caveat">For the reader, printed below; may be empty.</param>
/// <param name="Mark">A mark such as "Internal - small numbers", drawn inside the picture; <c>null</c> for none.</param>
public sealed record StartToEndPicture(
    string Title,
    string Subtitle,
    IReadOnlyList<MovedAnswers> Questions,
    PartedBar Ways,
    string Unit,
    string Caveat,
    string? Mark
)
{
    /// <summary>The numbers behind the marks; what is not recorded has a row of its own.</summary>
    public PictureTable Table =>
        new(
            ["question", "answer", "at the start", "at the end", "of"],
            [
                .. Questions.SelectMany(question =>
                    question
                        .Given.Select(move => Row(question.Label, move.Label, move.Start, move.End, question.Known))
                        .Concat(NotRecorded(question.Label, question.NotRecorded))
                ),
                .. Ways
                    .Parts.Where(part => part.Count > 0)
                    .Select(part => Row(Ways.Label, part.Label, null, part.Count, Ways.Known))
                    .Concat(NotRecorded(Ways.Label, Ways.NotRecorded)),
            ]
        );

    private static IEnumerable<IReadOnlyList<string>> NotRecorded(string question, int count) =>
        count > 0 ? [Row(question, PartsChart.NotRecorded, null, count, null)] : [];

    private static IReadOnlyList<string> Row(string question, string answer, int? start, int end, int? known) =>
        [question, answer, PictureTable.Cell(start), PictureTable.Cell(end), PictureTable.Cell(known)];
}
