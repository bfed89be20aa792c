using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.Moments;

namespace Portal.Analytics.LinearModels;

/// <summary>
/// Count, means and centred cross-products of covariates and outcome: all a linear model needs from the rows, and mergeable.
/// </summary>
/// <remarks>Source: Chan, Golub and LeVeque (1983); Pebay (2008). Checked against Reference/case_mix.json.</remarks>
public sealed class CrossProducts
{
    /// <summary>Cross-products from stored parts.</summary>
    /// <param name="n">Number of rows, at least 1.</param>
    /// <param name="means">Means of the covariates and, last, of the outcome; finite.</param>
    /// <param name="products">
    /// Sums of products of deviations from those means, as rows of a symmetric matrix in the same order: X'X, X'y and y'y after
    /// centring; finite, with no diagonal element below 0.
    /// </param>
    /// <exception cref="ArgumentException">The shapes do not agree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public CrossProducts(int n, IReadOnlyList<double> means, IReadOnlyList<IReadOnlyList<double>> products)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(products);
        if (means.Count == 0 || products.Count != means.Count || products.Any(row => row.Count != means.Count))
            throw new ArgumentException("Must be square, with one row per mean.", nameof(products));
        foreach (var mean in means)
            Require.Finite(mean, nameof(means));
        N = n;
        Mean = Vector<double>.Build.DenseOfEnumerable(means);
        Product = Matrix<double>.Build.Dense(
            means.Count,
            means.Count,
            (i, j) => i == j ? Require.NotNegative(products[i][j], nameof(products)) : Require.Finite(products[i][j], nameof(products))
        );
    }

    private CrossProducts(int n, Vector<double> mean, Matrix<double> product) => (N, Mean, Product) = (n, mean, product);

    /// <summary>Number of rows, at least 1.</summary>
    public int N { get; }

    /// <summary>Means of the covariates and, last, of the outcome.</summary>
    public IReadOnlyList<double> Means => Mean.ToArray();

    /// <summary>Sums of products of deviations, as rows in the order of <see cref="Means"/>.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Products => Product.ToRowArrays();

    internal Vector<double> Mean { get; }

    internal Matrix<double> Product { get; }

    internal int Covariates => Mean.Count - 1;

    /// <summary>X'X of the centred covariates, or <c>null</c> when one is constant or a sum of others.</summary>
    internal PositiveDefinite? FactoredCovariates()
    {
        var constant = Enumerable.Range(0, Covariates).Any(j => Spread.AboveRounding(Product[j, j], N, Math.Abs(Mean[j])) == 0);
        return constant ? null : PositiveDefinite.Of(Product.SubMatrix(0, Covariates, 0, Covariates));
    }

    /// <summary>Cross-products of rows, of one service or of several.</summary>
    /// <param name="rows">At least one.</param>
    /// <exception cref="ArgumentException">There are no rows, or the numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static CrossProducts OfRows(IReadOnlyList<ModelRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new ArgumentException("There must be a row.", nameof(rows));
        var columns = LinearModels
            .Covariates.WithIntercept([.. rows.Select(row => row.Covariates)])
            .Skip(1)
            .Append([.. rows.Select(row => Require.Finite(row.Outcome, nameof(rows)))])
            .ToArray();
        var mean = Vector<double>.Build.Dense([.. columns.Select(column => Spread.Mean(column, value => value))]);
        var centred = columns.Select((column, j) => column.Select(value => value - mean[j]).ToArray()).ToArray();
        return new CrossProducts(
            rows.Count,
            mean,
            Matrix<double>.Build.Dense(columns.Length, columns.Length, (i, j) => OrthonormalDesign.Dot(centred[i], centred[j]))
        );
    }

    /// <summary>Moments of an outcome alone, for a model without covariates.</summary>
    /// <param name="outcome">At least one value.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no value.</exception>
    public static CrossProducts OfOutcome(SampleMoments outcome) =>
        new(
            outcome.N,
            [outcome.Mean],
            [
                [outcome.M2],
            ]
        );

    /// <summary>Both groups together; their order matters only to round-off.</summary>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    public CrossProducts Merge(CrossProducts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Covariates != Covariates)
            throw new ArgumentException("Must have the same covariates.", nameof(other));
        var n = checked(N + other.N);
        var step = other.Mean - Mean;
        var share = (double)other.N / n;
        return new CrossProducts(n, Mean + step * share, Product + other.Product + step.OuterProduct(step) * (N * share));
    }
}
