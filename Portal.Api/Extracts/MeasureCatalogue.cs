using System.Collections.Frozen;

namespace Portal.Api.Extracts;

/// <summary>The measures that scores.csv may name: the published ones, and those that the network adds.</summary>
public sealed class MeasureCatalogue
{
    private readonly FrozenDictionary<(string Code, string Subscale), Measure> _bySubscale;
    private readonly FrozenDictionary<string, IReadOnlyList<Measure>> _byCode;
    private readonly Lazy<FrozenDictionary<string, string>> _codesByKey;
    private readonly Lazy<FrozenDictionary<string, string>> _subscalesByKey;

    /// <exception cref="ArgumentException">Two measures share code and subscale.</exception>
    public MeasureCatalogue(IReadOnlyList<Measure> measures)
    {
        All = measures;
        _bySubscale = measures.ToFrozenDictionary(measure => (measure.Code, measure.Subscale));
        _byCode = measures
            .GroupBy(measure => measure.Code, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, IReadOnlyList<Measure> (group) => [.. group], StringComparer.Ordinal);
        _codesByKey = new(() => Keys(measures.SelectMany(measure => new[] { (measure.Code, measure.Code), (measure.Name, measure.Code) })));
        _subscalesByKey = new(() => Keys(measures.Select(measure => (measure.Subscale, measure.Subscale))));
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

    /// <summary>
    /// The code of a measure whose code or name is written with other capitals, spaces or dashes; <c>null</c> when that is not certain.
    /// </summary>
    internal string? FindSpelledCode(ReadOnlySpan<char> text) => _codesByKey.Value.GetValueOrDefault(Fold.Name(text));

    /// <summary>The same for the code of a subscale, of whichever measure.</summary>
    internal string? FindSpelledSubscale(ReadOnlySpan<char> text) => _subscalesByKey.Value.GetValueOrDefault(Fold.Name(text));

    internal bool HasCode(string code) => _byCode.ContainsKey(code);

    /// <summary>This catalogue with local measures at the end.</summary>
    public MeasureCatalogue With(IEnumerable<Measure> local) => new([.. All, .. local]);

    // Hyphens and underscores in names of measures count as little as in codes: PHQ-9 is PHQ9.
    private static FrozenDictionary<string, string> Keys(IEnumerable<(string Written, string Code)> names) =>
        names
            .Where(name => name.Written.Length > 0)
            .GroupBy(name => Fold.Name(name.Written), StringComparer.Ordinal)
            .Where(group => group.Select(name => name.Code).Distinct(StringComparer.Ordinal).Count() == 1)
            .ToFrozenDictionary(group => group.Key, group => group.First().Code, StringComparer.Ordinal);
}
