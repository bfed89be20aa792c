namespace Portal.Api.Extracts.Rules;

/// <summary>Rules that weigh the columns of a case against each other and against the quarter.</summary>
public static class CaseRules
{
    public static readonly Rule AfterQuarter = Error(
        "period.after_quarter",
        null,
        "The month is after the quarter that the extract is for. Choose the right quarter, or correct the month.",
        CaseRuleHelp.AfterQuarter
    );

    public static readonly Rule BeforeReferral = Error(
        "period.before_referral",
        "closure_month",
        "A case cannot close before the month of its referral.",
        CaseRuleHelp.BeforeReferral
    );

    public static readonly Rule NothingInQuarter = new(
        "period.nothing_in_quarter",
        Gate.Extract,
        Severity.Warning,
        FileKind.Cases,
        null,
        "Every case was closed before the quarter began. An extract lists the cases that were referred, waiting, open or closed in the quarter."
    )
    {
        Explained = CaseRuleHelp.NothingInQuarter,
    };

    public static readonly Rule StatusMismatch = Error(
        "case.status_mismatch",
        "status",
        "Referrals that were signposted or declined are CLOSED, and those whose decision is PENDING are WAITING.",
        CaseRuleHelp.StatusMismatch
    );

    public static readonly Rule ReasonMissing = Error(
        "case.reason_missing",
        null,
        "Say why: a referral that was signposted or declined needs not_accepted_reason, an accepted case that was closed needs closure_reason.",
        CaseRuleHelp.ReasonMissing
    );

    public static readonly Rule ReasonUnexpected = Error(
        "case.reason_unexpected",
        null,
        "Leave the reason blank: not_accepted_reason is only for SIGNPOSTED and DECLINED referrals, closure_reason only for accepted ones.",
        CaseRuleHelp.ReasonUnexpected
    );

    public static readonly Rule ClosedWithoutMonth = Error(
        "case.closed_without_month",
        "closure_month",
        "A closed case needs the month in which it closed; for a referral that was not accepted, the month of the decision.",
        CaseRuleHelp.ClosedWithoutMonth
    );

    public static readonly Rule OpenWithClosure = Error(
        "case.open_with_closure",
        "status",
        "A case that is waiting or open has neither closure_month nor closure_reason. Blank both, or set the status to CLOSED.",
        CaseRuleHelp.OpenWithClosure
    );

    public static readonly Rule DecileWithoutNation = Error(
        "case.decile_without_nation",
        "deprivation_nation",
        "deprivation_decile and deprivation_nation go together: fill both or neither.",
        CaseRuleHelp.DecileWithoutNation
    );

    public static readonly Rule ContactWithoutAcceptance = Error(
        "case.contact_without_acceptance",
        "decision",
        "The case has attended contacts although the referral was not accepted. Correct the decision or the contacts.",
        CaseRuleHelp.ContactWithoutAcceptance
    );

    /// <summary>Asked with the database only: what was erased is known nowhere else.</summary>
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
            Erased,
        ];

    private static Rule Error(string code, string? column, string message, RuleHelp? explained = null) =>
        new(code, Gate.Extract, Severity.Error, FileKind.Cases, column, message) { Explained = explained };
}
