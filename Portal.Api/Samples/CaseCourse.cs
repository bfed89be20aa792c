namespace Portal.Api.Samples;

/// <summary>One contact; <c>Week</c> counts from the first attended contact.</summary>
internal sealed record SampleContact(
    int Day,
    int Week,
    string Intervention,
    string Format,
    string Mechanism,
    string Attendance,
    string Setting,
    bool FatherPresent,
    int Minutes
)
{
    public bool Attended => Attendance == "ATTENDED";
}

/// <summary>
/// The dated course of one case from referral to closure, including what happens after the last quarter. Days are day numbers of
/// <c>DateOnly</c>; <c>FirstContactDay</c> is null for a case that was never seen. A referral that was not accepted closes on the day of
/// the decision, without a reason.
/// </summary>
internal sealed record CaseCourse(
    int ReferralDay,
    string Decision,
    int DecisionDay,
    string NotAcceptedReason,
    int? FirstContactDay,
    IReadOnlyList<SampleContact> Contacts,
    int ClosureDay,
    string ClosureReason
)
{
    private static readonly (double At, double Value)[] WaitDays =
    [
        (0, 1),
        (0.05, 5),
        (0.25, 14),
        (0.5, 28),
        (0.75, 56),
        (0.9, 90),
        (0.97, 140),
        (1, 260),
    ];
    private static readonly (double At, double Value)[] DecisionDays = [(0, 0), (0.25, 3), (0.5, 8), (0.75, 15), (0.95, 38), (1, 60)];
    private static readonly (double At, double Value)[] AttendedContacts =
    [
        (0, 1),
        (0.06, 2),
        (0.25, 5),
        (0.5, 9),
        (0.75, 13),
        (0.92, 20),
        (1, 36),
    ];

    private static readonly WeightedCodes NotAccepted = new(("SIGNPOSTED", 60), ("DECLINED", 40));
    private static readonly WeightedCodes WhySignposted = new(
        ("OTHER_SERVICE", 80),
        ("OUT_OF_AGE", 8),
        ("OUT_OF_AREA", 8),
        ("FAMILY_DECLINED", 4)
    );
    private static readonly WeightedCodes WhyDeclined = new(
        ("FAMILY_DECLINED", 34),
        ("CAPACITY", 26),
        ("INCOMPLETE", 20),
        ("OUT_OF_AREA", 8),
        ("OUT_OF_AGE", 6),
        ("DUPLICATE", 6)
    );
    private static readonly WeightedCodes EndedUnseen = new(
        ("DECLINED_BEFORE_START", 70),
        ("REFERRED_ON", 14),
        ("MOVED_AWAY", 8),
        ("NOT_APPROPRIATE", 8)
    );

    private static readonly WeightedCodes EndedEarly = new(
        ("DROPPED_OUT", 46),
        ("COMPLETED_EARLY", 14),
        ("COMPLETED", 8),
        ("REFERRED_ON", 12),
        ("MOVED_AWAY", 8),
        ("NOT_APPROPRIATE", 8),
        ("OTHER", 4)
    );

    private static readonly WeightedCodes EndedLater = new(
        ("COMPLETED", 68),
        ("DROPPED_OUT", 12),
        ("COMPLETED_EARLY", 10),
        ("MOVED_AWAY", 4),
        ("REFERRED_ON", 4),
        ("BABY_LEFT_CARE", 1),
        ("OTHER", 1)
    );

    public bool Accepted => Decision == "ACCEPTED";

    public bool DroppedOut => ClosureReason == "DROPPED_OUT";

    public static CaseCourse Draw(SampleService service, CaseFacts facts, int referralDay, SampleRandom random)
    {
        var wait = random.FromQuantiles(WaitDays);
        var decisionDay = referralDay + random.FromQuantiles(DecisionDays);
        if (!random.Chance(0.75))
        {
            var decision = NotAccepted.Draw(random);
            var reason = (decision == "SIGNPOSTED" ? WhySignposted : WhyDeclined).Draw(random);
            return new CaseCourse(referralDay, decision, decisionDay, reason, null, [], decisionDay, "");
        }

        // Five in a hundred accepted families are never seen.
        decisionDay = Math.Min(decisionDay, referralDay + wait);
        if (random.Chance(0.048))
            return new CaseCourse(referralDay, "ACCEPTED", decisionDay, "", null, [], referralDay + wait + 21, EndedUnseen.Draw(random));

        var contacts = DrawContacts(service, facts, decisionDay, referralDay + wait, random);
        var attended = contacts.Count(contact => contact.Attended);
        return new CaseCourse(
            referralDay,
            "ACCEPTED",
            decisionDay,
            "",
            referralDay + wait,
            contacts,
            contacts[^1].Day + random.Between(0, 21),
            (attended <= 4 ? EndedEarly : EndedLater).Draw(random)
        );
    }

    private static List<SampleContact> DrawContacts(
        SampleService service,
        CaseFacts facts,
        int decisionDay,
        int firstDay,
        SampleRandom random
    )
    {
        var contacts = new List<SampleContact>();
        var planned = random.FromQuantiles(AttendedContacts);
        var withFatherOnce = random.Between(0, planned);
        if (firstDay - 7 >= decisionDay && random.Chance(0.1))
            contacts.Add(Missed(service, firstDay - 7, -1, random));
        var day = firstDay;
        for (var attended = 0; attended < planned; attended++)
        {
            if (attended > 0 && random.Chance(0.1))
            {
                contacts.Add(Missed(service, day, (day - firstDay) / 7, random));
                day += 7;
            }
            var father = facts.Father switch
            {
                "ATTENDED_ONCE" => attended == withFatherOnce,
                "ATTENDED_REGULARLY" => facts.Caregiver1Relationship == "BIRTH_FATHER" || attended < 2 || random.Chance(0.45),
                _ => false,
            };
            contacts.Add(Attend(service, facts, day, (day - firstDay) / 7, father, random));
            day +=
                random.Chance(0.75) ? random.Between(6, 9)
                : random.Chance(0.7) ? random.Between(13, 16)
                : random.Between(20, 24);
        }
        return contacts;
    }

    private static SampleContact Attend(SampleService service, CaseFacts facts, int day, int week, bool father, SampleRandom random)
    {
        var mechanism =
            random.Chance(0.8) ? "FACE_TO_FACE"
            : random.Chance(0.55) ? "VIDEO"
            : "TELEPHONE";
        var place =
            random.Chance(0.55) ? "HOME"
            : random.Chance(0.6) ? "CLINIC"
            : "FAMILY_HUB";
        var format =
            facts.Unborn && week < 8
                ? father
                    ? "COUPLE"
                    : "INDIVIDUAL"
                : father
                    ? "TRIAD"
                    : random.Chance(0.85)
                        ? "DYAD"
                        : random.Chance(0.6)
                            ? "INDIVIDUAL"
                            : "GROUP";
        var intervention = random.Chance(0.6) ? service.Interventions[0] : random.OneOf(service.Interventions);
        return new SampleContact(
            day,
            week,
            intervention,
            format,
            mechanism,
            "ATTENDED",
            mechanism == "VIDEO" ? "ONLINE"
                : mechanism == "TELEPHONE" ? ""
                : place,
            father,
            mechanism == "TELEPHONE" ? 25
                : random.Chance(0.7) ? 50
                : 60
        );
    }

    private static SampleContact Missed(SampleService service, int day, int week, SampleRandom random) =>
        new(
            day,
            week,
            service.Interventions[0],
            "DYAD",
            "FACE_TO_FACE",
            random.Chance(0.45) ? "DID_NOT_ATTEND"
                : random.Chance(0.75) ? "CANCELLED_BY_FAMILY"
                : "CANCELLED_BY_SERVICE",
            "",
            false,
            0
        );
}
