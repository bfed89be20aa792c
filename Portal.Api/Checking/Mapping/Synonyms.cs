using Portal.Api.Extracts;

namespace Portal.Api.Checking.Mapping;

/// <summary>
/// Guesses which column or code somebody means, to be offered and never to be taken: a spelling that is near, or a word that services use.
/// </summary>
internal static class Synonyms
{
    private static readonly HashSet<string> NotKnown = new(StringComparer.Ordinal)
    {
        "UNKNOWN",
        "NOT_KNOWN",
        "NK",
        "N/K",
        "DK",
        "DON'T_KNOW",
        "DONT_KNOW",
        "NOT_RECORDED",
        "NOT_ASKED",
        "UNCLEAR",
        "UNSURE",
        "?",
        "N/A",
        "NA",
        "MISSING",
        "SOMETIMES",
        "MAYBE",
    };

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["BIRTH_MOTHER"] = ["MOTHER", "MUM", "BIOLOGICAL_MOTHER", "BIO_MUM"],
        ["BIRTH_FATHER"] = ["FATHER", "DAD", "BIOLOGICAL_FATHER", "BIO_DAD"],
        ["MOTHER"] = ["MUM", "BIRTH_MOTHER"],
        ["FATHER"] = ["DAD", "BIRTH_FATHER"],
        ["OTHER_CAREGIVER"] = ["CARER", "OTHER_CARER", "GRANDPARENT", "PARTNER", "FOSTER_CARER"],
        ["CLINICIAN"] = ["THERAPIST", "PRACTITIONER", "WORKER"],
        ["HEALTH_VISITOR"] = ["HV", "HEALTH_VISITING", "H/V"],
        ["MIDWIFERY"] = ["MIDWIFE", "MW", "MIDWIVES"],
        ["SELF"] = ["PARENT", "SELF_REFERRED", "MUM", "MOTHER"],
        ["SOCIAL_CARE"] = ["SOCIAL_WORKER", "SW", "CHILDREN'S_SERVICES", "SOCIAL_SERVICES", "CSC"],
        ["GP"] = ["DOCTOR", "GENERAL_PRACTITIONER", "GP_SURGERY"],
        ["PERINATAL_MH"] = ["PNMH", "PERINATAL", "PMH", "PERINATAL_TEAM"],
        ["ADULT_MH"] = ["CMHT", "ADULT_MENTAL_HEALTH_TEAM", "IAPT", "TALKING_THERAPIES"],
        ["NEONATAL"] = ["NICU", "SCBU", "NNU"],
        ["1"] = ["M", "BOY", "MALE"],
        ["2"] = ["F", "GIRL", "FEMALE"],
        ["SINGLE_PARENT"] = ["SINGLE", "LONE_PARENT"],
        ["TWO_PARENT"] = ["COUPLE", "TWO_PARENTS", "BOTH_PARENTS"],
        ["BASELINE"] = ["PRE", "START", "T1", "INITIAL", "FIRST", "BEFORE", "ASSESSMENT"],
        ["END"] = ["POST", "T2", "FINAL", "LAST", "AFTER", "DISCHARGE", "CLOSE", "END_OF_TREATMENT"],
        ["REVIEW"] = ["MID", "DURING", "INTERIM"],
        ["FOLLOW_UP"] = ["FU", "F/U"],
        ["DID_NOT_ATTEND"] = ["DNA", "NO_SHOW", "MISSED"],
        ["ATTENDED"] = ["SEEN", "ATTEND", "YES", "Y"],
        ["CANCELLED_BY_FAMILY"] = ["CANCELLED", "CNA", "PATIENT_CANCELLED", "CLIENT_CANCELLED"],
        ["CANCELLED_BY_SERVICE"] = ["STAFF_CANCELLED", "CLINICIAN_CANCELLED"],
        ["FACE_TO_FACE"] = ["F2F", "FTF", "IN_PERSON"],
        ["TELEPHONE"] = ["PHONE", "TEL", "CALL"],
        ["VIDEO"] = ["TEAMS", "ZOOM", "ONLINE"],
        ["ACCEPTED"] = ["ACCEPT", "YES", "TAKEN_ON"],
        ["DECLINED"] = ["REJECTED", "REFUSED", "NO"],
        ["OPEN"] = ["ACTIVE", "CURRENT", "ONGOING", "IN_TREATMENT"],
        ["CLOSED"] = ["DISCHARGED", "ENDED", "FINISHED"],
        ["WAITING"] = ["WAITING_LIST", "WL", "WAIT"],
        ["COMPLETED"] = ["COMPLETE", "PLANNED_ENDING", "FINISHED", "TREATMENT_COMPLETED"],
        ["DROPPED_OUT"] = ["DISENGAGED", "DROPOUT", "UNPLANNED_ENDING", "LOST_CONTACT"],
        ["MOVED_AWAY"] = ["MOVED", "MOVED_AREA", "OUT_OF_AREA"],
        ["NONE"] = ["NO", "N", "NIL"],
        ["CHILD_PROTECTION"] = ["CP", "CPP", "CP_PLAN"],
        ["CHILD_IN_NEED"] = ["CIN", "CIN_PLAN"],
        ["EARLY_HELP"] = ["EH", "TAF", "CAF"],
        ["LOOKED_AFTER"] = ["LAC", "CLA"],
        ["UNBORN"] = ["ANTENATAL", "PREGNANT", "NOT_BORN"],
    };

    private static readonly Dictionary<string, string[]> Headings = new(StringComparer.Ordinal)
    {
        ["service_code"] = ["service", "team", "site"],
        ["case_ref"] = ["case", "ref", "reference", "id", "caseid", "clientref", "clientid", "casenumber", "studyid", "anonid"],
        ["family_ref"] = ["family", "familyid"],
        ["referral_month"] = ["referred", "referraldate", "dateofreferral", "refdate", "datereferred", "referralmonthyear"],
        ["referral_source"] = ["source", "referredby", "referrer", "refsource", "referralfrom"],
        ["baby_age_band"] = ["age", "babyage", "ageofbaby", "agemonths", "ageatreferral", "ageband", "childage"],
        ["baby_sex"] = ["sex", "gender", "babygender"],
        ["baby_ethnicity"] = ["ethnicity", "ethnicgroup", "babyethnicgroup"],
        ["caregiver1_relationship"] = ["relationship", "caregiver", "carer", "maincarer", "parent", "caregiver1", "primarycaregiver"],
        ["caregiver1_age_band"] = ["parentage", "motherage", "mumage", "carerage", "caregiverage"],
        ["father_involvement"] = ["fatherinvolved", "dadinvolved"],
        ["household"] = ["householdtype", "familytype", "livingsituation"],
        ["deprivation_decile"] = ["imd", "imddecile", "decile", "deprivation"],
        ["deprivation_nation"] = ["nation", "country", "imdnation"],
        ["interpreter_used"] = ["interpreter", "interpreterneeded"],
        ["social_care_start"] = ["cpstatus", "socialcarestatus", "socialcareatstart"],
        ["social_care_end"] = ["socialcareatend", "socialcarefinal"],
        ["decision"] = ["outcomeofreferral", "referraldecision", "referraloutcome"],
        ["days_to_first_contact"] = ["wait", "waitdays", "waitingtime", "daystofirstappointment", "dayswaited"],
        ["status"] = ["casestatus", "openclosed"],
        ["closure_month"] = ["closuredate", "dateclosed", "dischargedate", "enddate", "dateofclosure"],
        ["closure_reason"] = ["reasonclosed", "dischargereason", "reasonforclosure", "ending"],
        ["contacts_attended"] = ["sessions", "sessionsattended", "numberofsessions", "contacts"],
        ["risk_code"] = ["risk", "riskfactor", "factor"],
        ["measure"] = ["tool", "questionnaire", "scale", "outcomemeasure"],
        ["timepoint"] = ["time", "stage", "prepost", "when"],
        ["respondent"] = ["completedby", "rater", "informant", "who"],
        ["week"] = ["weeks", "weekno", "weeknumber"],
        ["score"] = ["total", "value", "totalscore", "result"],
        ["not_done_reason"] = ["reasonnotdone", "whynotdone", "reasonmissing"],
        ["intervention"] = ["approach", "modality", "therapy", "worktype"],
        ["mechanism"] = ["mode", "contacttype", "how"],
        ["attendance"] = ["outcome", "attendancestatus"],
        ["minutes"] = ["duration", "length", "mins"],
    };

    /// <summary>The column of a file that a heading probably means, or <c>null</c>.</summary>
    public static string? Column(ExtractFile file, string heading)
    {
        var name = Fold.Name(heading);
        return file.Columns.Select(column => column.Name)
                .FirstOrDefault(column => Headings.TryGetValue(column, out var others) && others.Contains(name))
            ?? Nearest(name, file.Columns.Select(column => column.Name), column => Fold.Name(column));
    }

    /// <summary>The code that a word probably means, or <c>null</c>.</summary>
    public static string? Code(IReadOnlyList<Code> codes, string word)
    {
        var key = Fold.Key(word);
        return codes.Select(code => code.Value).FirstOrDefault(code => Words.TryGetValue(code, out var others) && others.Contains(key))
            ?? (
                NotKnown.Contains(key) || (key is "SOMETIMES" or "MAYBE" && codes.Any(code => code.Value == "Y"))
                    ? codes.Select(code => code.Value).FirstOrDefault(code => code is "U" or "NOT_RECORDED" or "99")
                    : null
            )
            ?? Nearest(key, codes.Select(code => code.Value), code => Fold.Key(code))
            ?? codes.FirstOrDefault(code => Nearest(key, [code.Label], label => Fold.Key(label)) is not null)?.Value;
    }

    /// <summary>Whether services use a word for a code.</summary>
    public static bool Means(string code, string word) => Words.TryGetValue(code, out var others) && others.Contains(Fold.Key(word));

    /// <summary>The one of these that a misspelt text is nearest to, or <c>null</c> when none is near.</summary>
    public static string? Nearest(string text, IEnumerable<string> names, Func<string, string> folded)
    {
        if (text.Length is < 3 or > MappingQuestions.LongestWord)
            return null;
        var (distance, nearest) = names
            .Select(name => (Distance: Distance(text, folded(name)), Name: name))
            .OrderBy(candidate => candidate.Distance)
            .First();
        return distance <= Math.Max(1, text.Length / 5) ? nearest : null;
    }

    // The number of letters to add, drop, change or swap with a neighbour.
    private static int Distance(string left, string right)
    {
        var steps = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
            steps[i, 0] = i;
        for (var j = 0; j <= right.Length; j++)
            steps[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                steps[i, j] = Math.Min(Math.Min(steps[i - 1, j] + 1, steps[i, j - 1] + 1), steps[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
            }
        }
        return steps[left.Length, right.Length];
    }
}
