using Portal.Api.Extracts.Rules;

namespace Portal.Api.Submissions;

/// <summary>What a check found, as pages and clients read it.</summary>
/// <param name="Check">Id of the draft, or <c>null</c> when nothing was kept.</param>
/// <param name="State">NEEDS_FIXING, NEEDS_REASONS or READY.</param>
/// <param name="History">Whether rules that look at earlier quarters were applied.</param>
/// <param name="Problems">Groups by rule, file and column, errors first.</param>
public sealed record CheckReport(
    string? Check, string Service, string Period, string RuleSet, string State, string History, IReadOnlyList<FileLine> Files, int TotalErrors, int TotalWarnings,
    IReadOnlyList<Problem> Problems, IReadOnlyList<FieldCompleteness> Completeness, IReadOnlyList<PairedCount> Paired)
{
    public static CheckReport Of(CheckedExtract extract, string? draftId) => new(
        draftId, extract.Request.ServiceCode, extract.Request.Period.ToString(), RuleCatalogue.RuleSet, Code(extract.State), "not checked", [.. extract.Files.Select(FileLine.Of)],
        extract.TotalErrors, extract.TotalWarnings, extract.Problems, extract.Completeness, extract.Paired);

    private static string Code(CheckState state) => state switch
    {
        CheckState.NeedsFixing => "NEEDS_FIXING",
        CheckState.NeedsReasons => "NEEDS_REASONS",
        _ => "READY",
    };
}
