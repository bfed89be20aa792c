namespace Portal.Tests.OptIn;

/// <summary>Invented pairs of scores.</summary>
internal static class InventedPairs
{
    /// <summary>Scores of HADS anxiety that differ from pair to pair; lower is better.</summary>
    /// <param name="pairs">How many.</param>
    /// <param name="seed">Other seeds, other scores.</param>
    public static IReadOnlyList<(double First, double Last)> Some(int pairs, int seed) =>
        [.. Enumerable.Range(0, pairs).Select(place => (8.0 + (place * 7 + seed * 3) % 11, 4.0 + (place * 5 + seed * 4) % 13))];
}
