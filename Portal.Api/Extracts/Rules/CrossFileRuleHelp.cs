namespace Portal.Api.Extracts.Rules;

/// <summary>The rules between the files of one extract, explained.</summary>
internal static class CrossFileRuleHelp
{
    public static readonly RuleHelp Orphan = new(
        "The row belongs to a case that is not in cases.csv of the same extract.",
        "Without its case a score or a contact belongs to nobody, and cannot be counted for any family.",
        "Search cases.csv for the reference. If the case is missing, add its row: a case is listed in every quarter in which it has rows. "
            + "If the reference differs by a letter, correct it. Spreadsheets sometimes turn a reference such as 12E5 into 1.20E+06: "
            + "format the column as text before you paste.",
        "risks.csv: case_ref = C-7Q2K8",
        "risks.csv: case_ref = C-7Q2K9, as in cases.csv"
    );

    public static readonly RuleHelp Contradiction = new(
        "The file risks.csv says that prematurity was not a risk, but cases.csv says that the baby was born preterm.",
        "Both are used for the picture of risks at referral; one of them must be wrong, or was recorded at another time.",
        "Look at the record. If the baby was preterm, set the risk PREMATURITY to Y; if not, correct preterm_or_neonatal. If both are "
            + "meant, give the reason.",
        "preterm_or_neonatal = PRETERM, PREMATURITY = N",
        "preterm_or_neonatal = PRETERM, PREMATURITY = Y"
    );

    public static readonly RuleHelp OnlyPresent = new(
        "The file risks.csv lists only risks that are present, and cases.csv does not say whose risks were looked at.",
        "If only \"yes\" is sent, every risk would read as 100 %. To say \"12 of 40 families\", the portal must know of whom it was asked.",
        "The easier way: add the column risks_assessed to cases.csv with Y for every case whose risks were gone through at referral; a "
            + "risk that is not listed then counts as not present. Or send a row with N for each risk that was asked about and was not "
            + "there. If your system cannot tell, give that as the reason; the risks then stay out of shares.",
        "risks.csv with Y only, no risks_assessed",
        "risks.csv with Y only, risks_assessed = Y in cases.csv"
    );
}
