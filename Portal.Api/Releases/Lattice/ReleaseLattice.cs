using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Releases.Lattice;

/// <summary>One band of a dimension.</summary>
/// <param name="Code">As in the address of a cell.</param>
/// <param name="Label">In plain words.</param>
/// <param name="Values">Codes of the extract that belong to it.</param>
public sealed record LatticeBand(string Code, string Label, params IReadOnlyList<string> Values);

/// <summary>A property that released cases are broken down by. Its bands never change.</summary>
public sealed record LatticeDimension(string Code, string Label, IReadOnlyList<LatticeBand> Bands)
{
    /// <summary>The band of an extract's code. A code that no band names belongs to the last band, "not known".</summary>
    public int BandOf(string? value)
    {
        for (var band = 0; band < Bands.Count - 1; band++)
            if (value is not null && Bands[band].Values.Contains(value))
                return band;
        return Bands.Count - 1;
    }
}

/// <summary>The fixed lattice of released figures: there is no choosing of teams, dates or bands.</summary>
/// <remarks>
/// Source: docs/disclosure.md, "Differencing over time and filters", rule 1. Every dimension has a last band for what is not known, so that
/// all break the same people down.
/// </remarks>
public static class ReleaseLattice
{
    public const string Profile = "PROFILE";
    public const string Outcome = "OUTCOME";
    public const string Network = "NETWORK";
    public const string None = "NONE";

    /// <summary>Scope of what one service sees of all others together.</summary>
    public const string Rest = "REST";

    /// <summary>Scope of a service's own protected figures, for the reports that it shares.</summary>
    public const string Own = "OWN";

    public static readonly IReadOnlyList<string> Nations = ["E", "W", "S", "N"];
    public static readonly IReadOnlyList<string> Hosts = ["NHS", "COUNCIL", "CHARITY", "MIXED"];

    /// <summary>The network, its nations and its kinds of host.</summary>
    public static readonly IReadOnlyList<string> Scopes =
    [
        Network,
        .. Nations.Select(nation => "NATION_" + nation),
        .. Hosts.Select(host => "HOST_" + host),
    ];

    private static readonly LatticeBand NotKnown = new("NOT_KNOWN", "Not known");

    public static readonly LatticeDimension BabyAge = new(
        "BABY_AGE",
        "Age of the baby",
        [
            new("UNBORN", "Unborn", "UNBORN"),
            new("0-5", "0-5 months", "0-2", "3-5"),
            new("6-11", "6-11 months", "6-11"),
            new("12-23", "12-23 months", "12-17", "18-23"),
            new("24+", "24 months and over", "24-35", "36+"),
            NotKnown,
        ]
    );

    public static readonly LatticeDimension CaregiverAge = new(
        "CAREGIVER_AGE",
        "Age of the caregiver",
        [
            new("20_AND_UNDER", "20 and under", "U18", "18-20"),
            new("21-34", "21-34", "21-24", "25-29", "30-34"),
            new("35+", "35 and over", "35-39", "40+"),
            NotKnown,
        ]
    );

    public static readonly LatticeDimension BabyEthnicity = new(
        "BABY_ETHNICITY",
        "Ethnicity of the baby",
        [
            new("WHITE", "White", "A", "B", "C"),
            new("MIXED", "Mixed", "D", "E", "F", "G"),
            new("ASIAN", "Asian", "H", "J", "K", "L", "R"),
            new("BLACK", "Black", "M", "N", "P"),
            new("OTHER", "Other", "S"),
            NotKnown,
        ]
    );

    public static readonly LatticeDimension Household = new(
        "HOUSEHOLD",
        "Household",
        [
            new("TWO_PARENT", "Two parents", "TWO_PARENT"),
            new("SINGLE_PARENT", "Single parent", "SINGLE_PARENT"),
            new("MULTI_GENERATION", "More than two generations", "MULTI_GENERATION"),
            new("OTHER", "Other", "OTHER"),
            NotKnown,
        ]
    );

    public static readonly LatticeDimension Father = new(
        "FATHER",
        "Father",
        [
            new("SEEN", "Seen", "ATTENDED_ONCE", "ATTENDED_REGULARLY"),
            new("NOT_SEEN", "Not seen", "NONE", "KNOWN_NOT_SEEN", "NO_FATHER"),
            new("NOT_RECORDED", "Not recorded"),
        ]
    );

    public static readonly LatticeDimension SocialCareStart = new(
        "SOCIAL_CARE",
        "Social care at the start",
        [
            new("NONE", "None", "NONE"),
            new("EARLY_HELP_OR_IN_NEED", "Early help or in need", "EARLY_HELP", "CHILD_IN_NEED"),
            new("PROTECTION_OR_HIGHER", "Protection or higher", "CHILD_PROTECTION", "PRE_BIRTH", "CARE_PROCEEDINGS", "LOOKED_AFTER"),
            NotKnown,
        ]
    );

    public static readonly LatticeDimension Deprivation = new(
        "DEPRIVATION",
        "Deprivation, fifths within the nation",
        [
            new("1", "1 (most deprived)", "1", "2"),
            new("2", "2", "3", "4"),
            new("3", "3", "5", "6"),
            new("4", "4", "7", "8"),
            new("5", "5 (least deprived)", "9", "10"),
            NotKnown,
        ]
    );

    public static readonly LatticeDimension ReferralSource = new(
        "REFERRAL_SOURCE",
        "Referred by",
        [
            new("HEALTH_VISITING", "Health visiting", "HEALTH_VISITOR", "FNP"),
            new("MATERNITY", "Maternity", "MIDWIFERY", "NEONATAL"),
            new("MENTAL_HEALTH", "Mental health", "PERINATAL_MH", "ADULT_MH", "CAMHS"),
            new("SOCIAL_CARE", "Social care", "SOCIAL_CARE"),
            new("SELF_OR_FAMILY", "Self or family", "SELF", "RELATIVE"),
            new("OTHER", "Other", "GP", "OTHER_PRIMARY", "FAMILY_HUB", "VOLUNTARY", "EARLY_YEARS", "COURT", "OTHER"),
            NotKnown,
        ]
    );

    /// <summary>All dimensions, in the order of the bands in a case.</summary>
    public static readonly IReadOnlyList<LatticeDimension> Dimensions =
    [
        BabyAge,
        CaregiverAge,
        BabyEthnicity,
        Household,
        Father,
        SocialCareStart,
        Deprivation,
        ReferralSource,
    ];

    public static LatticeDimension? Dimension(string code) => Dimensions.FirstOrDefault(dimension => dimension.Code == code);

    /// <summary>The headline window: the four quarters that end with the release's quarter.</summary>
    public static Window Headline(Quarter quarter) => Window.FourQuartersTo(quarter);

    /// <summary>
    /// The window of breakdowns: the latest financial year (April to March) that ended by the end of the release's quarter.
    /// </summary>
    public static Window FinancialYear(Quarter quarter) => new(new Month(quarter.Year - 1, 4), new Month(quarter.Year, 4));

    /// <summary>Name of a scope in plain words.</summary>
    public static string ScopeLabel(string scope) =>
        scope switch
        {
            Network => "All services",
            Rest => "All other services",
            Own => "This service",
            _ when scope.StartsWith("NATION_", StringComparison.Ordinal) => CaseCodes.Nation.Label(scope["NATION_".Length..]),
            "HOST_NHS" => "Hosted by the NHS",
            "HOST_COUNCIL" => "Hosted by a council",
            "HOST_CHARITY" => "Hosted by a charity",
            _ => "Hosted jointly",
        };
}
