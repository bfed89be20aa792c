using Portal.Api.Releases.Lattice;
using Portal.Api.Tombstones;

namespace Portal.Api.Releases.Making;

/// <summary>Fingerprints of what the scores of one family on one measure contribute to figures, each of what those figures use.</summary>
/// <param name="First">Of the first score.</param>
/// <param name="Pair">Of the first and the last score; 0 without a last one.</param>
/// <param name="Mix">Of the pair and of what case mix knows about the family; 0 without a last score.</param>
/// <remarks>Source: docs/disclosure.md, "Differencing over time and filters", rule 3.</remarks>
public readonly record struct ScoreMarks(uint First, uint Pair, uint Mix)
{
    /// <summary>No statistic has this name; the ledger knows the population of first scores by it.</summary>
    public const string FirstScores = "FIRST_SCORES";

    /// <summary>Takes the fingerprints.</summary>
    /// <param name="keys">Of the portal.</param>
    public static ScoreMarks Of(CaseKeys keys, SnapshotScores one)
    {
        uint Mark(string kind, params ReadOnlySpan<double> values) =>
            keys.OfValues(one.Case.Key, $"{one.Measure}|{one.Subscale}|{kind}", values);
        var first = Mark("FIRST", one.Baseline);
        return one is { First: { } before, Last: { } after }
            ? new ScoreMarks(first, Mark("PAIR", before, after), Mark("MIX", [before, after, .. CaseMixSums.Covariates(one.Case)]))
            : new ScoreMarks(first, 0, 0);
    }

    /// <summary>The one that a population of this name goes by; 0 in counts, to which a family adds itself alone.</summary>
    /// <param name="name">See <see cref="PopulationKey.Name"/>.</param>
    public uint For(string name) =>
        name switch
        {
            FirstScores => First,
            Statistics.WithLastScore => Pair,
            Statistics.AdjustedDifference => Mix,
            _ => 0,
        };

    /// <summary>Which fingerprints a stored population has, or <c>null</c> for a count: measure, subscale and name.</summary>
    /// <param name="key">A <see cref="PopulationKey"/> in the form in which the ledger keeps it.</param>
    public static string? KindOf(string key) =>
        key.Split('|') is [ReleaseLattice.Outcome, var measure, var subscale, var name, ..]
        && name is FirstScores or Statistics.WithLastScore or Statistics.AdjustedDifference
            ? $"{measure}|{subscale}|{name}"
            : null;
}
