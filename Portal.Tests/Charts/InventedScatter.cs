using Portal.Analytics.Charts.Plots;

namespace Portal.Tests.Charts;

/// <summary>Invented points.</summary>
internal static class InventedScatter
{
    internal static readonly ScatterPicture Services = new(
        "Mean improvement by size of the service",
        "6 named services of 8, about 120 families with both",
        "tens of families with both scores",
        "points of improvement, up = better",
        [
            new("North", 2, 1.1) { Area = 0.3 },
            new("West", 3.5, 1.9) { Area = 1 },
            new("Island", 4, 0.2) { Area = 0.1, StandsOut = true },
            new("Valley", 6, 2.4) { Area = 0.5 },
            new("A team with a very long name that does not fit beside its point", 9, 3.0) { Area = 0.4 },
            new("Coast", 9.1, 3.02) { Area = 0.4 },
        ],
        [new("what the size leads to expect", [(2, 1.0), (9.1, 3.0)]), new("95 % limits", [(2, 0), (9.1, 0)]) { IsDashed = true }]
    )
    {
        HowToRead = "What goes together need not be cause and effect.",
        Caveat = "No comparison group, and invented figures.",
        FromZero = (false, true),
    };
}
