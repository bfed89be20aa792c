using System.Globalization;
using Portal.Api.Periods;

namespace Portal.Api.Samples;

/// <summary>What a service knew of a case at the end of a quarter; <c>BeforeDay</c> is the day number of the first day after it.</summary>
internal sealed record CaseSnapshot(SampleService Service, SampleCase Case, int BeforeDay)
{
    private CaseCourse Course => Case.Course;

    private CaseFacts Facts => Case.Facts;

    private bool Decided => Course.DecisionDay < BeforeDay;

    private bool Seen => Course.FirstContactDay < BeforeDay;

    private bool Closed => Course.ClosureDay < BeforeDay;

    /// <summary>Whether the case was referred, waiting, open or closed in the quarter that begins on <paramref name="firstDay"/>.</summary>
    public static bool Belongs(SampleCase drawn, int firstDay, int beforeDay) =>
        drawn.Course.ReferralDay < beforeDay && drawn.Course.ClosureDay >= firstDay;

    public IEnumerable<SampleRisk> Risks => Case.Risks.Where(risk => risk.Day < BeforeDay);

    public IEnumerable<SampleScore> Scores => Case.Scores.Where(score => score.Day < BeforeDay);

    public IEnumerable<SampleContact> Contacts => Case.Course.Contacts.Where(contact => contact.Day < BeforeDay);

    public string Cell(string column) =>
        column switch
        {
            "service_code" => Service.Code,
            "case_ref" => Case.Reference,
            "family_ref" => Case.FamilyReference,
            "referral_month" => MonthOf(Course.ReferralDay),
            "referral_source" => Facts.ReferralSource,
            "baby_age_band" => Facts.BabyAgeBand,
            "baby_sex" => Facts.BabySex,
            "baby_ethnicity" => Facts.BabyEthnicity,
            "preterm_or_neonatal" => Facts.PretermOrNeonatal,
            "multiple_birth" => Facts.MultipleBirth,
            "caregiver1_relationship" => Facts.Caregiver1Relationship,
            "caregiver1_age_band" => Facts.Caregiver1AgeBand,
            "caregiver1_ethnicity" => Facts.Caregiver1Ethnicity,
            "caregiver2_relationship" => Facts.Caregiver2Relationship,
            "caregiver2_age_band" => Facts.Caregiver2AgeBand,
            "father_involvement" => FatherSoFar(),
            "risks_assessed" => Case.RisksAssessed,
            "household" => Facts.Household,
            "deprivation_decile" => Facts.DeprivationDecile,
            "deprivation_nation" => Facts.DeprivationDecile.Length == 0 ? "" : Service.Nation,
            "interpreter_used" => Facts.InterpreterUsed,
            "social_care_start" => Facts.SocialCareStart,
            "social_care_end" => !Closed ? ""
            : Seen ? Facts.SocialCareEnd
            : Facts.SocialCareStart,
            "baby_living_start" => Facts.BabyLivingStart,
            "baby_living_end" => Closed && Seen ? Facts.BabyLivingEnd : "",
            "decision" => Decided ? Course.Decision : "PENDING",
            "not_accepted_reason" => Decided ? Course.NotAcceptedReason : "",
            "days_to_first_contact" => Seen ? Number(Course.FirstContactDay!.Value - Course.ReferralDay) : "",
            "status" => Closed ? "CLOSED"
            : Seen ? "OPEN"
            : "WAITING",
            "closure_month" => Closed ? MonthOf(Course.ClosureDay) : "",
            "closure_reason" => Closed ? Course.ClosureReason : "",
            "contacts_attended" => Service.SendsContacts || !Decided || !Course.Accepted
                ? ""
                : Number(Contacts.Count(contact => contact.Attended)),
            _ => throw new ArgumentOutOfRangeException(
                nameof(column),
                column,
                "The sample network does not know this column of cases.csv."
            ),
        };

    private string FatherSoFar()
    {
        if (Facts.Father is not ("ATTENDED_ONCE" or "ATTENDED_REGULARLY"))
            return Facts.Father;
        return Contacts.Count(contact => contact.FatherPresent) switch
        {
            0 => "KNOWN_NOT_SEEN",
            1 => "ATTENDED_ONCE",
            _ => "ATTENDED_REGULARLY",
        };
    }

    private static string MonthOf(int day) => Month.Of(DateOnly.FromDayNumber(day)).ToString();

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
