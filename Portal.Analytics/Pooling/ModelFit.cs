namespace Portal.Analytics.Pooling;

/// <summary>What every analysis of studies starts from, with one mean or with moderators, on the unit scale.</summary>
/// <param name="Tau2">The estimate of tau2; 0 in the common-effect model.</param>
/// <param name="Sums">The model at that tau2.</param>
/// <param name="Q">y'Py at tau2 = 0.</param>
/// <param name="Scale">The Knapp-Hartung scale factor, y'Py / (k - p) at tau2.</param>
/// <param name="Factor">What the test multiplies variances by.</param>
internal readonly record struct ModelFit(Tau2Estimate Tau2, WeightedFit Sums, double Q, double Scale, double Factor)
{
    public static ModelFit Of(ScaledStudies studies, PoolingOptions options)
    {
        var tau2 = options.Model == PoolingModel.Random ? BetweenStudyVariance.By(options.Method, studies) : new Tau2Estimate(0, 0);
        var sums = studies.At(tau2.Tau2);
        var scale = sums.Wee / studies.Df;
        return new ModelFit(tau2, sums, studies.At(0).Wee, scale, FactorOf(options.Test, scale));
    }

    /// <summary>What a test multiplies variances by, given the Knapp-Hartung scale factor.</summary>
    public static double FactorOf(PoolingTest test, double scale) =>
        test switch
        {
            PoolingTest.Knha => scale,
            PoolingTest.Adhoc => Math.Max(1, scale),
            _ => 1,
        };

    /// <summary>Degrees of freedom of the test; <c>null</c> means normal.</summary>
    public static int? TestDf(ScaledStudies studies, PoolingOptions options) => options.Test == PoolingTest.Z ? null : studies.Df;
}
