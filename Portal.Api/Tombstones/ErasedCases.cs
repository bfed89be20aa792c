using System.Collections.Frozen;
using Portal.Api.Answers;

namespace Portal.Api.Tombstones;

/// <summary>The tombstones of one service: what must not come in again.</summary>
public sealed class ErasedCases
{
    /// <summary>For a service of which nothing was erased, and for checks without the database.</summary>
    public static readonly ErasedCases None = new();

    /// <summary>A whole service was erased.</summary>
    public static readonly Refusal ServiceErased = new(
        StatusCodes.Status409Conflict,
        "SERVICE_ERASED",
        "This service was erased from the portal, so no extract of it is checked or taken any more. Nothing was stored. "
            + "The network team can tell you more."
    );

    private readonly int _serviceId;
    private readonly FrozenSet<string> _keys = FrozenSet<string>.Empty;
    private readonly FrozenSet<string> _seen = FrozenSet<string>.Empty;
    private readonly CaseKeys? _secret;

    /// <param name="serviceId">The service.</param>
    /// <param name="tombstones">
    /// The key of each erased case, <c>null</c> for the service as a whole; beside it that of what it looks like, where it is known.
    /// </param>
    /// <param name="secret">What the keys were made with.</param>
    public ErasedCases(int serviceId, IReadOnlyCollection<(string? Case, string? Seen)> tombstones, CaseKeys secret)
    {
        _serviceId = serviceId;
        Count = tombstones.Count;
        _keys = tombstones.Select(one => one.Case).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
        _seen = tombstones.Select(one => one.Seen).OfType<string>().ToFrozenSet(StringComparer.Ordinal);
        _secret = secret;
    }

    private ErasedCases() { }

    /// <summary>Tombstones of the service. None is ever taken away, so an equal count later means the same tombstones.</summary>
    public int Count { get; }

    public bool IsServiceErased => Count > _keys.Count;

    /// <summary>Whether the case was erased, under this reference or under one that looks like it.</summary>
    /// <param name="caseRef">The reference exactly as in the file.</param>
    public bool Contains(string caseRef) =>
        _secret is not null && (_keys.Contains(_secret.Of(_serviceId, caseRef)) || _seen.Contains(_secret.OfSeen(_serviceId, caseRef)));
}
