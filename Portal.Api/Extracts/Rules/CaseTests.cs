namespace Portal.Api.Extracts.Rules;

/// <summary>The questions asked of every row of cases.csv.</summary>
public static class CaseTests
{
    public static readonly IReadOnlyList<RowTest<CaseRow>> All =
    [
        new(
            CaseRules.AfterQuarter,
            "referral_month",
            [],
            (row, context) => row.ReferralMonth < context.Period.Before,
            row => row.ReferralMonth.ToString()
        ),
        new(
            CaseRules.AfterQuarter,
            "closure_month",
            [],
            (row, context) => row.ClosureMonth is not { } closed || closed < context.Period.Before,
            Closed
        ),
        new(
            CaseRules.BeforeReferral,
            "closure_month",
            ["referral_month"],
            (row, _) => row.ClosureMonth is not { } closed || closed >= row.ReferralMonth,
            Closed
        ),
        new(
            CaseRules.StatusMismatch,
            "status",
            ["decision"],
            (row, _) =>
                row.Decision switch
                {
                    "SIGNPOSTED" or "DECLINED" => row.Status == "CLOSED",
                    "PENDING" => row.Status == "WAITING",
                    _ => true,
                },
            row => row.Status
        ),
        new(CaseRules.ReasonMissing, "not_accepted_reason", ["decision"], (row, _) => !Refused(row) || row.NotAcceptedReason is not null),
        new(
            CaseRules.ReasonMissing,
            "closure_reason",
            ["decision", "status"],
            (row, _) => !AcceptedAndClosed(row) || row.ClosureReason is not null
        ),
        new(
            CaseRules.ReasonUnexpected,
            "not_accepted_reason",
            ["decision"],
            (row, _) => Refused(row) || row.NotAcceptedReason is null,
            row => row.NotAcceptedReason
        ),
        new(
            CaseRules.ReasonUnexpected,
            "closure_reason",
            ["decision"],
            (row, _) => !Refused(row) || row.ClosureReason is null,
            row => row.ClosureReason
        ),
        new(CaseRules.ClosedWithoutMonth, "closure_month", ["status"], (row, _) => row.Status != "CLOSED" || row.ClosureMonth is not null),
        new(
            CaseRules.OpenWithClosure,
            "status",
            ["closure_month", "closure_reason", "decision"],
            (row, _) => row.Status == "CLOSED" || (row.ClosureMonth is null && (row.ClosureReason is null || Refused(row))),
            row => row.Status
        ),
        new(
            CaseRules.DecileWithoutNation,
            "deprivation_nation",
            ["deprivation_decile"],
            (row, _) => row.DeprivationDecile is null == row.DeprivationNation is null,
            row => row.DeprivationNation
        ),
        new(
            CaseRules.ContactWithoutAcceptance,
            "decision",
            ["contacts_attended"],
            (row, context) => row.Decision == "ACCEPTED" || !context.Seen(row),
            row => row.Decision
        ),
        new(
            ValueRules.Required,
            "social_care_end",
            ["decision", "status"],
            (row, _) => !AcceptedAndClosed(row) || row.SocialCareEnd is not null
        ),
        new(
            ValueRules.Required,
            "days_to_first_contact",
            ["contacts_attended"],
            (row, context) => row.DaysToFirstContact is not null || row.Decision != "ACCEPTED" || !context.Seen(row)
        ),
    ];

    private static bool Refused(CaseRow row) => row.Decision is "SIGNPOSTED" or "DECLINED";

    private static bool AcceptedAndClosed(CaseRow row) => row is { Decision: "ACCEPTED", Status: "CLOSED" };

    private static string? Closed(CaseRow row) => row.ClosureMonth?.ToString();
}
