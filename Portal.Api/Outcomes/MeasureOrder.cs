using Portal.Api.Extracts;

namespace Portal.Api.Outcomes;

/// <summary>The order of measures everywhere: baby, then relationship, then parent wellbeing, then goals and experience.</summary>
public static class MeasureOrder
{
    private static readonly string[] Constructs = ["child_wellbeing", "caregiving_relationship", "parent_wellbeing", "goals", "experience"];

    private static readonly IReadOnlyList<Measure> Ordered =
        [.. MeasureCatalogue.Published.All.OrderBy(measure => Array.IndexOf(Constructs, measure.Construct))];

    /// <summary>The items whose measure is in the catalogue, in that order.</summary>
    public static IEnumerable<(Measure Measure, T Item)> InOrder<T>(IEnumerable<T> items, Func<T, (string Measure, string Subscale)> key)
    {
        var found = items.ToLookup(key);
        return Ordered.SelectMany(measure => found[(measure.Code, measure.Subscale)].Select(item => (measure, item)));
    }
}
