using System.Collections.Frozen;

namespace Portal.Api.Extracts;

/// <summary>The measures that scores.csv may name: the published ones, and those that the network adds.</summary>
public sealed class MeasureCatalogue
{
    private readonly FrozenDictionary<(string Code, string Subscale), Measure> _bySubscale;
    private readonly FrozenDictionary<string, IReadOnlyList<Measure>> _byCode;

    /// <exception cref="ArgumentException">Two measures share code and subscale.</exception>
    public MeasureCatalogue(IReadOnlyList<Measure> measures)
    {
        All = measures;
        _bySubscale = measures.ToFrozenDictionary(measure => (measure.Code, measure.Subscale));
        _byCode = measures
            .GroupBy(measure => measure.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<Measure> (group) => [.. group], StringComparer.Ordinal);
    }

    /// <summary>The measures of <c>measures.csv</c>, read once.</summary>
    public static MeasureCatalogue Published { get; } = new(MeasureFile.ReadPublished());

    /// <summary>In catalogue order.</summary>
    public IReadOnlyList<Measure> All { get; }

    /// <summary>Measure codes in catalogue order.</summary>
    public IEnumerable<string> Codes => All.Select(measure => measure.Code).Distinct(StringComparer.Ordinal);

    /// <summary>The measure and subscale (empty for a measure with one score), or <c>null</c>.</summary>
    public Measure? Find(string code, string subscale) => _bySubscale.GetValueOrDefault((code, subscale));

    /// <summary>All subscales of a measure; empty for a code that is not in the catalogue.</summary>
    public IReadOnlyList<Measure> Subscales(string code) => _byCode.GetValueOrDefault(code, []);

    /// <summary>This catalogue with local measures at the end.</summary>
    public MeasureCatalogue With(IEnumerable<Measure> local) => new([.. All, .. local]);
}
