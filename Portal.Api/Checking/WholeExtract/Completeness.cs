using Portal.Api.Checking.Rows;
using Portal.Api.Extracts;

namespace Portal.Api.Checking.WholeExtract;

/// <summary>How many cases have a known value in a column of cases.csv.</summary>
/// <param name="Field">Column of cases.csv.</param>
/// <param name="Known">Cases whose value is neither blank nor a code for "not known"; in [0, <paramref name="Of"/>].</param>
/// <param name="Of">All cases.</param>
public sealed record FieldCompleteness(string Field, int Known, int Of);

/// <summary>How much is known about the cases of an extract.</summary>
internal static class Completeness
{
    private static readonly (string Field, Func<CaseRow, string?> Value)[] Fields =
    [
        ("referral_source", row => row.ReferralSource),
        ("baby_age_band", row => row.BabyAgeBand),
        ("baby_sex", row => row.BabySex),
        ("baby_ethnicity", row => row.BabyEthnicity),
        ("preterm_or_neonatal", row => row.PretermOrNeonatal),
        ("multiple_birth", row => row.MultipleBirth),
        ("caregiver1_relationship", row => row.Caregiver1Relationship),
        ("caregiver1_age_band", row => row.Caregiver1AgeBand),
        ("caregiver1_ethnicity", row => row.Caregiver1Ethnicity),
        ("father_involvement", row => row.FatherInvolvement),
        ("risks_assessed", row => row.RisksAssessed),
        ("household", row => row.Household),
        ("deprivation_decile", row => row.DeprivationDecile is null ? null : row.DeprivationNation),
        ("interpreter_used", row => row.InterpreterUsed),
        ("social_care_start", row => row.SocialCareStart),
    ];

    public static IReadOnlyList<FieldCompleteness> Of(IReadOnlyList<CaseRow> cases) =>
        [
            .. Fields.Select(field => new FieldCompleteness(
                field.Field,
                cases.Count(row => IsKnown(field.Field, field.Value(row))),
                cases.Count
            )),
        ];

    private static bool IsKnown(string field, string? value) => KnownCells.IsKnown(ExtractFiles.Cases.Column(field)!, value);
}
