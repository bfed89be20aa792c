using System.Globalization;
using Portal.Api.Checking;
using Portal.Api.Checking.History;
using Portal.Api.Periods;

namespace Portal.Tests.Checking.History;

/// <summary>Rows of invented extracts of HARBOUR, and what was sent before 2025-Q2, to set one thing of them.</summary>
internal static class InventedHistory
{
    private const string Cases =
        "service_code,case_ref,referral_month,referral_source,baby_age_band,baby_ethnicity,caregiver1_relationship,caregiver1_age_band,father_involvement,household,social_care_start,"
        + "social_care_end,decision,days_to_first_contact,status,closure_month,closure_reason,contacts_attended\n";

    private const string Scores = "service_code,case_ref,measure,subscale,timepoint,week,respondent,score,not_done_reason,goal\n";

    /// <summary>The quarter before the one that is checked.</summary>
    public static Quarter Before { get; } = new(2025, 1);

    public static string Open(string reference, string referred = "2025-01") =>
        $"HARBOUR,{reference},{referred},HEALTH_VISITOR,3-5,A,BIRTH_MOTHER,25-29,NONE,TWO_PARENT,NONE,,ACCEPTED,14,OPEN,,,4";

    public static string Closed(string reference, string month = "2025-05", int contacts = 6) =>
        FormattableString.Invariant(
            $"HARBOUR,{reference},2024-10,HEALTH_VISITOR,3-5,A,BIRTH_MOTHER,25-29,NONE,TWO_PARENT,NONE,NONE,ACCEPTED,14,CLOSED,{month},COMPLETED,{contacts}"
        );

    public static string Score(
        string reference,
        string measure,
        string timepoint,
        int week,
        double? score,
        string subscale = "",
        string respondent = "MOTHER"
    ) =>
        FormattableString.Invariant(
            $"HARBOUR,{reference},{measure},{subscale},{timepoint},{week},{respondent},{score},{(score is null ? "DECLINED" : "")},"
        );

    /// <summary>A reference that an invented case has by its number.</summary>
    public static string CaseRef(int number) => number.ToString("'C-'000", CultureInfo.InvariantCulture);

    public static Dictionary<string, string> Files(IEnumerable<string> cases, IEnumerable<string>? scores = null)
    {
        var files = new Dictionary<string, string> { ["cases.csv"] = Text(Cases, cases) };
        if (scores is not null)
            files["scores.csv"] = Text(Scores, scores);
        return files;
    }

    /// <summary>Checks an extract for 2025-Q2 against what was sent before.</summary>
    public static CheckedExtract Check(EarlierFacts earlier, IEnumerable<string> cases, IEnumerable<string>? scores = null) =>
        ExtractCheck.Run(Extract.Request, [.. Files(cases, scores).Select(file => Extract.File(file.Key, file.Value))], earlier);

    public static EarlierCase EarlierOpen(string reference, string status = "OPEN", Quarter? period = null) =>
        new(reference, period ?? Before, status, "ACCEPTED", null, null, 4);

    public static EarlierScore EarlierScore(
        string reference,
        string measure,
        double score,
        string timepoint = "BASELINE",
        int week = 0,
        string subscale = ""
    ) => new(reference, measure, subscale, timepoint, week, "MOTHER", 0, score);

    /// <summary>Quarters before 2025-Q2, newest first, with these numbers of referrals.</summary>
    public static EarlierFacts Referrals(params int[] counts) =>
        EarlierFacts.None with
        {
            Quarters = [.. counts.Select((count, back) => new EarlierQuarter(Before.Plus(-back), count))],
        };

    private static string Text(string header, IEnumerable<string> rows) => header + string.Concat(rows.Select(row => row + "\n"));
}
