namespace Portal.Tests.Corpus;

/// <summary>Cells that are no number, month, reference or code of their column.</summary>
internal static class BadCells
{
    public static IReadOnlyList<BadExtract> Numbers()
    {
        var bad = new BadExtracts("number");
        bad.Cell(
            "value.not_number",
            "scores.csv",
            1,
            "score",
            "\"1,5\"",
            "\"1,000\"",
            "12%",
            "\u00A312",
            "12 points",
            "twelve",
            "1e1",
            "+12",
            ".5",
            "12.",
            "1 2",
            "0x0C",
            "--1",
            "NaN",
            "Infinity",
            "\uFF11\uFF12",
            "\u0661\u0662",
            "\u22121",
            "1_2",
            "12-"
        );
        bad.Cell("value.spreadsheet_error", "scores.csv", 1, "score", "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!");
        bad.Cell("value.suppressed_input", "scores.csv", 1, "score", "<5", "*", "[c]", "c", "suppressed");
        bad.Cell("score.above_range", "scores.csv", 1, "score", "21.01", "99", "99999999999999999999999999999999999999");
        bad.Cell("score.below_range", "scores.csv", 1, "score", "-1", "-0.01");
        bad.Cell("value.out_of_range", "cases.csv", 1, "deprivation_decile", "0", "11", "-1", "99999999999");
        bad.Cell("value.not_integer", "cases.csv", 1, "deprivation_decile", "3.5", "3.05");
        bad.Cell("value.not_number", "cases.csv", 1, "deprivation_decile", "three", "3rd", "1/10");
        bad.Cell("value.out_of_range", "cases.csv", 1, "days_to_first_contact", "731", "-1");
        bad.Cell("value.out_of_range", "cases.csv", 1, "contacts_attended", "501");
        bad.Cell("value.out_of_range", "scores.csv", 4, "week", "-105", "261");
        bad.Cell("value.not_integer", "scores.csv", 4, "week", "1.5");
        bad.Cell("value.out_of_range", "scores.csv", 3, "goal", "4", "0");
        bad.Cell("value.out_of_range", "contacts.csv", 1, "contact", "0");
        bad.Cell("value.out_of_range", "contacts.csv", 1, "minutes", "-5");
        bad.Cell("value.out_of_range", "feedback.csv", 1, "value", "0", "4", "7");
        bad.Cell("value.not_integer", "feedback.csv", 1, "value", "2.5");
        bad.Cell("value.out_of_range", "activity.csv", 1, "sessions", "-1");
        bad.Cell("value.not_number", "activity.csv", 1, "hours", "\"1,5\"", "9h", "9:30");
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> Dates()
    {
        var bad = new BadExtracts("date");
        bad.Cell(
            "value.not_month",
            "cases.csv",
            2,
            "referral_month",
            "2025-13",
            "2025-00",
            "25-06",
            "202503",
            "31/02/2025",
            "1/3/2025",
            "2025-02-30",
            "01-03-2025 00:00",
            "2025-Q1",
            "Q1 2025",
            "0000-00",
            "45741.5",
            "spring",
            "2025\u201303"
        );
        bad.Cell("value.month_first", "cases.csv", 2, "referral_month", "3/31/2025", "03/31/2025", "12/31/2024");
        bad.Cell("value.spreadsheet_serial", "cases.csv", 2, "referral_month", "45741", "45717");
        bad.Cell("value.spreadsheet_error", "cases.csv", 2, "referral_month", "#VALUE!", "########");
        bad.Cell("value.suppressed_input", "cases.csv", 2, "referral_month", "*", "c");
        bad.Cell("value.required", "cases.csv", 2, "referral_month", "", " ", "\u00A0");
        bad.Cell("period.after_quarter", "cases.csv", 2, "referral_month", "2025-07", "2026-01");
        bad.Changed(
            "cases.csv",
            2,
            "referral_month",
            "01/07/2025",
            "period.after_quarter|cases.csv|referral_month|2/3",
            "value.day_dropped|cases.csv|referral_month|2/3"
        );
        bad.Cell("period.before_referral", "cases.csv", 1, "closure_month", "2024-12");
        bad.Cell("period.after_quarter", "cases.csv", 1, "closure_month", "2025-07");
        bad.Cell("value.not_month", "cases.csv", 1, "closure_month", "June");
        return bad.All;
    }

    public static IReadOnlyList<BadExtract> CodesAndReferences()
    {
        var bad = new BadExtracts("code");
        bad.Cell(
            "value.not_allowed",
            "cases.csv",
            1,
            "household",
            "TWOPARENT",
            "Two",
            "X",
            "TWO_PARENT;OTHER",
            "TWO\u200B_PARENT",
            "\uFF34\uFF37\uFF2F"
        );
        bad.Cell("value.suppressed_input", "cases.csv", 1, "household", "supp", "*");
        bad.Cell("value.spreadsheet_error", "cases.csv", 1, "household", "#N/A");
        bad.Cell("value.required", "cases.csv", 1, "household", "", "\t");
        bad.Cell("value.not_allowed", "cases.csv", 1, "baby_sex", "M", "3");
        bad.Cell("value.not_allowed", "cases.csv", 1, "baby_ethnicity", "White", "Q");
        bad.Cell("value.not_allowed", "cases.csv", 1, "multiple_birth", "Perhaps", "2", "YN");
        bad.Cell("value.not_allowed", "cases.csv", 1, "baby_age_band", "4", "3 to 5", "04-May");
        bad.Cell("value.required", "cases.csv", 3, "case_ref", "");
        bad.Cell("value.not_allowed", "risks.csv", 2, "risk_code", "DEPRESSION");
        bad.Cell("value.not_allowed", "risks.csv", 2, "stage", "Refered");
        bad.Cell("value.not_allowed", "contacts.csv", 4, "attendance", "DNA", "Came");
        bad.Cell("value.not_allowed", "contacts.csv", 4, "intervention", "CBT2");
        bad.Cell("value.not_allowed", "feedback.csv", 1, "item", "ESQ_13", "FFT");
        bad.Cell("value.not_allowed", "activity.csv", 1, "activity", "Tea");
        bad.Cell("value.required", "activity.csv", 1, "service_code", "");
        bad.Cell("value.required", "activity.csv", 2, "people", "");
        bad.Cell("score.unknown_measure", "scores.csv", 4, "measure", "KITCHEN");
        bad.Cell("score.unknown_subscale", "scores.csv", 1, "subscale", "ANX", "");
        bad.Cell("score.respondent_mismatch", "scores.csv", 1, "respondent", "CLINICIAN");
        bad.Cell("value.not_allowed", "scores.csv", 1, "respondent", "GP");
        bad.Cell(
            "value.bad_reference",
            "cases.csv",
            1,
            "family_ref",
            "AB1",
            "ABCD",
            "1234",
            "AB_12",
            "AB 12",
            "A.B12",
            "\u00C4123x",
            "A23456789012345678901",
            "C/12",
            "----"
        );
        return bad.All;
    }

    /// <summary>What a spreadsheet would run.</summary>
    public static IReadOnlyList<BadExtract> Formulas()
    {
        var bad = new BadExtracts("formula");
        bad.Cell(
            "value.not_allowed",
            "cases.csv",
            1,
            "household",
            "=1+1",
            "+A1",
            "-A1",
            "@SUM(A1)",
            "\t=1+1",
            "=cmd|' /C calc'!A0",
            "'=1+1",
            "\"=HYPERLINK(\"\"http://example.org\"\";\"\"x\"\")\""
        );
        bad.Cell("value.not_number", "scores.csv", 1, "score", "=1+1", "=A1");
        bad.Cell("value.not_month", "cases.csv", 2, "referral_month", "=TODAY()");
        bad.Cell("value.bad_reference", "cases.csv", 1, "family_ref", "=A1B2", "@A1B2");
        return bad.All;
    }
}
