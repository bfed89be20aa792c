using Portal.Api.Checking.Files;
using Portal.Api.Checking.Problems;
using Portal.Api.Checking.WholeExtract;

namespace Portal.Api.Checking;

/// <summary>An extract whose files were read and not compared with anything yet.</summary>
internal sealed record OpenedExtract(
    CheckRequest Request,
    StandingQuarter? Standing,
    ProblemLog Log,
    IReadOnlyList<GatedFile> Files,
    ReadExtract Read
)
{
    /// <summary>References of the cases that it lists, as far as they can be read.</summary>
    public IReadOnlyList<string> ListedCases =>
        [.. (Read.ListedCases ?? []).Select(row => row.CaseRef).Where(found => !string.IsNullOrEmpty(found)).Distinct()];
}
