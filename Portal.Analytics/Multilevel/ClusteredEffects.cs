using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.LinearModels;

namespace Portal.Analytics.Multilevel;

/// <summary>Effects by service on the unit scale, with an orthonormal design and less their least-squares fit.</summary>
internal sealed class ClusteredEffects
{
    private readonly int _exponent;
    private readonly Vector<double> _shares;

    private ClusteredEffects(IReadOnlyList<Block> blocks, OrthonormalDesign design, Vector<double> shares, int exponent)
    {
        (Blocks, _shares, _exponent, ToCoefficients) = (blocks, shares, exponent, design.ToCoefficients);
        K = blocks.Sum(block => block.Y.Count);
    }

    public IReadOnlyList<Block> Blocks { get; }

    public int K { get; }

    public int P => _shares.Count;

    /// <summary>Turns coefficients of the orthonormal design into those of the design as given.</summary>
    public Matrix<double> ToCoefficients { get; }

    public double ToDistance(double distance) => Math.ScaleB(distance, _exponent);

    public double ToVariance(double variance) => Math.ScaleB(variance, 2 * _exponent);

    public Vector<double> Coefficients(Vector<double> solution) => ToCoefficients * (solution + _shares) * ToDistance(1);

    public static Estimated<ClusteredEffects> Of(
        IReadOnlyList<DependentEffect> effects,
        IReadOnlyList<IReadOnlyList<double>> design,
        Func<int, int, double> covariance
    )
    {
        if (effects.Count <= design[0].Count)
            return Estimated.Undefined<ClusteredEffects>(UndefinedBecause.TooFewStudies);
        var columns = Enumerable.Range(0, design[0].Count).Select(j => design.Select(row => row[j]).ToArray()).ToArray();
        if (OrthonormalDesign.Of(columns) is not { } orthonormal)
            return Estimated.Undefined<ClusteredEffects>(UndefinedBecause.Collinear);

        // A power of two, so that scaling itself causes no round-off.
        var exponent = Math.ILogB(effects.Min(effect => effect.Variance)) >> 1;
        var (residuals, shares) = orthonormal.Project([.. effects.Select(effect => Math.ScaleB(effect.Effect, -exponent))]);
        var blocks = new List<Block>();
        foreach (var cluster in Enumerable.Range(0, effects.Count).GroupBy(i => effects[i].Cluster))
        {
            var at = cluster.ToArray();
            var v = Matrix<double>.Build.Dense(
                at.Length,
                at.Length,
                (i, j) => Math.ScaleB(i == j ? effects[at[i]].Variance : covariance(at[Math.Max(i, j)], at[Math.Min(i, j)]), -2 * exponent)
            );
            if (PositiveDefinite.Of(v) is null)
                return Estimated.Undefined<ClusteredEffects>(UndefinedBecause.InconsistentInput);
            blocks.Add(
                new Block(
                    Vector<double>.Build.DenseOfEnumerable(at.Select(i => residuals[i])),
                    Matrix<double>.Build.Dense(at.Length, columns.Length, (i, j) => orthonormal.Q[j][at[i]]),
                    v
                )
            );
        }

        return Estimated.Of(new ClusteredEffects(blocks, orthonormal, shares, exponent));
    }

    /// <summary>One service.</summary>
    /// <param name="Y">Its effects.</param>
    /// <param name="X">Its rows of the design.</param>
    /// <param name="V">Sampling covariances of its effects.</param>
    internal sealed record Block(Vector<double> Y, Matrix<double> X, Matrix<double> V)
    {
        /// <summary>V + cluster 11' + effect I.</summary>
        public Matrix<double> Marginal(Components variances) =>
            V + variances.Cluster + Matrix<double>.Build.DenseDiagonal(Y.Count, variances.Effect);
    }
}

/// <summary>The two variances, on the scale at hand.</summary>
internal readonly record struct Components(double Cluster, double Effect)
{
    public double this[int i] => i == 0 ? Cluster : Effect;

    public Components With(int i, double value) => i == 0 ? this with { Cluster = value } : this with { Effect = value };
}
