using MathNet.Numerics.Distributions;
using Portal.Analytics.Roots;

namespace Portal.Analytics.Distributions;

/// <summary>A mixture of normal distributions.</summary>
/// <param name="parts">The share of each, all adding up to 1, with its mean and variance.</param>
internal sealed class NormalMixture(IReadOnlyList<(double Share, double Mean, double Variance)> parts)
{
    public double Mean { get; } = parts.Sum(part => part.Share * part.Mean);

    public double Variance => parts.Sum(part => part.Share * (part.Variance + (part.Mean - Mean) * (part.Mean - Mean)));

    /// <summary>x with P(X or less) = <paramref name="probability"/>, in (0, 1).</summary>
    public double Quantile(double probability)
    {
        // No mixture has a quantile outside those of its parts.
        double[] own =
        [
            .. parts.Where(part => part.Share > 0).Select(part => Normal.InvCDF(part.Mean, Math.Sqrt(part.Variance), probability)),
        ];
        double Below(double x) => parts.Sum(part => part.Share * Normal.CDF(part.Mean, Math.Sqrt(part.Variance), x)) - probability;
        return BracketedRoot.Find(Below, own.Min(), own.Max()).Root;
    }
}
