using Portal.Api.Checking.Problems;

namespace Portal.Web.Pages.Send;

/// <summary>Problems that read as one: a single problem, or several columns of one file whose heading breaks the same rule.</summary>
public sealed record ProblemGroup(IReadOnlyList<Problem> Problems)
{
    public Problem First => Problems[0];

    /// <summary>For all problems in the group.</summary>
    public int Count => Problems.Sum(problem => problem.Count);

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
