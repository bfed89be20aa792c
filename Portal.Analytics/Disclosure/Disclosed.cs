using System.Text.Json.Serialization;

namespace Portal.Analytics.Disclosure;

/// <summary>
/// The only form in which a value reaches other services: shown, withheld, or impossible by design. Only the protecting functions of this
/// folder make one. Every withheld value looks the same, here, in text and in JSON; the reasons are in <see cref="Protected{T}"/>, for the
/// preview of a release.
/// </summary>
/// <typeparam name="T">A protected value, such as <see cref="ReleasedCount"/>; never a raw number.</typeparam>
/// <remarks>Source: docs/disclosure.md, "Publish, then serve" and "Counts".</remarks>
[JsonConverter(typeof(DisclosedJson))]
public sealed record Disclosed<T>
    where T : class
{
    // Shared, so that two withheld values cannot be told apart even by reference.
    internal static readonly Disclosed<T> Withheld = new(null, "c");
    internal static readonly Disclosed<T> Impossible = new(null, "-");

    private readonly string _symbol;

    private Disclosed(T? value, string symbol)
    {
        ValueOrNull = value;
        _symbol = symbol;
    }

    /// <summary>Whether there is a value to show.</summary>
    public bool IsShown => ValueOrNull is not null;

    /// <summary>Whether the table's design rules such cases out, which is no secret.</summary>
    public bool IsImpossible => ReferenceEquals(_symbol, Impossible._symbol);

    /// <summary>The protected value; <c>null</c> when withheld or impossible.</summary>
    public T? ValueOrNull { get; }

    /// <summary>The protected value as text, "c" for withheld, "-" for impossible.</summary>
    public override string ToString() => ValueOrNull?.ToString() ?? _symbol;

    internal static Disclosed<T> Show(T value) => new(value, "");

    internal Disclosed<TOther> To<TOther>(Func<T, TOther> form)
        where TOther : class =>
        ValueOrNull is { } value ? Disclosed<TOther>.Show(form(value))
        : IsImpossible ? Disclosed<TOther>.Impossible
        : Disclosed<TOther>.Withheld;
}
