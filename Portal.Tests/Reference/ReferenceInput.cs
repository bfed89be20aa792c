using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.Tests.Reference;

/// <summary>Named inputs of a case. They remember what a driver read, because one it overlooks would not change its answer.</summary>
public sealed class ReferenceInput(JsonObject given)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReferenceInput> _groups = new(StringComparer.Ordinal);

    /// <summary>An input; <c>null</c> when it is absent.</summary>
    public JsonNode? this[string name]
    {
        get
        {
            _read.Add(name);
            return given[name];
        }
    }

    /// <summary>The names of the given inputs, in one text.</summary>
    public string Names => string.Join(' ', given.Where(pair => pair.Value is not null).Select(pair => pair.Key));

    /// <summary>Whether an input is given; asking does not count as reading it.</summary>
    public bool Has(string name) => given[name] is not null;

    /// <summary>A group of inputs, each of which has to be read.</summary>
    public ReferenceInput Group(string name)
    {
        if (!_groups.TryGetValue(name, out var group))
            _groups[name] = group = new ReferenceInput(this[name]!.AsObject());
        return group;
    }

    /// <summary>A list of groups of inputs.</summary>
    public IReadOnlyList<ReferenceInput> Groups(string name)
    {
        var groups = this[name]!.AsArray().Select(group => new ReferenceInput(group!.AsObject())).ToArray();
        for (var i = 0; i < groups.Length; i++)
            _groups[string.Create(CultureInfo.InvariantCulture, $"{name}.{i}")] = groups[i];
        return groups;
    }

    /// <summary>A column of numbers; a missing number is <c>null</c>.</summary>
    public double?[] Column(string name) => [.. this[name]!.AsArray().Select(value => (double?)value)];

    /// <summary>Rows of a matrix; <c>null</c> when it is absent.</summary>
    public double[][]? Matrix(string name) =>
        this[name]?.AsArray().Select(row => row!.AsArray().Select(value => (double)value!).ToArray()).ToArray();

    /// <summary>A column of text.</summary>
    public string[] Words(string name) => [.. this[name]!.AsArray().Select(word => (string)word!)];

    /// <summary>Inputs that are given but were not read; <c>null</c> in a file counts as absent.</summary>
    public IEnumerable<string> Unread() =>
        given
            .Where(pair => pair.Value is not null && !_read.Contains(pair.Key))
            .Select(pair => pair.Key)
            .Concat(_groups.SelectMany(pair => pair.Value.Unread().Select(name => $"{pair.Key}.{name}")));
}
