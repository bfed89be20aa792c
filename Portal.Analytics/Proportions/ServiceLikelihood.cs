using MathNet.Numerics;
using Portal.Analytics.Distributions;
using Portal.Analytics.Roots;

namespace Portal.Analytics.Proportions;

/// <summary>Likelihood of one service's counts when its log odds are mu + tau u with u standard normal, and its derivatives.</summary>
/// <param name="LogLikelihood">With the binomial coefficient.</param>
/// <param name="ScoreMu">First derivative by mu.</param>
/// <param name="ScoreTau">First derivative by tau.</param>
/// <param name="MuMu">Minus the second derivative by mu.</param>
/// <param name="MuTau">Minus the mixed second derivative.</param>
/// <param name="TauTau">Minus the second derivative by tau.</param>
internal readonly record struct ServiceLikelihood(
    double LogLikelihood,
    double ScoreMu,
    double ScoreTau,
    double MuMu,
    double MuTau,
    double TauTau
)
{
    /// <summary>The sum over services at one point.</summary>
    public static ServiceLikelihood Of(IReadOnlyList<EventCount> counts, double mu, double tau)
    {
        var sum = default(ServiceLikelihood);
        foreach (var count in counts)
        {
            var one = Of(count, mu, tau);
            sum = new ServiceLikelihood(
                sum.LogLikelihood + one.LogLikelihood,
                sum.ScoreMu + one.ScoreMu,
                sum.ScoreTau + one.ScoreTau,
                sum.MuMu + one.MuMu,
                sum.MuTau + one.MuTau,
                sum.TauTau + one.TauTau
            );
        }

        return sum;
    }

    private static ServiceLikelihood Of(EventCount count, double mu, double tau)
    {
        double x = count.Events,
            n = count.Cases;
        double Chance(double u) => 1 / (1 + Math.Exp(-(mu + tau * u)));
        double Log(double u) => x * (mu + tau * u) - n * Softplus(mu + tau * u) - u * u / 2;

        // The integrand has one peak; the rule is centred there and scaled by its curvature.
        var peak = BracketedRoot.Find(u => tau * (x - n * Chance(u)) - u, tau * (x - n), tau * x).Root;
        var p = Chance(peak);
        var scale = Math.Sqrt(2 / (1 + tau * tau * n * p * (1 - p)));
        var height = Log(peak);
        double mass = 0,
            s = 0,
            su = 0,
            ss = 0,
            ssu = 0,
            ssuu = 0,
            v = 0,
            vu = 0,
            vuu = 0;
        foreach (var (node, logWeight) in GaussHermite.Rule)
        {
            var u = peak + scale * node;
            var weight = Math.Exp(logWeight + Log(u) - height);
            var chance = Chance(u);
            var (residual, variance) = (x - n * chance, n * chance * (1 - chance));
            mass += weight;
            s += weight * residual;
            su += weight * residual * u;
            ss += weight * residual * residual;
            ssu += weight * residual * residual * u;
            ssuu += weight * residual * residual * u * u;
            v += weight * variance;
            vu += weight * variance * u;
            vuu += weight * variance * u * u;
        }

        var (byMu, byTau) = (s / mass, su / mass);
        return new ServiceLikelihood(
            SpecialFunctions.BinomialLn(count.Cases, count.Events) + height + Math.Log(mass * scale / Math.Sqrt(2 * Math.PI)),
            byMu,
            byTau,
            (v - ss) / mass + byMu * byMu,
            (vu - ssu) / mass + byMu * byTau,
            (vuu - ssuu) / mass + byTau * byTau
        );
    }

    // log(1 + exp(x)) without overflow.
    private static double Softplus(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));
}
