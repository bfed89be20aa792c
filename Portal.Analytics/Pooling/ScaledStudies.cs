namespace Portal.Analytics.Pooling;

/// <summary>Effects and variances brought to unit scale, so that sums neither overflow nor cancel.</summary>
internal sealed class ScaledStudies
{
    private readonly int _exponent;
    private readonly int _mostPrecise;
    private readonly double _origin;

    public ScaledStudies(IReadOnlyList<StudyEstimate> studies)
    {
        _mostPrecise = Enumerable.Range(0, studies.Count).MinBy(i => studies[i].Variance);
        _exponent = Math.ILogB(studies[_mostPrecise].Variance) >> 1;

        // Centred where the largest weight is, its residual keeps all digits however unequal the weights are.
        _origin = studies[_mostPrecise].Effect;
        Y = [.. studies.Select(study => Math.ScaleB(study.Effect - _origin, -_exponent))];
        V = [.. studies.Select(study => Math.ScaleB(study.Variance, -2 * _exponent))];
    }

    public int K => Y.Length;

    public double[] Y { get; }

    public double[] V { get; }

    public double SmallestVariance => V[_mostPrecise];

    /// <summary>Sum of squared deviations from the unweighted mean.</summary>
    public double SquaredDeviations
    {
        get
        {
            var mean = Y.Average();
            return Y.Sum(y => (y - mean) * (y - mean));
        }
    }

    public double ToEffect(double mean) => _origin + ToDistance(mean);

    public double ToDistance(double distance) => Math.ScaleB(distance, _exponent);

    public double ToVariance(double variance) => Math.ScaleB(variance, 2 * _exponent);

    public double[] Weights(double tau2) => [.. V.Select(v => 1 / (v + tau2))];

    public WeightedFit At(double tau2)
    {
        var w = Weights(tau2);
        double othersW = 0, othersW2 = 0, sumWy = 0;
        for (var i = 0; i < w.Length; i++)
        {
            sumWy += w[i] * Y[i];
            if (i == _mostPrecise)
                continue;
            othersW += w[i];
            othersW2 += w[i] * w[i];
        }

        // s - w would cancel for the one dominating weight; summing the others apart does not.
        var largest = w[_mostPrecise];
        var (sumW, sumW2, mean) = (largest + othersW, largest * largest + othersW2, sumWy / (largest + othersW));
        double wee = 0, wwee = 0, traceP = 0, tracePP = 0;
        for (var i = 0; i < w.Length; i++)
        {
            var rest = i == _mostPrecise ? othersW : sumW - w[i];
            var rest2 = i == _mostPrecise ? othersW2 : sumW2 - w[i] * w[i];
            var share = w[i] / sumW;
            var we = w[i] * (Y[i] - mean);
            wee += we * (Y[i] - mean);
            wwee += we * we;
            traceP += share * rest;
            tracePP += share * share * (rest * rest + rest2);
        }

        return new WeightedFit(mean, sumW, sumW2, wee, wwee, traceP, tracePP);
    }
}
