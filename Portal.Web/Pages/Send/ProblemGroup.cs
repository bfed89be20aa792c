using System.Globalization;
using Portal.Api.Checking.Problems;
using Portal.Api.Extracts;

namespace Portal.Web.Pages.Send;

/// <summary>Problems that read as one: a single problem, or several columns of one file whose heading breaks the same rule.</summary>
public sealed record ProblemGroup(IReadOnlyList<Problem> Problems)
{
    public Problem First => Problems[0];

    /// <summary>For all problems in the group.</summary>
    public int Count => Problems.Sum(problem => problem.Count);

    /// <summary>Place of the group among those of the report, from 1; 0 when nothing leads to it.</summary>
    public int Place { get; init; }

    /// <summary>Whether an answer can be saved from the report: not when nothing of the files was kept.</summary>
    public bool CanAnswer { get; init; }

    /// <summary>Id of its section; <c>null</c> when nothing leads to it.</summary>
    public string? Anchor => Place > 0 ? string.Create(CultureInfo.InvariantCulture, $"problem-{Place}") : null;

    /// <summary>The column and file in which a word may be read as the code that it probably means; <c>null</c> when it may not.</summary>
    public (string File, string Column)? UsedIn(ValueCount value) =>
        CanAnswer
        && First is { Code: "value.not_allowed", File: { } file, Column: { } column }
        && value is { Means: not null, Value.Length: < LongestWord }
        && value.Value != Problem.Removed
        && ExtractFiles.All.Single(one => one.Name == file).Column(column) is not null
            ? (file, column)
            : null;

    // A longer value may have been cut.
    private const int LongestWord = 40;

    public bool MayIdentify => First.Code.StartsWith("identifier.", StringComparison.Ordinal) || First.Code == "header.identifier";

    public static IReadOnlyList<ProblemGroup> Of(IEnumerable<Problem> problems) =>
        [
            .. problems
                .GroupBy(problem =>
                    (
                        problem.Code,
                        problem.File,
                        problem.Message,
                        Column: IsOfHeading(problem) ? null : problem.Column ?? problem.ColumnLetter
                    )
                )
                .Select(group => new ProblemGroup([.. group])),
        ];

    // Twelve missing columns are usually one mistake, such as exporting the wrong list.
    private static bool IsOfHeading(Problem problem) =>
        problem is { Column: not null, Code: var code }
        && code.StartsWith("header.", StringComparison.Ordinal)
        && problem.Places.All(place => place.Value is null);
}
