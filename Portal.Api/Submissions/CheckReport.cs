using Portal.Api.Checking;
using Portal.Api.Checking.Mapping;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;
using Portal.Api.Extracts.Rules;
using Portal.Api.Periods;
using Portal.Api.Submissions.Differences;
using Portal.Api.Submissions.Storing;

namespace Portal.Api.Submissions;

/// <summary>The findings of a check, as pages and clients read them.</summary>
/// <param name="Check">Id of the draft, or <c>null</c> when nothing was kept.</param>
/// <param name="History"><c>checked</c> when the rules that look at earlier quarters ran, otherwise <c>not checked</c>.</param>
/// <param name="Files">All six, with what becomes of each; only those sent when earlier submissions were not looked at.</param>
/// <param name="Problems">Grouped by rule, file and column, errors first.</param>
/// <param name="Difference">What has changed since the quarter before and since the
/// standing submission; <c>null</c> when earlier quarters were not looked at.</param>
/// <param name="Coverage">Files of which it must be said whether they hold everything so far, with what the check took them for.</param>
/// <param name="FirstRows">How the first rows of each file were read.</param>
/// <param name="Effects">What submitting would change in the figures of the quarter, the largest loss first.</param>
/// <param name="Mapping">Columns and words of the service's own of which it must be said what they stand for.</param>
/// <param name="MappingUsed">The saved mapping by which something was read; <c>null</c> when none was needed.</param>
/// <param name="Progress">How much was put right since the same person's check before; <c>null</c> when nothing had to be.</param>
public sealed record CheckReport(
    string? Check,
    string Service,
    Quarter Period,
    string RuleSet,
    CheckState State,
    string History,
    IReadOnlyList<FileLine> Files,
    int TotalErrors,
    int TotalWarnings,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<FieldCompleteness> Completeness,
    IReadOnlyList<PairedCount> Paired,
    Difference? Difference,
    IReadOnlyList<CoverageQuestion> Coverage,
    IReadOnlyList<FirstRows> FirstRows,
    IReadOnlyList<Effect> Effects,
    MappingQuestions Mapping,
    MappingVersion? MappingUsed,
    CheckProgress? Progress
)
{
    /// <param name="history">What the service sent before; <c>null</c> exactly when the extract was checked without it.</param>
    /// <param name="before">What had to be put right in the check before; empty when there was none.</param>
    internal static CheckReport Of(
        CheckedExtract extract,
        string? draftId,
        ReportHistory? history,
        IReadOnlyList<KindOfProblem>? before = null
    ) =>
        new(
            draftId,
            extract.Request.ServiceCode,
            extract.Request.Period,
            RuleCatalogue.RuleSet,
            extract.State,
            extract.HistoryChecked ? "checked" : "not checked",
            Lines(extract),
            extract.TotalErrors,
            extract.TotalWarnings,
            [.. extract.Problems.Select(problem => WithReason(problem, history))],
            extract.Completeness,
            extract.Paired,
            history is null ? null : CompareExtracts.Of(extract, history),
            extract.Coverage,
            Submissions.FirstRows.Of(extract),
            extract.Effects,
            extract.Questions,
            extract.MappingUsed,
            CheckProgress.Of(before ?? [], extract)
        );

    // Without a look at what stands nothing can be said of files that are not here.
    private static List<FileLine> Lines(CheckedExtract extract)
    {
        var sent = extract.Files.Select(FileLine.Of).ToList();
        return extract.HistoryChecked
            ? [.. FileLine.AllSix([.. sent, .. extract.Carried.Files.Select(FileLine.Of)], extract.Removed).Select(Arrived)]
            : sent;

        // What could not be read at all was sent all the same.
        FileLine Arrived(FileLine line) =>
            line.IsThere || !CompareExtracts.WasSent(extract, line.Name) ? line : line with { State = FileState.New };
    }

    private static Problem WithReason(Problem problem, ReportHistory? history) =>
        problem.Severity == Severity.Warning && history is not null
            ? problem with
            {
                EarlierReason = history.Reasons.GetValueOrDefault((problem.Code, problem.File ?? "")),
            }
            : problem;
}
