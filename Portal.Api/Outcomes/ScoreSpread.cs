using Portal.Analytics.Charts.Plots;
using Portal.Api.Access;
using Portal.Api.Extracts;
using Portal.Api.Records;

namespace Portal.Api.Outcomes;

/// <summary>How the scores of the families with both are spread, in stretches that hold at least 10 families each.</summary>
/// <param name="First">Empty when fewer than 20 families have both scores.</param>
/// <param name="Last">As long as its own scores make it.</param>
public sealed record ScoreSpread(IReadOnlyList<ScoreBin> First, IReadOnlyList<ScoreBin> Last)
{
    /// <summary>A stretch with fewer families could show one.</summary>
    public const int FewestInStretch = 10;

    private const int Stretches = 8;

    /// <summary>The spread of one measure of the caller's own service.</summary>
    /// <param name="measure">The one of <paramref name="filter"/>.</param>
    public static async Task<ScoreSpread> ReadAsync(ServiceCall call, Measure measure, OutcomeFilter filter, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        var pairs = (await ScorePairs.OfServiceAsync(transaction, call.Service.Id, filter, cancellation))
            .Where(pair => pair.Measure == measure.Code && pair.Subscale == measure.Subscale && pair.Last is not null)
            .ToList();
        return new ScoreSpread(
            Of([.. pairs.Select(pair => pair.First)], measure),
            Of([.. pairs.Select(pair => pair.Last!.Value)], measure)
        );
    }

    /// <summary>Scores in stretches of equal length, joined with their neighbours until each holds at least 10.</summary>
    /// <param name="scores">Within the scale of the measure, in any order.</param>
    /// <param name="measure">Gives the scale.</param>
    /// <returns>From low to high; empty below 20 scores.</returns>
    public static IReadOnlyList<ScoreBin> Of(IReadOnlyList<double> scores, Measure measure)
    {
        if (scores.Count < 2 * FewestInStretch)
            return [];
        // Whole steps of the scale, so that every stretch has as many possible scores as the next.
        var steps = Math.Max(1, Math.Ceiling(((measure.Maximum - measure.Minimum) / measure.Step + 1) / Stretches));
        var length = steps * measure.Step;
        var counts = scores
            .GroupBy(score => (int)Math.Floor((score - measure.Minimum) / length + 1e-9))
            .ToDictionary(group => group.Key, group => group.Count());
        var bins = new List<ScoreBin>();
        var (start, inside) = (0, 0);
        for (var index = 0; index <= counts.Keys.Max(); index++)
        {
            inside += counts.GetValueOrDefault(index);
            if (inside == 0)
                start = index + 1;
            if (inside < FewestInStretch)
                continue;
            bins.Add(Bin(start, index, inside));
            (start, inside) = (index + 1, 0);
        }
        if (inside > 0)
            bins[^1] = bins[^1] with { To = Bin(start, counts.Keys.Max(), 0).To, Families = bins[^1].Families + inside };
        return bins;

        ScoreBin Bin(int first, int last, int families) =>
            new(
                Math.Round(measure.Minimum + first * length, 6),
                Math.Round(Math.Min(measure.Maximum, measure.Minimum + (last + 1) * length - measure.Step), 6),
                families
            );
    }
}
