using System.Text.Json.Nodes;
using Portal.Analytics;

namespace Portal.Tests.Reference;

/// <summary>Writes the library's answers in the form of the reference files.</summary>
public static class ReferenceAnswer
{
    public static JsonArray? Of(Estimated<Interval> interval) => interval.ValueOrNull() is { } ends ? [ends.Low, ends.High] : null;

    public static T? OrNull<T>(Estimated<T> estimated)
        where T : class => (estimated as Estimated<T>.Defined)?.Value;

    public static JsonArray List<T>(IEnumerable<T> rows, Func<T, double?> value) => [.. rows.Select(row => (JsonNode?)value(row))];
}
