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

    /// <summary>The label, or the value itself for a code that has left the list.</summary>
    public string Label(string value) => _byValue.TryGetValue(value, out var code) ? code.Label : value;
}
