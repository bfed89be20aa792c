using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Analytics.Disclosure.Frozen;

/// <summary>
/// Protected cells as one text that never changes. Freezing is the only way into a release; opening, which checks the hash of the whole, is
/// the only way out. Whatever a page, file or picture shows has passed through here.
/// </summary>
/// <remarks>Source: docs/disclosure.md, "Publish, then serve" and "Differencing over time and filters", rule 2.</remarks>
public sealed class FrozenRelease
{
    private readonly Dictionary<CellAddress, Disclosed<ReleasedFigure>> _byAddress;

    private FrozenRelease(string text, string hash, string head, IReadOnlyList<ReleaseCell> cells)
    {
        (Text, ContentHash, Head) = (text, hash, head);
        Cells = OneNumber.In(cells, Policy);
        _byAddress = Cells.ToDictionary(cell => cell.Address, cell => cell.Figure);
    }

    /// <summary>One line for the head and one per cell, each JSON, ended by line feeds.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the text in UTF-8: 64 lower-case hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>The head as frozen, in JSON.</summary>
    public string Head { get; }

    /// <summary>The policy that protected it, by the name in its head.</summary>
    public DisclosurePolicy Policy => DisclosurePolicy.Named((string?)JsonNode.Parse(Head)?["policy"]);

    /// <summary>The cells in the order of the lattice, as they may be shown: see <see cref="OneNumber"/>.</summary>
    public IReadOnlyList<ReleaseCell> Cells { get; }

    /// <summary>The figure at an address; withheld when the release has no such cell, so that asking reveals nothing.</summary>
    /// <param name="address">Any address.</param>
    public Disclosed<ReleasedFigure> this[CellAddress address] => _byAddress.GetValueOrDefault(address, Disclosed<ReleasedFigure>.Withheld);

    /// <summary>Freezes cells.</summary>
    /// <param name="head">A JSON object that says what is frozen: windows, policy, versions.</param>
    /// <param name="cells">Protected cells, each address once.</param>
    /// <exception cref="ArgumentException">The head is not a JSON object, or an address occurs twice.</exception>
    public static FrozenRelease Freeze(JsonObject head, IReadOnlyList<ReleaseCell> cells)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(cells);
        var line = head.ToJsonString();
        var text = new StringBuilder().Append(line).Append('\n');
        foreach (var cell in cells)
            text.Append(FrozenCell.Line(cell)).Append('\n');
        var whole = text.ToString();
        return new FrozenRelease(whole, HashOf(whole), line, cells);
    }

    /// <summary>Opens a frozen release.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="contentHash">Its hash, kept apart from it.</param>
    /// <exception cref="FrozenReleaseException">The text does not have this hash, or is not a release.</exception>
    public static FrozenRelease Open(string text, string contentHash)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!string.Equals(HashOf(text), contentHash, StringComparison.Ordinal))
            throw new FrozenReleaseException("The frozen text has changed since it was frozen: its hash differs.");
        var lines = text.Split('\n');
        // Tens of thousands of addresses are made of a few hundred codes: each is kept once.
        var codes = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            return new FrozenRelease(text, contentHash, lines[0], [.. lines[1..^1].Select(line => FrozenCell.Read(line, codes))]);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw new FrozenReleaseException("The frozen text is not a release.", exception);
        }
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A frozen text that cannot be trusted.</summary>
public sealed class FrozenReleaseException(string message, Exception? inner = null) : Exception(message, inner);
