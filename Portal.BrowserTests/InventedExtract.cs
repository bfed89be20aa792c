using System.Text;
using Microsoft.Playwright;

namespace Portal.BrowserTests;

/// <summary>A small extract of the sample service HARBOUR for April to June 2025: invented, and right unless a test changes it.</summary>
public static class InventedExtract
{
    public const string Quarter = "2025-Q2";

    /// <summary>Three waiting cases; the heading is row 1, the cases are rows 2 to 4.</summary>
    public const string Cases = """
        service_code,case_ref,referral_month,referral_source,baby_age_band,baby_ethnicity,caregiver1_relationship,caregiver1_age_band,father_involvement,household,social_care_start,decision,status
        HARBOUR,HB-K7Q2,2025-04,HEALTH_VISITOR,0-2,A,BIRTH_MOTHER,25-29,ATTENDED_REGULARLY,TWO_PARENT,NONE,PENDING,WAITING
        HARBOUR,HB-M3T9,2025-05,MIDWIFERY,UNBORN,N,BIRTH_MOTHER,18-20,KNOWN_NOT_SEEN,SINGLE_PARENT,EARLY_HELP,PENDING,WAITING
        HARBOUR,HB-W5X8,2025-06,SELF,6-11,C,BIRTH_FATHER,30-34,ATTENDED_ONCE,TWO_PARENT,NONE,PENDING,WAITING

        """;

    /// <summary>Risks of two of the cases.</summary>
    public const string Risks = """
        service_code,case_ref,risk_code,stage,present
        HARBOUR,HB-K7Q2,ISOLATION,REFERRAL,Y
        HARBOUR,HB-K7Q2,POVERTY,REFERRAL,N
        HARBOUR,HB-M3T9,HOUSING,REFERRAL,Y

        """;

    /// <summary>Risks without a single N and without <c>risks_assessed</c>: right, but unusual enough to want a reason.</summary>
    public const string RisksOnlyPresent = """
        service_code,case_ref,risk_code,stage,present
        HARBOUR,HB-K7Q2,ISOLATION,REFERRAL,Y
        HARBOUR,HB-M3T9,HOUSING,REFERRAL,Y

        """;

    public static FilePayload File(string name, string content) =>
        new()
        {
            Name = name,
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes(content),
        };
}
