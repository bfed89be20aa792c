namespace Portal.Api.Extracts.Rules;

/// <summary>The rules about cases, explained.</summary>
internal static class CaseRuleHelp
{
    public static readonly RuleHelp AfterQuarter = new(
        "A month in the row is later than the quarter that the extract is for.",
        "An extract tells how things stood at the end of its quarter. What happened later belongs in the next one, or the wrong quarter "
            + "was chosen.",
        "Look at the quarter at the top of the report first. If it is right, leave out cases that were referred after the quarter; for a "
            + "case that closed after the quarter, send it as it stood then: OPEN, without closure_month and closure_reason. If only the "
            + "year was mistyped, correct it.",
        "for Apr-Jun 2025: closure_month = 2025-07, status = CLOSED",
        "for Apr-Jun 2025: closure_month = (blank), status = OPEN"
    );

    public static readonly RuleHelp BeforeReferral = new(
        "The case closed before it was referred.",
        "One of the two months must be wrong, and both are used: to count referrals, and to say how long families were with the service.",
        "Compare both months with your record. Often a year was mistyped, or a re-referral got the old case's closure. A re-referral is a "
            + "new case with its own case_ref.",
        "referral_month = 2025-04, closure_month = 2024-06",
        "referral_month = 2025-04, closure_month = 2025-06"
    );

    public static readonly RuleHelp NothingInQuarter = new(
        "Every case of the file was closed before the quarter began.",
        "An extract lists the cases that were referred, waiting, open or closed in its quarter. A file without any is usually last "
            + "quarter's file.",
        "Check the quarter that you chose and the file that you picked. If the service really had no case in the quarter and you send old "
            + "ones to correct them, give that as the reason.",
        "for Apr-Jun 2025: every closure_month is 2025-03 or earlier",
        "for Apr-Jun 2025: cases with closure_month 2025-04 to 2025-06, or OPEN"
    );

    public static readonly RuleHelp StatusMismatch = new(
        "The status does not go with the decision: a referral that was signposted or declined is CLOSED, one whose decision is PENDING is "
            + "WAITING.",
        "Otherwise referrals that were never accepted would stand on the waiting list for ever.",
        "Look at the decision first. If it is right, set the status to match. A referral that was accepted after a while has the decision "
            + "ACCEPTED.",
        "decision = DECLINED, status = OPEN",
        "decision = DECLINED, status = CLOSED"
    );

    public static readonly RuleHelp ReasonMissing = new(
        "The reason is blank: why a referral was not accepted, or why the work with a family ended.",
        "How families leave tells whether last scores can be expected, and which families a service does not reach.",
        "For SIGNPOSTED and DECLINED referrals fill not_accepted_reason; for accepted cases that are CLOSED fill closure_reason. If no "
            + "code fits an ending, use OTHER.",
        "decision = ACCEPTED, status = CLOSED, closure_reason = (blank)",
        "decision = ACCEPTED, status = CLOSED, closure_reason = COMPLETED"
    );

    public static readonly RuleHelp ReasonUnexpected = new(
        "A reason is given that cannot be there: why a referral was not accepted although it was, or why the work ended although it never "
            + "began.",
        "The two reasons are counted separately; one in the wrong column would be counted for the wrong families.",
        "Look at the decision. For accepted cases blank not_accepted_reason; for signposted and declined ones blank closure_reason. Some "
            + "systems keep an old reason when a decision is changed: clear it there.",
        "decision = ACCEPTED, not_accepted_reason = CAPACITY",
        "decision = ACCEPTED, not_accepted_reason = (blank)"
    );

    public static readonly RuleHelp ClosedWithoutMonth = new(
        "The case is CLOSED, but closure_month is blank.",
        "Outcomes are counted in the quarter in which a case closed. Without the month the family would be in none.",
        "Fill the month in which the work ended, as in 2025-06. For a referral that was signposted or declined, it is the month of that "
            + "decision. If the case is still going on, set the status to OPEN or WAITING.",
        "status = CLOSED, closure_month = (blank)",
        "status = CLOSED, closure_month = 2025-06"
    );

    public static readonly RuleHelp OpenWithClosure = new(
        "The case is waiting or open, but has a closure month or a closure reason.",
        "It cannot be both. Taken as closed, its scores would be counted too early; taken as open, it would never be counted.",
        "If the case closed in the quarter or before, set the status to CLOSED. If not, blank both closure_month and closure_reason; some "
            + "systems fill in a planned end.",
        "status = OPEN, closure_month = 2025-06",
        "status = CLOSED, closure_month = 2025-06"
    );

    public static readonly RuleHelp DecileWithoutNation = new(
        "Only one of deprivation_decile and deprivation_nation is filled.",
        "England, Wales, Scotland and Northern Ireland each have their own index; a decile of one cannot be read without knowing which.",
        "Fill both: the decile 1 to 10 (1 = most deprived) and E, W, S or N. If the decile is not known, blank both.",
        "deprivation_decile = 3, deprivation_nation = (blank)",
        "deprivation_decile = 3, deprivation_nation = E"
    );

    public static readonly RuleHelp ContactWithoutAcceptance = new(
        "The case has attended contacts, but the referral was not accepted.",
        "A family that was seen belongs among the families that the service worked with. A first meeting to decide about the referral is "
            + "part of the work once it is accepted.",
        "If the referral was accepted in the end, set the decision to ACCEPTED. If the family was not seen, correct contacts_attended, or "
            + "the rows of this case in contacts.csv: a contact that was offered but not attended is DID_NOT_ATTEND.",
        "decision = PENDING, contacts_attended = 2",
        "decision = ACCEPTED, contacts_attended = 2"
    );

    public static readonly RuleHelp Erased = new(
        "Rows are of a case that was erased from the portal: the family asked for it, withdrew consent, or the case should never have "
            + "been sent. The portal knows it by a hash only. A reference that looks like it (capitals, O and 0, I, L and 1) is the "
            + "same to it.",
        "What a family was promised to be gone must stay gone. Files that hold the case are not kept either, not even for a day.",
        "Take the case out of the export, so that it is not in the next quarter's files either. If you think that another case was meant, "
            + "ask the network team; a new referral of the family is a new case with its own case_ref.",
        "C-4M8TB in cases.csv and scores.csv, after it was erased",
        "neither file lists C-4M8TB"
    );

    public static readonly RuleHelp ReferenceLookalike = new(
        "References are compared letter by letter. Two cases of the file have references that a person, or a spreadsheet, could take for "
            + "the same.",
        "One family would count twice, or the scores of one would be written to the other. Spreadsheets change capitals by themselves: "
            + "MAR-25 comes back as Mar-25.",
        "Look both up in your system. If it is one case, delete the row that is wrong and use one reference in all files. If there are "
            + "two, give one of them a new reference, or give the reason.",
        "C-7Q2K9 and c-7q2k9; C-10XW3 and C-1OXW3",
        "C-7Q2K9 and C-4M8TB"
    );

    public static readonly RuleHelp TwinWithoutFamily = new(
        "The column multiple_birth is Y and family_ref is blank. This is for your information.",
        "Forms of a parent are often entered with each twin. Without a link the parent counts twice, and a change looks surer than it is.",
        "If you work with the other babies too, give their cases one random family_ref. If this baby is the only one you see, nothing has "
            + "to be done.",
        "multiple_birth = Y, family_ref blank, in two cases of one family",
        "the same family_ref in both"
    );
}
