using Portal.Api.Extracts;

namespace Portal.Api.Figures;

/// <summary>The order of measures everywhere: baby, then relationship, then parent wellbeing, then goals and experience.</summary>
public static class MeasureOrder
{
    /// <summary>The constructs of the catalogue in reading order.</summary>
    public static readonly IReadOnlyList<string> Constructs =
    [
        "child_wellbeing",
        "caregiving_relationship",
        "parent_wellbeing",
        "goals",
        "experience",
    ];

    private static readonly IReadOnlyList<Measure> Ordered =
    [
        .. MeasureCatalogue.Published.All.OrderBy(measure => Constructs.TakeWhile(construct => construct != measure.Construct).Count()),
    ];

    /// <summary>The items whose measure is in the catalogue, in that order.</summary>
    public static IEnumerable<(Measure Measure, T Item)> InOrder<T>(IEnumerable<T> items, Func<T, (string Measure, string Subscale)> key)
    {
        var found = items.ToLookup(key);
        return Ordered.SelectMany(measure => found[(measure.Code, measure.Subscale)].Select(item => (measure, item)));
    }
}
