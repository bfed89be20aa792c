namespace Portal.Tests.House;

/// <summary>The rooms of the product in order: a room uses only rooms above it in its list.</summary>
internal static class Floors
{
    /// <summary>Rooms of Portal.Analytics, the lowest level of detail first.</summary>
    public static readonly IReadOnlyList<string> Analytics =
    [
        "Portal.Analytics",
        .. Below(
            "Portal.Analytics",
            "Roots",
            "Distributions",
            "Moments",
            "LinearModels",
            "EffectSizes",
            "Pooling",
            "Influence",
            "Moderators",
            "Multilevel",
            "MixedModels",
            "Proportions",
            "ReliableChange",
            "Attrition",
            "Multiplicity",
            "Planning",
            "Funnel",
            "CaseMix",
            "ControlCharts",
            "Trends",
            "Disclosure",
            "Disclosure/Contributors",
            "Disclosure/Tables",
            "Disclosure/Estimates",
            "Disclosure/Frozen",
            "Comparison",
            "Charts/Drawing",
            "Charts/Painting",
            "Charts/Glance",
            "Charts/Board",
            "Charts/Forest",
            "Charts/Risks",
            "Charts/Bars",
            "Charts/Released",
            "Charts/Plots",
            "Charts/Compared"
        ),
    ];

    /// <summary>Rooms of Portal.Api: from the result idiom and the contract to the operations and what starts them.</summary>
    public static readonly IReadOnlyList<string> Api =
    [
        .. Below(
            "Portal.Api",
            "Answers",
            "Periods",
            "Extracts",
            "Extracts/Rules",
            "Extracts/Workbooks",
            "Extracts/Catalogue",
            "Database/Embedded",
            "Database",
            "Access",
            "Records",
            "Tombstones",
            "Audit",
            "LocalMeasures",
            "Mail/Messages",
            "Figures",
            "Releases/Lattice",
            "Checking/Mapping",
            "Checking/Problems",
            "Checking/Identifiers",
            "Checking/Files",
            "Checking/Workbooks",
            "Checking/Rows",
            "Checking/WholeExtract",
            "Checking/WideSheets",
            "Checking/History",
            "Checking",
            "Calendar",
            "Calculator",
            "Mapping",
            "OptIn",
            "Submissions/Storing",
            "Submissions/Differences",
            "Submissions",
            "Releases",
            "Releases/Making",
            "Releases/Bundle",
            "Releases/Published",
            "Outcomes",
            "Trends",
            "Chasing",
            "Comparison",
            "Shares",
            "Erasure",
            "Samples",
            "Profiles",
            "Experience",
            "Work",
            "Workspace",
            "Planning",
            "NetworkViews",
            "Mail",
            "Administration",
            "Closing",
            "SignIn/Sessions",
            "SignIn/Tokens",
            "SignIn/Identities",
            "SignIn/Development",
            "SignIn/OpenIdConnect",
            "SignIn/Entra",
            "SignIn",
            "Nodes",
            "Starting",
            "Hosting",
            "Backup",
            "Doctor",
            "Commands"
        ),
        "Portal.Api",
    ];

    /// <summary>Rooms of Portal.Web: words and the frame of a page, then the journeys.</summary>
    public static readonly IReadOnlyList<string> Web =
    [
        .. Below(
            "Portal.Web/Pages",
            "Words",
            "Visitors",
            "Layout",
            "Access",
            "Audit",
            "Calendar",
            "Compare",
            "Exports",
            "Erasures",
            "OwnErasure",
            "Help",
            "Submissions",
            "OptIn",
            "Releases",
            "People",
            "Tokens",
            "Registry",
            "OwnClosing",
            "Mail",
            "Shares",
            "Send",
            "OwnWords",
            "Families",
            "Outcomes",
            "OverTime",
            "Chasing",
            "Experience",
            "Work",
            "Glance",
            "Network"
        ),
        "Portal.Web/Pages",
        "Portal.Web",
    ];

    /// <summary>References that break the order, or that touch a room which is not in the list.</summary>
    /// <param name="references">Every reference between two rooms.</param>
    /// <param name="rooms">The rooms in order.</param>
    /// <returns>One line for each breach, with the two types that were seen first.</returns>
    public static IReadOnlyList<string> Breaches(IEnumerable<RoomReference> references, IReadOnlyList<string> rooms)
    {
        var floor = rooms.Index().ToDictionary(room => room.Item, room => room.Index);
        return
        [
            .. references
                .Where(one => !floor.TryGetValue(one.From, out var from) || !floor.TryGetValue(one.To, out var to) || to > from)
                .Select(one => $"{one.From} uses {one.To}: {one.Example}"),
        ];
    }

    private static IEnumerable<string> Below(string project, params string[] rooms) => rooms.Select(room => project + "/" + room);
}
