using Portal.Api.Figures;
using Portal.Api.Workspace;

namespace Portal.Web.Pages.Network;

/// <summary>The measures that an analyst's page offers: those with data, with most families first.</summary>
public static class MeasureChoice
{
    /// <summary>Codes, with the subscale after a colon, and names.</summary>
    /// <param name="network">The network's figures in the window of the page; <c>null</c> when there are none.</param>
    /// <param name="has">Whether the page can say something about a measure.</param>
    /// <returns>Every measure that is pooled when none has data, so that the page can say so.</returns>
    public static IReadOnlyList<(string Code, string Name)> Of(NetworkOutcomes? network, Func<NetworkMeasure, bool> has)
    {
        (string, string)[] known =
        [
            .. (network?.Outcomes ?? [])
                .Where(has)
                .OrderByDescending(one => one.Paired)
                .Select(one => (Code(one.Measure, one.Subscale), one.Name)),
        ];
        return known.Length > 0
            ? known
            : [.. PooledMeasures.All.Select(measure => (Code(measure.Code, measure.Subscale), measure.FullName))];
    }

    /// <summary>The measures whose change is pooled.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<(string Code, string Name)> OfPooled(NetworkOutcomes? network) =>
        Of(
            network,
            measure =>
                measure.Pooled is not null && PooledMeasures.All.Any(one => one.Code == measure.Measure && one.Subscale == measure.Subscale)
        );

    /// <summary>The value of the list that a query asks for; the first when it asks for none.</summary>
    /// <param name="offered">What the list offers.</param>
    /// <param name="query">A measure with its subscale after a colon, or beside it.</param>
    public static string Asked(IReadOnlyList<(string Code, string Name)> offered, (string? Measure, string? Subscale) query) =>
        string.IsNullOrEmpty(query.Measure) ? offered[0].Code
        : query.Measure.Contains(':', StringComparison.Ordinal) ? query.Measure
        : Code(query.Measure, query.Subscale);

    /// <summary>A measure and its subscale as one value of a list.</summary>
    public static string Code(string measure, string? subscale) => $"{measure}:{subscale}";

    /// <summary>The measure and the subscale in such a value.</summary>
    public static (string Measure, string Subscale) Parts(string code)
    {
        var parts = code.Split(':', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
