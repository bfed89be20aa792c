using System.Globalization;

namespace Portal.Tests.Recount;

/// <summary>A risk at stage REFERRAL: cases with Y, and cases with Y or N.</summary>
internal sealed record RiskRecount(int Present, int Assessed);

/// <summary>The headline pairs of one measure and subscale; SDs and correlation are null where they are undefined.</summary>
internal sealed record PairRecount(
    int Baseline,
    int Paired,
    double? PreMean,
    double? PreSd,
    double? PostMean,
    double? PostSd,
    double? Correlation
)
{
    /// <summary>
    /// Every family with a baseline, with its last score if it has one. Means over the goals and cases with both scores, else over the
    /// baselines.
    /// </summary>
    public IReadOnlyList<(double First, double? Last)> Families { get; init; } = [];
}

/// <summary>One service counted over a window.</summary>
/// <param name="Referrals">Cases referred in the window.</param>
/// <param name="Eligible">Families of the cohort CLOSED_TWO_CONTACTS.</param>
/// <param name="FilteredByContacts">False for a service that sends neither contacts.csv nor contacts_attended.</param>
/// <param name="Risks">By risk code; all 27 codes.</param>
/// <param name="Pairs">By measure and subscale; those with at least one baseline in the cohort.</param>
internal sealed record ServiceRecount(
    int Referrals,
    int Eligible,
    bool FilteredByContacts,
    IReadOnlyDictionary<string, RiskRecount> Risks,
    IReadOnlyDictionary<(string Measure, string Subscale), PairRecount> Pairs
);

/// <summary>Which families count, and whose scores.</summary>
internal sealed record RecountFilter
{
    public string Cohort { get; init; } = "CLOSED_TWO_CONTACTS";

    /// <summary>Codes of baby_age_band in the family's first case; <c>null</c> for all.</summary>
    public string[]? BabyAges { get; init; }

    /// <summary><c>null</c> for one respondent a family.</summary>
    public string? Respondent { get; init; }
}

/// <summary>
/// Counts one service again from its CSV files and the words of the design alone, with nothing of the product, so that the product's
/// answers have an independent witness. Where the words leave room, it reads them so:
/// the current record of a case is the one of the latest quarter that lists it, for each file the latest such quarter in which that file
/// was sent; files in the folder "carried" are of an earlier sending of the quarter, and speak for the cases that it listed; a file with
/// "only-new" beside it adds to what earlier quarters said;
/// attended contacts are the ATTENDED rows when contacts.csv was ever sent in a quarter that lists the case, else
/// contacts_attended, else none; no filter applies only if the service has never sent contacts.csv and never filled contacts_attended;
/// an unlisted risk is N only if risks_assessed is Y and risks.csv was sent in a quarter that lists the case;
/// the cases of a family are accepted ones that share family_ref and overlap in time by month, both ends counted, each with one that came
/// before; a family is in the cohort when one of its cases has two contacts, and counts in the month when the last of its cases closed;
/// a baseline's day is the first of the referral month, and days_to_first_contact if known, and seven days a week;
/// the respondent is chosen for each family, measure and subscale from baselines with a score, over all goals and cases;
/// each goal has its own first and last, the last in a later week than the first of that goal.
/// </summary>
internal static class SampleRecount
{
    private static readonly string[] RiskCodes = (
        "PERINATAL_MENTAL_ILLNESS ISOLATION RECENT_LIFE_STRESS PARENT_CHILDHOOD_ABUSE BONDING_DIFFICULTY BIRTH_TRAUMA PARENTAL_CONFLICT "
        + "DOMESTIC_ABUSE POVERTY "
        + "HOUSING SUBSTANCE_MISUSE SEVERE_MENTAL_ILLNESS COMPLEX_TRAUMA BEREAVEMENT_OR_LOSS CARE_EXPERIENCED_PARENT MIGRATION_OR_ASYLUM "
        + "PARENT_LEARNING_DISABILITY "
        + "PARENT_PHYSICAL_ILLNESS UNPLANNED_PREGNANCY CHILD_PREVIOUSLY_REMOVED SAFEGUARDING_CONCERN OFFENDING PREMATURITY "
        + "BABY_ILLNESS_OR_DISABILITY "
        + "REGULATION_FEEDING_SLEEP DEVELOPMENTAL_CONCERN OTHER"
    ).Split(' ');

    private sealed class CurrentCase
    {
        public required Dictionary<string, string> Row { get; set; }
        public Dictionary<string, List<Dictionary<string, string>>> Files { get; } = [];
    }

    /// <param name="folder">Folder of one service, with a folder for each quarter.</param>
    /// <param name="from">First month, YYYY-MM.</param>
    /// <param name="before">First month after the window, YYYY-MM.</param>
    /// <param name="filter">Which families and whose scores; <c>null</c> for the usual ones.</param>
    public static ServiceRecount OfService(string folder, string from, string before, RecountFilter? filter = null)
    {
        filter ??= new RecountFilter();
        var (cases, contactsSent) = CurrentCases(folder);
        bool Within(string month) =>
            month.Length > 0 && string.CompareOrdinal(month, from) >= 0 && string.CompareOrdinal(month, before) < 0;

        var referred = cases.Where(one => Within(one.Row["referral_month"])).ToList();
        var filtered = contactsSent || cases.Any(one => one.Row["contacts_attended"].Length > 0);
        var cohort = Families(cases)
            .Where(family =>
                family.All(one => one.Row["status"] == "CLOSED")
                && Within(family.Max(one => one.Row["closure_month"])!)
                && filter.Cohort switch
                {
                    "CLOSED" => true,
                    "ENDED_AS_PLANNED" => family.Any(one => one.Row["closure_reason"] is "COMPLETED" or "COMPLETED_EARLY"),
                    _ => !filtered || family.Any(one => Attended(one) >= 2),
                }
                && (filter.BabyAges is null || filter.BabyAges.Contains(FirstOf(family).Row["baby_age_band"]))
            )
            .ToList();

        var scores = cohort.Select(family => family.ConvertAll(Scores)).ToList();
        var measures = scores
            .SelectMany(family => family.SelectMany(rows => rows))
            .Where(row => row.Timepoint == "BASELINE" && (filter.Respondent is null || row.Respondent == filter.Respondent))
            .Select(row => (row.Measure, row.Subscale))
            .Distinct();
        return new ServiceRecount(
            referred.Count,
            cohort.Count,
            filtered,
            RiskCodes.ToDictionary(code => code, code => OfRisk(referred, code)),
            measures.ToDictionary(
                key => key,
                key =>
                    PairsRecount.OfMeasure(
                        scores.Select(family => family.ConvertAll(rows => rows.FindAll(row => (row.Measure, row.Subscale) == key))),
                        filter.Respondent
                    )
            )
        );
    }

    private static (List<CurrentCase> Cases, bool ContactsSent) CurrentCases(string folder)
    {
        var current = new Dictionary<string, CurrentCase>();
        var contactsSent = false;
        foreach (var quarter in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            var listed = Read(Path.Combine(quarter, "cases.csv"))!;
            foreach (var row in listed)
                if (current.TryGetValue(row["case_ref"], out var known))
                    known.Row = row;
                else
                    current[row["case_ref"]] = new CurrentCase { Row = row };

            var carried = Path.Combine(quarter, "carried");
            var listedThen = (Read(Path.Combine(carried, "cases.csv")) ?? []).Select(row => row["case_ref"]).ToHashSet();
            foreach (var kind in new[] { "risks", "scores", "contacts" })
            {
                var sent = Read(Path.Combine(quarter, kind + ".csv"));
                if ((sent ?? Read(Path.Combine(carried, kind + ".csv"))) is not { } rows)
                    continue;
                contactsSent |= kind == "contacts";
                var byCase = rows.ToLookup(row => row["case_ref"]);
                var onlyNew = File.Exists(Path.Combine(quarter, kind + ".only-new"));
                foreach (var one in listed.Select(row => row["case_ref"]).Where(one => sent is not null || listedThen.Contains(one)))
                {
                    var before = onlyNew ? current[one].Files.GetValueOrDefault(kind, []) : [];
                    current[one].Files[kind] = Together(kind, before, [.. byCase[one]]);
                }
            }
        }
        return ([.. current.Values], contactsSent);
    }

    // Of a key the later row counts; contacts may be numbered from one again, in other weeks.
    private static List<Dictionary<string, string>> Together(
        string kind,
        List<Dictionary<string, string>> before,
        List<Dictionary<string, string>> later
    )
    {
        string[] key = kind switch
        {
            "risks" => ["risk_code", "stage"],
            "scores" => ["measure", "subscale", "timepoint", "week", "respondent", "goal"],
            _ => ["contact", "week"],
        };
        return key.Length == 0
            ? [.. before, .. later]
            :
            [
                .. before.Where(row =>
                    !later.Exists(other => key.All(name => row.GetValueOrDefault(name) == other.GetValueOrDefault(name)))
                ),
                .. later,
            ];
    }

    // Whoever overlaps with one of a group joins it; groups that a newcomer touches become one.
    private static List<List<CurrentCase>> Families(List<CurrentCase> cases)
    {
        var families = new List<List<CurrentCase>>();
        foreach (var one in cases.Where(one => one.Row["decision"] == "ACCEPTED"))
        {
            var touched = families.FindAll(family => family.Exists(other => Overlap(one, other)));
            families.RemoveAll(touched.Contains);
            families.Add([.. touched.SelectMany(family => family), one]);
        }
        return families;
    }

    // A family goes by its first case.
    private static CurrentCase FirstOf(List<CurrentCase> family) =>
        family
            .OrderBy(one => one.Row["referral_month"], StringComparer.Ordinal)
            .ThenBy(one => one.Row["case_ref"], StringComparer.Ordinal)
            .First();

    private static bool Overlap(CurrentCase one, CurrentCase other)
    {
        var family = one.Row.GetValueOrDefault("family_ref", "");
        return family.Length > 0
            && family == other.Row.GetValueOrDefault("family_ref", "")
            && string.CompareOrdinal(one.Row["referral_month"], End(other)) <= 0
            && string.CompareOrdinal(other.Row["referral_month"], End(one)) <= 0;
    }

    private static string End(CurrentCase one) => one.Row["status"] == "CLOSED" ? one.Row["closure_month"] : "9999-12";

    private static List<Dictionary<string, string>>? Read(string path)
    {
        if (!File.Exists(path))
            return null;
        var lines = File.ReadAllLines(path);
        var header = lines[0].Split(',');
        return
        [
            .. lines
                .Skip(1)
                .Select(line =>
                    header.Zip(line.Split(','), (name, cell) => (name, cell)).ToDictionary(pair => pair.name, pair => pair.cell)
                ),
        ];
    }

    private static int Attended(CurrentCase one)
    {
        if (one.Files.TryGetValue("contacts", out var rows))
            return rows.Count(row => row["attendance"] == "ATTENDED");
        return one.Row["contacts_attended"] is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : 0;
    }

    private static RiskRecount OfRisk(List<CurrentCase> referred, string code)
    {
        var (present, assessed) = (0, 0);
        foreach (var one in referred)
        {
            if (!one.Files.TryGetValue("risks", out var rows))
                continue;
            var listed = rows.FirstOrDefault(row => row["risk_code"] == code && row["stage"] == "REFERRAL")?["present"];
            var answer = listed ?? (one.Row["risks_assessed"] == "Y" ? "N" : "");
            present += answer == "Y" ? 1 : 0;
            assessed += answer is "Y" or "N" ? 1 : 0;
        }
        return new RiskRecount(present, assessed);
    }

    private static List<RecountScore> Scores(CurrentCase one) =>
        one.Files.TryGetValue("scores", out var rows)
            ?
            [
                .. rows.Where(row => row["score"].Length > 0)
                    .Select(row => new RecountScore(
                        row["measure"],
                        row["subscale"],
                        row["timepoint"],
                        int.Parse(row["week"], CultureInfo.InvariantCulture),
                        FirstContact(one) + 7 * int.Parse(row["week"], CultureInfo.InvariantCulture),
                        row["respondent"],
                        row["goal"],
                        double.Parse(row["score"], CultureInfo.InvariantCulture)
                    )),
            ]
            : [];

    private static int FirstContact(CurrentCase one) =>
        DateOnly.ParseExact(one.Row["referral_month"] + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber
        + (
            one.Row.GetValueOrDefault("days_to_first_contact", "") is { Length: > 0 } days
                ? int.Parse(days, CultureInfo.InvariantCulture)
                : 0
        );
}
