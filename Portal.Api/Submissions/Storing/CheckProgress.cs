using Portal.Api.Checking;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Submissions.Storing;

/// <summary>A kind of problem that had to be put right: a rule in a column of a file.</summary>
public sealed record KindOfProblem(string Code, string? File, string? Column)
{
    /// <summary>Of everything that blocks an extract, each once.</summary>
    internal static IReadOnlyList<KindOfProblem> Of(CheckedExtract extract) =>
        [
            .. extract
                .Problems.Where(problem => problem.Severity == Severity.Error)
                .Select(problem => new KindOfProblem(problem.Code, problem.File, problem.Column))
                .Distinct(),
        ];
}

/// <summary>How much was put right since the check before.</summary>
/// <param name="Kinds">Kinds of problems that had to be put right then.</param>
/// <param name="Fixed">Those of them that are gone.</param>
/// <param name="New">Kinds that were not there then.</param>
public sealed record CheckProgress(int Kinds, int Fixed, int New)
{
    /// <returns><c>null</c> when nothing had to be put right before.</returns>
    internal static CheckProgress? Of(IReadOnlyCollection<KindOfProblem> before, CheckedExtract now)
    {
        if (before.Count == 0)
            return null;
        var left = KindOfProblem.Of(now);
        return new CheckProgress(before.Count, before.Except(left).Count(), left.Except(before).Count());
    }
}
