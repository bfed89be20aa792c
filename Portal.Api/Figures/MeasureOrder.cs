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

    private static readonly IReadOnlyList<Measure> Published = [.. Of(MeasureCatalogue.Published)];

    /// <summary>The items whose measure is in the published catalogue, in that order; local measures are left out.</summary>
    public static IEnumerable<(Measure Measure, T Item)> InOrder<T>(IEnumerable<T> items, Func<T, (string Measure, string Subscale)> key) =>
        InOrder(Published, items, key);

    /// <summary>The items whose measure is in a catalogue, in that order.</summary>
    public static IEnumerable<(Measure Measure, T Item)> InOrder<T>(
        MeasureCatalogue measures,
        IEnumerable<T> items,
        Func<T, (string Measure, string Subscale)> key
    ) => InOrder(measures == MeasureCatalogue.Published ? Published : [.. Of(measures)], items, key);

    private static IEnumerable<Measure> Of(MeasureCatalogue measures) =>
        measures.All.OrderBy(measure => Constructs.TakeWhile(construct => construct != measure.Construct).Count());

    private static IEnumerable<(Measure Measure, T Item)> InOrder<T>(
        IReadOnlyList<Measure> ordered,
        IEnumerable<T> items,
        Func<T, (string Measure, string Subscale)> key
    )
    {
        var found = items.ToLookup(key);
        return ordered.SelectMany(measure => found[(measure.Code, measure.Subscale)].Select(item => (measure, item)));
    }
}
