using Portal.Analytics.Distributions;
using Portal.Analytics.Roots;

namespace Portal.Analytics.Pooling;

/// <summary>The generalised Q statistic Q(tau2) = y'P(tau2)y, which falls as tau2 grows.</summary>
/// <remarks>Source: Viechtbauer (2007). Checked against Reference/meta_random_effects.json (tau2_ci_qprofile).</remarks>
internal static class QProfile
{
    /// <summary>tau2 at which Q equals <paramref name="target"/>; 0 when Q is already smaller at 0.</summary>
    public static (double Tau2, bool Converged) Solve(ScaledStudies studies, double target)
    {
        double Excess(double tau2) => studies.At(tau2).Wee - target;

        // Q(t) is below S / t, so the root lies below S / target: no ceiling is needed.
        return RoundOff.IsAbove(studies.At(0).Wee, target) ? BracketedRoot.Find(Excess, 0, studies.ResidualSquares / target) : (0, true);
    }

    /// <summary>Interval of tau2; empty when Q is below its lower quantile even at 0.</summary>
    public static (Interval Interval, bool IsEmpty, bool Converged) For(ScaledStudies studies, double level)
    {
        var df = studies.Df;
        var tail = (1 - level) / 2;
        var lowest = Quantile.ChiSquaredLower(tail, df);
        var low = Solve(studies, Quantile.ChiSquaredUpper(tail, df));
        var high = Solve(studies, lowest);
        return (new Interval(low.Tau2, high.Tau2), studies.At(0).Wee < lowest, low.Converged && high.Converged);
    }
}
