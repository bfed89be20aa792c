using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Work;

/// <summary>How many contacts have one code.</summary>
public sealed record ContactCount(string Code, string Label, int Count);

/// <summary>Contacts with families.</summary>
/// <param name="Offered">All of them, attended or not.</param>
/// <param name="Attendance">Of those offered.</param>
/// <param name="Approaches">Of those attended; so are the lists that follow.</param>
/// <param name="NoSetting">Attended contacts whose setting was not sent.</param>
/// <param name="FatherPresent">Attended contacts at which the father was.</param>
/// <param name="FatherKnown">Attended contacts of which it is known whether he was.</param>
/// <param name="Minutes">Together, of the attended contacts of which it is known.</param>
/// <param name="MinutesKnown">Attended contacts of which it is known how long they lasted.</param>
public sealed record ContactWork(
    int Offered,
    int Attended,
    int Families,
    IReadOnlyList<ContactCount> Attendance,
    IReadOnlyList<ContactCount> Approaches,
    IReadOnlyList<ContactCount> Formats,
    IReadOnlyList<ContactCount> Mechanisms,
    IReadOnlyList<ContactCount> Settings,
    int NoSetting,
    int FatherPresent,
    int FatherKnown,
    int Minutes,
    int MinutesKnown
);

/// <summary>One kind of indirect work for one audience.</summary>
/// <param name="People">Reached; somebody who came twice counts twice.</param>
/// <param name="Hours">Of the rows that have them; <c>null</c> when none has.</param>
public sealed record IndirectWork(
    string Activity,
    string ActivityLabel,
    string Audience,
    string AudienceLabel,
    int Sessions,
    int People,
    double? Hours
);

/// <summary>The work of one service: exact counts.</summary>
/// <param name="Quarters">Those of which indirect work is counted; it is known by quarter only.</param>
public sealed record WorkFigures(
    string From,
    string Before,
    ContactWork Contacts,
    IReadOnlyList<Quarter> Quarters,
    IReadOnlyList<IndirectWork> Indirect
);

/// <summary>Contacts with families, and work with other professionals, of the caller's own service.</summary>
/// <remarks>Source: docs/statistics.md, "Work".</remarks>
public static class ServiceWork
{
    // Files hold the week since the first contact and how many days after the referral that was, and of the referral only the month. So a
    // contact falls into the month of the referral's 15th, plus those days, plus the weeks.
    private const string Contacts = """
        WITH dated AS (
          SELECT c.attendance, c.intervention, c.format, c.mechanism, c.setting, c.father_present, c.minutes,
            coalesce('F' || k.family_ref, 'C' || k.case_ref) AS family
          FROM current_contact c JOIN current_case k ON k.service_id = c.service_id AND k.case_ref = c.case_ref
          CROSS JOIN LATERAL (SELECT (k.referral_month + 14 + coalesce(k.days_to_first_contact, 0) + 7 * c.week)::date AS day) AS at
          WHERE c.service_id = @ServiceId AND at.day >= @From AND at.day < @Before
        )
        SELECT 'ATTENDANCE' AS Kind, attendance AS Code, count(*)::int AS Count FROM dated GROUP BY attendance
        UNION ALL SELECT 'APPROACH', intervention, count(*)::int FROM dated WHERE attendance = 'ATTENDED' GROUP BY intervention
        UNION ALL SELECT 'FORMAT', format, count(*)::int FROM dated WHERE attendance = 'ATTENDED' GROUP BY format
        UNION ALL SELECT 'MECHANISM', mechanism, count(*)::int FROM dated WHERE attendance = 'ATTENDED' GROUP BY mechanism
        UNION ALL SELECT 'SETTING', coalesce(setting, ''), count(*)::int FROM dated WHERE attendance = 'ATTENDED' GROUP BY setting
        UNION ALL SELECT 'FATHER', father_present, count(*)::int FROM dated WHERE attendance = 'ATTENDED' AND father_present IN ('Y', 'N')
          GROUP BY father_present
        UNION ALL SELECT 'MINUTES', 'SUM', coalesce(sum(minutes), 0)::int FROM dated WHERE attendance = 'ATTENDED'
        UNION ALL SELECT 'MINUTES', 'KNOWN', count(minutes)::int FROM dated WHERE attendance = 'ATTENDED'
        UNION ALL SELECT 'FAMILIES', '', count(DISTINCT family)::int FROM dated WHERE attendance = 'ATTENDED'
        """;

    private const string Indirect = """
        SELECT activity, audience, sum(sessions)::int AS Sessions, sum(people)::int AS People, sum(hours) AS Hours
        FROM current_activity WHERE service_id = @ServiceId AND period = ANY (@Quarters)
        GROUP BY activity, audience
        """;

    /// <summary>Contacts of the months in a window, and indirect work of its whole quarters.</summary>
    public static Task<WorkFigures> ReadAsync(ServiceCall call, Window window, CancellationToken cancellation) =>
        KeptFigures.ReadAsync(call, window, transaction => ReadAsync(transaction, call, window, cancellation), cancellation);

    private static async Task<WorkFigures> ReadAsync(
        PortalTransaction transaction,
        ServiceCall call,
        Window window,
        CancellationToken cancellation
    )
    {
        var quarters = WholeQuarters.Of(window);
        var asked = new
        {
            ServiceId = call.Service.Id,
            Quarters = quarters.Select(quarter => quarter.ToString()).ToArray(),
            window.From,
            window.Before,
        };
        var contacts = (
            await transaction.Connection.QueryAsync<ContactRow>(transaction.Command(Contacts, asked, cancellation))
        ).ToDictionary(row => (row.Kind, row.Code), row => row.Count);
        var indirect = await transaction.Connection.QueryAsync<IndirectRow>(transaction.Command(Indirect, asked, cancellation));
        return new WorkFigures(
            window.From.ToString(),
            window.Before.ToString(),
            Of(contacts),
            quarters,
            [
                .. indirect
                    .Select(row => new IndirectWork(
                        row.Activity,
                        LabelOf(FeedbackAndActivityCodes.IndirectActivity, row.Activity),
                        row.Audience,
                        LabelOf(FeedbackAndActivityCodes.Audience, row.Audience),
                        row.Sessions,
                        row.People,
                        row.Hours
                    ))
                    .OrderBy(row => Place(FeedbackAndActivityCodes.IndirectActivity, row.Activity))
                    .ThenBy(row => Place(FeedbackAndActivityCodes.Audience, row.Audience)),
            ]
        );
    }

    private static ContactWork Of(Dictionary<(string Kind, string Code), int> counts)
    {
        int Number(string kind, string code) => counts.GetValueOrDefault((kind, code));
        IReadOnlyList<ContactCount> Listed(string kind, CodeList list) =>
            [.. list.Codes.Select(code => new ContactCount(code.Value, code.Label, Number(kind, code.Value)))];

        var attendance = Listed("ATTENDANCE", CareCodes.Attendance);
        return new ContactWork(
            attendance.Sum(count => count.Count),
            Number("ATTENDANCE", "ATTENDED"),
            Number("FAMILIES", ""),
            attendance,
            Listed("APPROACH", CareCodes.Intervention),
            Listed("FORMAT", CareCodes.ContactFormat),
            Listed("MECHANISM", CareCodes.ContactMechanism),
            Listed("SETTING", CareCodes.ContactSetting),
            Number("SETTING", ""),
            Number("FATHER", "Y"),
            Number("FATHER", "Y") + Number("FATHER", "N"),
            Number("MINUTES", "SUM"),
            Number("MINUTES", "KNOWN")
        );
    }

    private static int Place(CodeList list, string code) => list.Codes.ToList().FindIndex(entry => entry.Value == code);

    private static string LabelOf(CodeList list, string code) => list.Codes.First(entry => entry.Value == code).Label;

    private sealed record ContactRow(string Kind, string Code, int Count);

    private sealed record IndirectRow(string Activity, string Audience, int Sessions, int People, double? Hours);
}
