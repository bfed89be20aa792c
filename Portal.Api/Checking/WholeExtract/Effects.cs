using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>A figure of the quarter that submitting sets.</summary>
/// <param name="Figure">FAMILIES, RISKS_ASSESSED or PAIRS.</param>
/// <param name="Measure">Measure code; <c>null</c> unless the figure is of a measure.</param>
/// <param name="Subscale">Subscale code; <c>null</c> unless the figure is of a measure, empty when it has one score.</param>
/// <param name="Before">As it stands; <c>null</c> when nothing stands.</param>
/// <param name="After">As it will stand.</param>
public sealed record Effect(string Figure, string? Measure, string? Subscale, int? Before, int After)
{
    /// <summary>How many go away; 0 when none does.</summary>
    public int Lost => Math.Max(0, (Before ?? 0) - After);
}

/// <summary>What submitting an extract changes in the figures of its quarter.</summary>
internal static class Effects
{
    public const string Families = "FAMILIES";
    public const string RisksAssessed = "RISKS_ASSESSED";
    public const string Pairs = "PAIRS";

    /// <summary>Families, cases with risks assessed at referral, and pairs by measure; the largest loss first.</summary>
    /// <param name="before">What stands; <c>null</c> when nothing does.</param>
    /// <param name="after">What will stand.</param>
    public static IReadOnlyList<Effect> Of(ExtractRows? before, ExtractRows after, Quarter period, MeasureCatalogue measures)
    {
        var then = before is null ? [] : PairsOf(before);
        var now = PairsOf(after);
        return
        [
            .. new[]
            {
                new Effect(Families, null, null, before is null ? null : FamiliesOf(before), FamiliesOf(after)),
                new Effect(RisksAssessed, null, null, before is null ? null : AssessedOf(before), AssessedOf(after)),
            }
                .Concat(
                    measures
                        .All.Select(measure => (measure.Code, measure.Subscale))
                        .Where(one => then.ContainsKey(one) || now.ContainsKey(one))
                        .Select(one => new Effect(
                            Pairs,
                            one.Code,
                            one.Subscale,
                            before is null ? null : then.GetValueOrDefault(one),
                            now.GetValueOrDefault(one)
                        ))
                )
                .OrderByDescending(effect => effect.Lost),
        ];

        Dictionary<(string, string), int> PairsOf(ExtractRows rows) =>
            PairedCounts.Of(rows, period, measures).ToDictionary(one => (one.Measure, one.Subscale), one => one.Paired);
    }

    // Without a family's reference a case is a family of its own.
    private static int FamiliesOf(ExtractRows rows) =>
        rows.Cases.Select(row => string.IsNullOrEmpty(row.FamilyRef) ? (row.CaseRef, "") : ("", row.FamilyRef)).Distinct().Count();

    // As the referral profile counts: a file with neither a known absence nor risks_assessed stays out.
    private static int AssessedOf(ExtractRows rows)
    {
        if (rows.Risks is not { } risks)
            return 0;
        var asked = rows.Cases.Where(row => row.RisksAssessed == "Y").Select(row => row.CaseRef).ToHashSet(StringComparer.Ordinal);
        if (asked.Count == 0 && risks.All(row => row.Present != "N"))
            return 0;
        return risks
            .Where(row => row is { Stage: "REFERRAL", Present: "Y" or "N" })
            .Select(row => row.CaseRef)
            .Concat(asked)
            .Distinct()
            .Count();
    }
}
