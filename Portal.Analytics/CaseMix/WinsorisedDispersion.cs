namespace Portal.Analytics.CaseMix;

/// <summary>How much more services differ than case mix and chance explain, with extreme services drawn in first.</summary>
/// <param name="Phi">Mean squared z after winsorising; about 1 when only chance is left.</param>
/// <param name="Tau2">Variance between services to be added to the squared standard errors, in points squared, at least 0.</param>
/// <remarks>
/// Source: Spiegelhalter (2005). z scores beyond the tenth and ninetieth percentile (type 7) are pulled to it, not dropped.
/// Checked against Reference/case_mix.json.
/// </remarks>
public sealed record WinsorisedDispersion(double Phi, double Tau2)
{
    private const double Share = 0.1;

    internal static Estimated<WinsorisedDispersion> Of(IReadOnlyList<double> z, IReadOnlyList<double> standardErrors)
    {
        if (z.Count < 2)
            return Estimated.Undefined<WinsorisedDispersion>(UndefinedBecause.TooFewStudies);
        var sorted = z.Order().ToArray();
        var (low, high) = (Percentile(sorted, Share), Percentile(sorted, 1 - Share));
        var phi = z.Average(value => Math.Pow(Math.Clamp(value, low, high), 2));
        var weights = standardErrors.Select(se => 1 / (se * se)).ToArray();
        var sum = weights.Sum();
        var tau2 = (z.Count * phi - (z.Count - 1)) / (sum - weights.Sum(w => w * w) / sum);
        return Estimated.Of(new WinsorisedDispersion(phi, Math.Max(0, tau2)));
    }

    private static double Percentile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }
}
