using System.Collections.Frozen;

namespace Portal.Api.Extracts;

/// <summary>One code of a list.</summary>
/// <param name="Value">As it stands in a file.</param>
/// <param name="Label">In plain words.</param>
public sealed record Code(string Value, string Label);

/// <summary>A closed list of codes; the order is the order of templates, pages and charts.</summary>
public sealed record CodeList(string Name, IReadOnlyList<Code> Codes)
{
    private readonly FrozenDictionary<string, Code> _byValue = Codes.ToFrozenDictionary(code => code.Value, StringComparer.Ordinal);

    // A code before a label; what could be two codes is none.
    private readonly FrozenDictionary<string, string> _byKey = Keys(Codes, code => code.Value)
        .Concat(Keys(Codes, code => code.Label))
        .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>A list of codes written "CODE Label": the code has no space, the label is the rest.</summary>
    internal static CodeList Of(string name, params string[] codes) =>
        new(
            name,
            [
                .. codes.Select(code => new Code(
                    code[..code.IndexOf(' ', StringComparison.Ordinal)],
                    code[(code.IndexOf(' ', StringComparison.Ordinal) + 1)..]
                )),
            ]
        );

    public bool Contains(string value) => _byValue.ContainsKey(value);

    /// <summary>The list's own string for a code, so that none is allocated; <c>null</c> when the code is not in the list.</summary>
    public string? Find(ReadOnlySpan<char> value) =>
        _byValue.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(value, out var code) ? code.Value : null;

    /// <summary>The code that is written otherwise: other capitals, spaces or dashes for underscores, or its label.</summary>
    /// <returns><c>null</c> when no code, or more than one, could be meant.</returns>
    internal string? FindSpelled(ReadOnlySpan<char> text) => _byKey.GetValueOrDefault(Fold.Key(text));

    /// <summary>The label, or the value itself for a code that has left the list.</summary>
    public string Label(string value) => _byValue.TryGetValue(value, out var code) ? code.Label : value;

    private static IEnumerable<KeyValuePair<string, string>> Keys(IReadOnlyList<Code> codes, Func<Code, string> written) =>
        codes
            .GroupBy(code => Fold.Key(written(code)), StringComparer.Ordinal)
            .Where(group => group.Select(code => code.Value).Distinct(StringComparer.Ordinal).Count() == 1)
            .Select(group => KeyValuePair.Create(group.Key, group.First().Value));
}
