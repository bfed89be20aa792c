using Portal.Api.Periods;

namespace Portal.Api.Extracts.Catalogue;

/// <summary>A small invented extract that passes the check as it is: five cases in different states, with rows in every file.</summary>
/// <remarks>
/// A row starts from the catalogue's example of each column and changes the cells named here, so a new column appears by itself.
/// </remarks>
internal static class ExampleExtract
{
    private const string Closed = "C-7Q2K9";
    private const string Open = "C-4M8TW";
    private const string Waiting = "C-9XH3D";
    private const string Declined = "C-2RV6J";
    private const string Pending = "C-8KD5N";

    private static readonly (string Measure, string Subscale) Anxiety = ("HADS", "ANXIETY");
    private static readonly (string Measure, string Subscale) Depression = ("HADS", "DEPRESSION");
    private static readonly (string Measure, string Subscale) Warmth = ("MORS_SF", "WARMTH");
    private static readonly (string Measure, string Subscale) Goals = ("GBO", "");

    /// <summary>Data rows of a file, without the header.</summary>
    /// <param name="file">One of the six.</param>
    /// <param name="service">The service code in every row.</param>
    /// <param name="period">The quarter of the months.</param>
    public static IEnumerable<IEnumerable<string>> Rows(ExtractFile file, string service, Quarter period)
    {
        var rows = file.Kind switch
        {
            FileKind.Cases => Cases(period),
            FileKind.Risks => Risks(),
            FileKind.Scores => Scores(),
            FileKind.Contacts => Contacts(),
            FileKind.Feedback => Feedback(),
            _ => Activity(),
        };
        return rows.Select(changes =>
            file.Columns.Select(column =>
                column.Form is CellForm.ServiceCode ? service : changes.GetValueOrDefault(column.Name, column.Example)
            )
        );
    }

    private static IEnumerable<Dictionary<string, string>> Cases(Quarter period)
    {
        var first = period.FirstMonth;
        yield return Row(
            ("case_ref", Closed),
            ("referral_month", first.Plus(-3).ToString()),
            ("closure_month", first.Plus(1).ToString()),
            ("contacts_attended", "")
        );
        yield return NotClosed(
            Open,
            first.Plus(-1),
            "OPEN",
            ("family_ref", ""),
            ("referral_source", "GP"),
            ("baby_age_band", "0-2"),
            ("baby_sex", "1"),
            ("baby_ethnicity", "G"),
            ("preterm_or_neonatal", "PRETERM"),
            ("caregiver1_age_band", "18-20"),
            ("caregiver1_ethnicity", "G"),
            ("caregiver2_relationship", ""),
            ("caregiver2_age_band", ""),
            ("father_involvement", "KNOWN_NOT_SEEN"),
            ("household", "SINGLE_PARENT"),
            ("deprivation_decile", "1"),
            ("social_care_start", "EARLY_HELP"),
            ("days_to_first_contact", "14")
        );
        yield return NotClosed(
            Waiting,
            first.Plus(1),
            "WAITING",
            ("family_ref", ""),
            ("referral_source", "MIDWIFERY"),
            ("baby_age_band", "UNBORN"),
            ("baby_sex", "X"),
            ("baby_ethnicity", "99"),
            ("preterm_or_neonatal", "U"),
            ("caregiver1_age_band", "35-39"),
            ("father_involvement", "NOT_RECORDED"),
            ("risks_assessed", "N"),
            ("deprivation_decile", ""),
            ("deprivation_nation", ""),
            ("social_care_start", "U"),
            ("days_to_first_contact", "")
        );
        yield return Row(
            ("case_ref", Declined),
            ("family_ref", ""),
            ("referral_month", first.ToString()),
            ("referral_source", "SELF"),
            ("baby_age_band", "24-35"),
            ("baby_sex", "1"),
            ("baby_ethnicity", "K"),
            ("caregiver1_relationship", "BIRTH_FATHER"),
            ("caregiver1_age_band", "30-34"),
            ("caregiver1_ethnicity", "K"),
            ("caregiver2_relationship", ""),
            ("caregiver2_age_band", ""),
            ("father_involvement", "NONE"),
            ("risks_assessed", "N"),
            ("household", "OTHER"),
            ("deprivation_decile", "7"),
            ("interpreter_used", "Y"),
            ("social_care_end", ""),
            ("baby_living_end", ""),
            ("decision", "DECLINED"),
            ("not_accepted_reason", "OUT_OF_AGE"),
            ("days_to_first_contact", ""),
            ("closure_month", first.Plus(1).ToString()),
            ("closure_reason", ""),
            ("contacts_attended", "")
        );
        yield return NotClosed(
            Pending,
            first.Plus(2),
            "WAITING",
            ("family_ref", ""),
            ("referral_source", "SOCIAL_CARE"),
            ("baby_age_band", "6-11"),
            ("baby_ethnicity", "N"),
            ("caregiver1_age_band", "U18"),
            ("caregiver1_ethnicity", "N"),
            ("caregiver2_relationship", "GRANDPARENT"),
            ("caregiver2_age_band", "40+"),
            ("father_involvement", "NO_FATHER"),
            ("risks_assessed", "N"),
            ("household", "MULTI_GENERATION"),
            ("deprivation_decile", "2"),
            ("social_care_start", "CHILD_IN_NEED"),
            ("decision", "PENDING"),
            ("days_to_first_contact", "")
        );
    }

    private static IEnumerable<Dictionary<string, string>> Risks()
    {
        yield return Row(("case_ref", Closed), ("risk_code", "ISOLATION"));
        yield return Row(("case_ref", Closed), ("risk_code", "PERINATAL_MENTAL_ILLNESS"));
        yield return Row(("case_ref", Closed), ("risk_code", "DOMESTIC_ABUSE"), ("present", "N"), ("whose", ""), ("timing", ""));
        yield return Row(("case_ref", Closed), ("risk_code", "ISOLATION"), ("stage", "END"), ("present", "N"), ("timing", ""));
        yield return Row(("case_ref", Open), ("risk_code", "PREMATURITY"), ("whose", "BABY"));
        yield return Row(("case_ref", Open), ("risk_code", "PARENT_CHILDHOOD_ABUSE"), ("timing", "PAST"));
        yield return Row(("case_ref", Open), ("risk_code", "HOUSING"), ("present", "U"), ("whose", "FAMILY"), ("timing", ""));
    }

    private static IEnumerable<Dictionary<string, string>> Scores()
    {
        yield return Score(Closed, Anxiety, "BASELINE", "0", "12");
        yield return Score(Closed, Anxiety, "END", "14", "7");
        yield return Score(Closed, Depression, "BASELINE", "0", "9");
        yield return Score(Closed, Depression, "END", "14", "5");
        yield return Score(Closed, Warmth, "BASELINE", "0", "21");
        yield return Score(Closed, Warmth, "END", "14", "28");
        yield return Score(Closed, Goals, "BASELINE", "1", "3", ("goal", "1"));
        yield return Score(Closed, Goals, "END", "14", "8", ("goal", "1"));
        yield return Score(Open, Anxiety, "BASELINE", "0", "11");
        yield return Score(Open, Anxiety, "REVIEW", "6", "10");
        yield return Score(Open, Depression, "BASELINE", "0", "", ("not_done_reason", "LANGUAGE"));
    }

    private static IEnumerable<Dictionary<string, string>> Contacts()
    {
        yield return Contact(Closed, "1", "0");
        yield return Contact(Closed, "2", "1", ("attendance", "CANCELLED_BY_FAMILY"), ("father_present", ""), ("minutes", ""));
        yield return Contact(Closed, "3", "2", ("format", "TRIAD"), ("father_present", "Y"));
        yield return Contact(Closed, "4", "14", ("setting", "FAMILY_HUB"), ("minutes", "60"));
        yield return Contact(Open, "1", "0", ("intervention", "ASSESSMENT"), ("mechanism", "VIDEO"), ("setting", "ONLINE"));
        yield return Contact(Open, "2", "2", ("intervention", "VIG"));
    }

    private static IEnumerable<Dictionary<string, string>> Feedback()
    {
        yield return Row(("form_ref", "E-55TRW"), ("item", "ESQ_1"), ("value", "3"));
        yield return Row(("form_ref", "E-55TRW"), ("item", "ESQ_2"), ("value", "2"));
        yield return Row(("form_ref", "E-8Y4PL"), ("respondent", "REFERRER"), ("form", "FFT"), ("item", "FFT"), ("value", "1"));
    }

    private static IEnumerable<Dictionary<string, string>> Activity()
    {
        yield return Row(("activity", "TRAINING"));
        yield return Row(("activity", "CONSULTATION"), ("audience", "SOCIAL_CARE"), ("sessions", "8"), ("people", "11"), ("hours", "6.5"));
    }

    private static Dictionary<string, string> NotClosed(
        string reference,
        Month referred,
        string status,
        params (string Column, string Cell)[] changes
    ) =>
        Row([
            ("case_ref", reference),
            ("referral_month", referred.ToString()),
            ("status", status),
            ("social_care_end", ""),
            ("baby_living_end", ""),
            ("closure_month", ""),
            ("closure_reason", ""),
            ("contacts_attended", ""),
            .. changes,
        ]);

    private static Dictionary<string, string> Score(
        string reference,
        (string Measure, string Subscale) scale,
        string timepoint,
        string week,
        string score,
        params (string Column, string Cell)[] changes
    ) =>
        Row([
            ("case_ref", reference),
            ("measure", scale.Measure),
            ("subscale", scale.Subscale),
            ("timepoint", timepoint),
            ("week", week),
            ("score", score),
            .. changes,
        ]);

    private static Dictionary<string, string> Contact(
        string reference,
        string contact,
        string week,
        params (string Column, string Cell)[] changes
    ) => Row([("case_ref", reference), ("contact", contact), ("week", week), .. changes]);

    private static Dictionary<string, string> Row(params (string Column, string Cell)[] cells) =>
        cells.ToDictionary(cell => cell.Column, cell => cell.Cell);
}
