using Portal.Analytics.Moments;
using Portal.Api.Answers;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Workspace;

/// <summary>
/// A fact about each service that change may depend on. It enters a model as a third of the services: 1 lowest, 3 highest.
/// </summary>
/// <remarks>
/// Source: docs/disclosure.md, "The workspace", rule 4. From exact values, the coefficients would be equations that a search over whole
/// families solves.
/// </remarks>
/// <param name="Code">BASELINE_MEAN, PAIRS, or a dimension and band joined by a colon.</param>
/// <param name="Label">In plain words.</param>
/// <param name="Value">Computes the value of a contributor from its pairs and groups.</param>
public sealed record Moderator(string Code, string Label, Func<PairedMoments, IReadOnlyList<ServiceGroup>, double> Value)
{
    /// <summary>The mean of the first scores.</summary>
    public const string BaselineMean = "BASELINE_MEAN";

    /// <summary>Every moderator that can be chosen.</summary>
    public static IReadOnlyList<Moderator> All { get; } =
    [
        new(BaselineMean, "Mean first score, by thirds", (pairs, _) => pairs.MeanFirst),
        new("PAIRS", "Families with both scores, by thirds", (pairs, _) => pairs.N),
        .. ReleaseLattice.Dimensions.SelectMany(dimension =>
            dimension.Bands.Select(band => new Moderator(
                $"{dimension.Code}:{band.Code}",
                $"{dimension.Label}: {band.Label}, share of families, by thirds",
                (pairs, groups) =>
                    (double)groups.Where(group => group.Dimension == dimension.Code && group.Code == band.Code).Sum(group => group.Pairs.N)
                    / pairs.N
            ))
        ),
    ];
}

/// <summary>The query of an analysis as text; any part may be absent.</summary>
public sealed record AnalysisQuery(
    string? Measure,
    string? Subscale,
    string? By,
    IReadOnlyList<string>? Moderators,
    string? Window,
    string? Release
);

/// <summary>A question to the workspace.</summary>
/// <param name="By">NATION, HOST, a dimension of the lattice, or <c>null</c>.</param>
/// <param name="Release">Id of a frozen release, or <c>null</c> for the latest.</param>
public sealed record AnalysisQuestion(
    Measure Measure,
    string? By,
    IReadOnlyList<Moderator> Moderators,
    bool IsFinancialYear,
    string? Release
)
{
    public const string ByNation = "NATION";
    public const string ByHost = "HOST";
    public const string FinancialYear = "FINANCIAL_YEAR";
    public const string Headline = "FOUR_QUARTERS";

    private const int MostModerators = 5;

    /// <summary>Whether the subgroups are groups of services, not of families.</summary>
    public bool IsByService => By is ByNation or ByHost;

    /// <summary>The subgroup of a service by its nation or host; <c>null</c> otherwise.</summary>
    public string? SubgroupOf(WorkspaceService service) =>
        By switch
        {
            ByNation => ReleaseLattice.ScopeLabel("NATION_" + service.Nation),
            ByHost => ReleaseLattice.ScopeLabel("HOST_" + service.Host),
            _ => null,
        };

    /// <summary>Reads a query.</summary>
    /// <returns>400 with a code when something is unknown.</returns>
    public static Answer<AnalysisQuestion> Read(AnalysisQuery query)
    {
        var (measure, subscale, by, moderators, window, release) = query;
        if (!PooledMeasures.Read((measure, subscale)).IsGiven(out var found, out var refusal))
            return refusal;
        if (!string.IsNullOrEmpty(by) && by is not (ByNation or ByHost) && ReleaseLattice.Dimension(by) is null)
            return Unknown(
                "SUBGROUP_UNKNOWN",
                $"by is NATION, HOST or one of {string.Join(", ", ReleaseLattice.Dimensions.Select(dimension => dimension.Code))}."
            );
        if (!string.IsNullOrEmpty(window) && window is not (FinancialYear or Headline))
            return Unknown("WINDOW_UNKNOWN", "window is FOUR_QUARTERS or FINANCIAL_YEAR of the release.");
        var asked = (moderators ?? []).Where(code => code.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        Moderator?[] known = [.. asked.Select(code => Moderator.All.FirstOrDefault(moderator => moderator.Code == code))];
        if (known.Contains(null))
            return Unknown("MODERATOR_UNKNOWN", "A moderator is BASELINE_MEAN, PAIRS, or a dimension and band such as BABY_AGE:UNBORN.");
        if (known.Length > MostModerators)
            return Unknown("MODERATORS_TOO_MANY", "Choose at most five moderators; each needs about ten services.");
        return new AnalysisQuestion(
            found,
            string.IsNullOrEmpty(by) ? null : by,
            [.. known.Select(moderator => moderator!)],
            window == FinancialYear,
            string.IsNullOrEmpty(release) ? null : release
        );
    }

    private static Refusal Unknown(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
}
