using System.Globalization;
using System.Text;

namespace Portal.Tests.Releases;

/// <summary>Extracts of 2025-Q4 of services that use EPDS only; the same arguments make the same families.</summary>
internal static class InventedExtract
{
    public const string Quarter = "2025-Q4";

    /// <summary>The reference of one family of a service, counted from 0.</summary>
    public static string CaseRef(string service, int family) =>
        string.Create(CultureInfo.InvariantCulture, $"{service[0]}{service[^1]}-K{family:00}Q{family * 7 % 10}");

    /// <summary>Last scores as they are without a correction.</summary>
    public static int Last(int family) => 4 + family * 5 % 13;

    /// <summary>Families that were referred in February 2025 and closed in October, each with a first and a last score.</summary>
    /// <param name="service">Code of a sample service.</param>
    /// <param name="families">How many; at most 100.</param>
    /// <param name="corrected">Last scores that differ, by family.</param>
    public static Dictionary<string, string> Of(string service, int families, params (int Family, int Last)[] corrected)
    {
        var cases = new StringBuilder(
            "service_code,case_ref,referral_month,referral_source,baby_age_band,baby_ethnicity,caregiver1_relationship,caregiver1_age_band,"
                + "father_involvement,household,social_care_start,social_care_end,decision,days_to_first_contact,status,closure_month,closure_reason,contacts_attended\n"
        );
        var scores = new StringBuilder("service_code,case_ref,measure,subscale,timepoint,week,respondent,score\n");
        for (var family = 0; family < families; family++)
        {
            var caseRef = CaseRef(service, family);
            cases.Append(
                CultureInfo.InvariantCulture,
                $"{service},{caseRef},2025-02,HEALTH_VISITOR,0-2,A,BIRTH_MOTHER,25-29,ATTENDED_REGULARLY,TWO_PARENT,NONE,NONE,ACCEPTED,14,CLOSED,2025-10,COMPLETED,9\n"
            );
            var last = corrected.Where(one => one.Family == family).Select(one => one.Last).DefaultIfEmpty(Last(family)).Single();
            scores.Append(CultureInfo.InvariantCulture, $"{service},{caseRef},EPDS,,BASELINE,0,MOTHER,{9 + family * 7 % 11}\n");
            scores.Append(CultureInfo.InvariantCulture, $"{service},{caseRef},EPDS,,END,20,MOTHER,{last}\n");
        }

        return new Dictionary<string, string> { ["cases.csv"] = cases.ToString(), ["scores.csv"] = scores.ToString() };
    }
}
