namespace Portal.Analytics.Pooling;

/// <summary>An estimate of tau2 on the unit scale.</summary>
/// <param name="Tau2">At least 0.</param>
/// <param name="StandardError">Of tau2.</param>
/// <param name="Converged">Whether every root was found to full precision.</param>
/// <param name="Maxima">Number of local maxima of the likelihood; 1 for the other estimators.</param>
internal readonly record struct Tau2Estimate(double Tau2, double StandardError, bool Converged = true, int Maxima = 1);

/// <summary>The estimators of tau2, each in O(k).</summary>
/// <remarks>Source: Viechtbauer (2005); Langan et al. (2019). Checked against Reference/meta_random_effects.json.</remarks>
internal static class BetweenStudyVariance
{
    public static Tau2Estimate By(Tau2Method method, ScaledStudies studies) =>
        method switch
        {
            Tau2Method.DL => DerSimonianLaird(studies),
            Tau2Method.HE => Hedges(studies),
            Tau2Method.HS => HunterSchmidt(studies),
            Tau2Method.SJ => SidikJonkman(studies),
            Tau2Method.PM or Tau2Method.EB => PauleMandel(studies),
            Tau2Method.ML => MaximumLikelihood(studies),
            _ => RestrictedMaximumLikelihood(studies),
        };

    private static Tau2Estimate DerSimonianLaird(ScaledStudies studies)
    {
        var fit = studies.At(0);
        var tau2 = Surplus(fit.Wee, studies.Df) / fit.TraceP;
        return new Tau2Estimate(tau2, SdOfQuadraticForm(studies, studies.Weights(0), tau2) / fit.TraceP);
    }

    private static Tau2Estimate HunterSchmidt(ScaledStudies studies)
    {
        var fit = studies.At(0);
        var tau2 = Surplus(fit.Wee, studies.K) / fit.SumW;
        return new Tau2Estimate(tau2, SdOfQuadraticForm(studies, studies.Weights(0), tau2) / fit.SumW);
    }

    private static Tau2Estimate Hedges(ScaledStudies studies)
    {
        var df = studies.Df;
        var tau2 = Surplus(studies.ResidualSquares, studies.UnweightedTraceOfV()) / df;
        return new Tau2Estimate(tau2, SdOfQuadraticForm(studies, [.. studies.V.Select(_ => 1.0)], tau2) / df);
    }

    private static Tau2Estimate SidikJonkman(ScaledStudies studies)
    {
        var start = studies.SquaredDeviations / studies.K;
        var df = studies.Df;
        var tau2 = start * studies.At(start).Wee / df;
        return new Tau2Estimate(tau2, start * SdOfQuadraticForm(studies, studies.Weights(start), tau2) / df);
    }

    private static Tau2Estimate PauleMandel(ScaledStudies studies)
    {
        var df = studies.Df;
        var (tau2, converged) = QProfile.Solve(studies, df);
        return new Tau2Estimate(tau2, Math.Sqrt(2.0 / df) * studies.K / studies.At(tau2).SumW, converged);
    }

    private static Tau2Estimate RestrictedMaximumLikelihood(ScaledStudies studies)
    {
        var peak = LikelihoodPeak.Highest(
            studies,
            fit => (fit.Wwee, fit.TraceP),
            (fit, tau2) => -0.5 * (studies.V.Sum(v => Math.Log(v + tau2)) + fit.LogDeterminant + fit.Wee)
        );
        return peak with { StandardError = Math.Sqrt(2 / studies.At(peak.Tau2).TracePP) };
    }

    private static Tau2Estimate MaximumLikelihood(ScaledStudies studies)
    {
        var peak = LikelihoodPeak.Highest(
            studies,
            fit => (fit.Wwee, fit.SumW),
            (fit, tau2) => -0.5 * (studies.V.Sum(v => Math.Log(v + tau2)) + fit.Wee)
        );
        return peak with { StandardError = Math.Sqrt(2 / studies.At(peak.Tau2).SumW2) };
    }

    // When studies vary exactly as much as sampling error explains, tau2 is 0, not a rounding error.
    private static double Surplus(double found, double expected) => RoundOff.IsAbove(found, expected) ? found - expected : 0;

    /// <summary>Standard deviation of y'Py, with P made from fixed <paramref name="weights"/>.</summary>
    private static double SdOfQuadraticForm(ScaledStudies studies, double[] weights, double tau2) =>
        Math.Sqrt(2 * studies.SquaredTrace(weights, tau2));
}
