namespace Portal.Api.Extracts.Rules;

/// <summary>Rules that compare the columns of a case with each other and with the quarter.</summary>
public static class CaseRules
{
    public static readonly Rule AfterQuarter = Error(
        "period.after_quarter",
        null,
        "The month is after the quarter that the extract is for. Choose the right quarter, or correct the month.",
        CaseRuleHelp.AfterQuarter,
        new RowTest<CaseRow>(
            "referral_month",
            [],
            (row, context) => row.ReferralMonth < context.Period.Before,
            row => row.ReferralMonth.ToString()
        ),
        new RowTest<CaseRow>(
            "closure_month",
            [],
            (row, context) => row.ClosureMonth is not { } closed || closed < context.Period.Before,
            Closed
        )
    );

    public static readonly Rule BeforeReferral = Error(
        "period.before_referral",
        "closure_month",
        "A case cannot close before the month of its referral.",
        CaseRuleHelp.BeforeReferral,
        new RowTest<CaseRow>(
            "closure_month",
            ["referral_month"],
            (row, _) => row.ClosureMonth is not { } closed || closed >= row.ReferralMonth,
            Closed
        )
    );

    public static readonly Rule NothingInQuarter = new(
        "period.nothing_in_quarter",
        Gate.Extract,
        Severity.Warning,
        FileKind.Cases,
        null,
        "Every case was closed before the quarter began. An extract lists the cases that were referred, waiting, open or closed in the "
            + "quarter."
    )
    {
        Explained = CaseRuleHelp.NothingInQuarter,
    };

    public static readonly Rule StatusMismatch = Error(
        "case.status_mismatch",
        "status",
        "Referrals that were signposted or declined are CLOSED, and those whose decision is PENDING are WAITING.",
        CaseRuleHelp.StatusMismatch,
        new RowTest<CaseRow>(
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
        )
    );

    public static readonly Rule ReasonMissing = Error(
        "case.reason_missing",
        null,
        "Say why: a referral that was signposted or declined needs not_accepted_reason, an accepted case that was closed needs "
            + "closure_reason.",
        CaseRuleHelp.ReasonMissing,
        new RowTest<CaseRow>("not_accepted_reason", ["decision"], (row, _) => !Refused(row) || row.NotAcceptedReason is not null),
        new RowTest<CaseRow>("closure_reason", ["decision", "status"], (row, _) => !AcceptedAndClosed(row) || row.ClosureReason is not null)
    );

    public static readonly Rule ReasonUnexpected = Error(
        "case.reason_unexpected",
        null,
        "Leave the reason blank: not_accepted_reason is only for SIGNPOSTED and DECLINED referrals, closure_reason only for accepted ones.",
        CaseRuleHelp.ReasonUnexpected,
        new RowTest<CaseRow>(
            "not_accepted_reason",
            ["decision"],
            (row, _) => Refused(row) || row.NotAcceptedReason is null,
            row => row.NotAcceptedReason
        ),
        new RowTest<CaseRow>(
            "closure_reason",
            ["decision"],
            (row, _) => !Refused(row) || row.ClosureReason is null,
            row => row.ClosureReason
        )
    );

    public static readonly Rule ClosedWithoutMonth = Error(
        "case.closed_without_month",
        "closure_month",
        "A closed case needs the month in which it closed; for a referral that was not accepted, the month of the decision.",
        CaseRuleHelp.ClosedWithoutMonth,
        new RowTest<CaseRow>("closure_month", ["status"], (row, _) => row.Status != "CLOSED" || row.ClosureMonth is not null)
    );

    public static readonly Rule OpenWithClosure = Error(
        "case.open_with_closure",
        "status",
        "A case that is waiting or open has neither closure_month nor closure_reason. Blank both, or set the status to CLOSED.",
        CaseRuleHelp.OpenWithClosure,
        new RowTest<CaseRow>(
            "status",
            ["closure_month", "closure_reason", "decision"],
            (row, _) => row.Status == "CLOSED" || (row.ClosureMonth is null && (row.ClosureReason is null || Refused(row))),
            row => row.Status
        )
    );

    public static readonly Rule DecileWithoutNation = Error(
        "case.decile_without_nation",
        "deprivation_nation",
        "deprivation_decile and deprivation_nation go together: fill both or neither.",
        CaseRuleHelp.DecileWithoutNation,
        new RowTest<CaseRow>(
            "deprivation_nation",
            ["deprivation_decile"],
            (row, _) => row.DeprivationDecile is null == row.DeprivationNation is null,
            row => row.DeprivationNation
        )
    );

    public static readonly Rule ContactWithoutAcceptance = Error(
        "case.contact_without_acceptance",
        "decision",
        "The case has attended contacts although the referral was not accepted. Correct the decision or the contacts.",
        CaseRuleHelp.ContactWithoutAcceptance,
        new RowTest<CaseRow>(
            "decision",
            ["contacts_attended"],
            (row, context) => row.Decision == "ACCEPTED" || !context.Seen(row),
            row => row.Decision
        )
    );

    /// <summary>Asked only with a database, since nothing else knows what was erased.</summary>
    public static readonly Rule Erased = new(
        "case.erased",
        Gate.History,
        Severity.Error,
        null,
        "case_ref",
        "The case was erased from the portal and cannot be sent again. Leave out its row in cases.csv and all its rows in the other files."
    )
    {
        Explained = CaseRuleHelp.Erased,
    };

    public static readonly Rule ReferenceLookalike = Error(
        "case.reference_lookalike",
        "case_ref",
        "Two references differ only in capitals or in letters that look alike (O and 0, I, L and 1). Check that they are two cases, "
            + "and give one of them another reference.",
        CaseRuleHelp.ReferenceLookalike
    ) with
    {
        Severity = Severity.Warning,
    };

    public static readonly Rule TwinWithoutFamily = Error(
        "case.twin_without_family",
        "multiple_birth",
        "The baby is one of twins or more, and family_ref is blank. If a brother or sister is listed too, give both the same "
            + "family_ref, so that their parents count once.",
        CaseRuleHelp.TwinWithoutFamily,
        new RowTest<CaseRow>("multiple_birth", ["family_ref"], (row, _) => row.MultipleBirth != "Y" || !string.IsNullOrEmpty(row.FamilyRef))
    ) with
    {
        Severity = Severity.Note,
    };

    public static IReadOnlyList<Rule> All =>
        [
            AfterQuarter,
            BeforeReferral,
            NothingInQuarter,
            StatusMismatch,
            ReasonMissing,
            ReasonUnexpected,
            ClosedWithoutMonth,
            OpenWithClosure,
            DecileWithoutNation,
            ContactWithoutAcceptance,
            ReferenceLookalike,
            TwinWithoutFamily,
            Erased,
        ];

    /// <summary>Whether work with the family began and has ended.</summary>
    internal static bool AcceptedAndClosed(CaseRow row) => row is { Decision: "ACCEPTED", Status: "CLOSED" };

    private static bool Refused(CaseRow row) => row.Decision is "SIGNPOSTED" or "DECLINED";

    private static string? Closed(CaseRow row) => row.ClosureMonth?.ToString();

    private static Rule Error(string code, string? column, string message, RuleHelp explained, params RowTest<CaseRow>[] tests) =>
        new(code, Gate.Extract, Severity.Error, FileKind.Cases, column, message) { Explained = explained, Tests = tests };
}
