namespace Portal.Analytics.Pooling;

/// <summary>Effects and variances on a unit scale, where sums neither overflow nor cancel, with the model of their mean.</summary>
internal sealed class ScaledStudies
{
    private readonly double _unit;
    private readonly int _mostPrecise;
    private readonly double _origin;
    private readonly ModeratorBasis? _moderators;
    private readonly WeightedMean? _mean;

    /// <param name="studies">At least one, fit to pool.</param>
    /// <param name="moderators">The columns of the model in the order of the studies; <c>null</c> for one mean.</param>
    public ScaledStudies(IReadOnlyList<StudyEstimate> studies, ModeratorBasis? moderators = null)
    {
        _moderators = moderators;
        for (var i = 1; i < studies.Count; i++)
        {
            if (studies[i].Variance < studies[_mostPrecise].Variance)
                _mostPrecise = i;
        }

        // A power of two, so that scaling causes no round-off either way.
        _unit = Math.ScaleB(1, Math.ILogB(studies[_mostPrecise].Variance) >> 1);

        // Centring on the study with the largest weight keeps all digits of its residual, however unequal the weights.
        _origin = moderators is { Constant: null } ? 0 : studies[_mostPrecise].Effect;
        Y = new double[studies.Count];
        V = new double[studies.Count];
        for (var i = 0; i < Y.Length; i++)
        {
            Y[i] = (studies[i].Effect - _origin) / _unit;
            V[i] = FromVariance(studies[i].Variance);
        }

        SquaredDeviations = Deviations(Y);
        ResidualSquares = SquaredDeviations;
        if (moderators is null)
            _mean = new WeightedMean(Y, V, _mostPrecise);
        else
            ResidualSquares = new WeightedQr(moderators.Columns, Ones()).Fit(Y).Wee;
    }

    public int K => Y.Length;

    /// <summary>Coefficients of the model.</summary>
    public int P => _moderators?.Columns.Length ?? 1;

    /// <summary>k - p.</summary>
    public int Df => K - P;

    public double[] Y { get; }

    public double[] V { get; }

    public double SmallestVariance => V[_mostPrecise];

    /// <summary>Sum of squared deviations from the unweighted mean.</summary>
    public double SquaredDeviations { get; }

    /// <summary>Sum of squared residuals of the unweighted model.</summary>
    public double ResidualSquares { get; }

    /// <summary>Where the effects were centred, in the unit of the input.</summary>
    public double Origin => _origin;

    public double ToEffect(double mean) => _origin + ToDistance(mean);

    public double ToDistance(double distance) => distance * _unit;

    public double ToVariance(double variance) => variance * _unit * _unit;

    public double FromVariance(double variance) => variance / _unit / _unit;

    public double[] Weights(double tau2) => [.. V.Select(v => 1 / (v + tau2))];

    public WeightedFit At(double tau2) => _mean?.At(tau2) ?? new WeightedQr(_moderators!.Columns, Weights(tau2)).Fit(Y);

    /// <summary>tr(PV) of the unweighted model.</summary>
    public double UnweightedTraceOfV() => _moderators is null ? V.Average() * Df : new WeightedQr(_moderators.Columns, Ones()).Trace(V);

    /// <summary>tr((P (V + tau2))^2), with P made from fixed <paramref name="weights"/>.</summary>
    public double SquaredTrace(double[] weights, double tau2)
    {
        var u = V.Select(v => v + tau2).ToArray();
        return _moderators is null
            ? WeightedMean.SquaredTrace(weights, u)
            : new WeightedQr(_moderators.Columns, weights).SquaredTrace([.. weights.Zip(u, (w, total) => w * total)]);
    }

    private static double Deviations(double[] y)
    {
        var (mean, sum) = (y.Average(), 0.0);
        foreach (var effect in y)
            sum += (effect - mean) * (effect - mean);
        return sum;
    }

    private double[] Ones() => [.. V.Select(_ => 1.0)];
}
