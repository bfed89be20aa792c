using MathNet.Numerics.LinearAlgebra;
using Portal.Analytics.Moments;

namespace Portal.Analytics.LinearModels;

/// <summary>A linear model by least squares, with an intercept.</summary>
public sealed class LinearFit
{
    // A residual share this small is round-off, whether from rows or from cross-products.
    private const double Exact = 1e-13;

    private LinearFit(
        int n,
        Vector<double> slopes,
        Matrix<double> unscaled,
        Vector<double> means,
        double outcomeMean,
        double total,
        double residual,
        double level
    )
    {
        N = n;
        Df = n - slopes.Count - 1;
        Slopes = slopes;
        UnscaledCovariance = unscaled;
        CovariateMean = means;
        OutcomeMean = outcomeMean;
        ResidualVariance = total > 0 && residual > Exact * total ? residual / Df : 0;
        RSquared = total > 0 ? Estimated.Of(1 - ResidualVariance * Df / total) : Estimated.Undefined<double>(UndefinedBecause.NoVariation);
        Intercept = outcomeMean - means * slopes;
        CoefficientTest Test(double estimate, double unscaledVariance) =>
            CoefficientTest.Of(estimate, Math.Sqrt(ResidualVariance * unscaledVariance), Df, level);
        Coefficients = [Test(Intercept, 1.0 / n + means * (unscaled * means)), .. slopes.Select((slope, j) => Test(slope, unscaled[j, j]))];
    }

    /// <summary>Number of rows.</summary>
    public int N { get; }

    /// <summary>Residual degrees of freedom, rows minus coefficients, at least 1.</summary>
    public int Df { get; }

    /// <summary>The intercept, then one coefficient per covariate; t on <see cref="Df"/>.</summary>
    public IReadOnlyList<CoefficientTest> Coefficients { get; }

    /// <summary>Residual sum of squares over <see cref="Df"/>; 0 when only round-off separates the outcome from the fit.</summary>
    public double ResidualVariance { get; }

    /// <summary>
    /// Share of the outcome's variation that the covariates explain, a fraction in [0, 1]; undefined when it does not vary.
    /// </summary>
    public Estimated<double> RSquared { get; }

    /// <summary>Mean outcome of all rows.</summary>
    public double OutcomeMean { get; }

    internal double Intercept { get; }

    internal Vector<double> Slopes { get; }

    internal Vector<double> CovariateMean { get; }

    internal Matrix<double> UnscaledCovariance { get; }

    /// <summary>
    /// Fits rows by orthogonal factors of the centred columns, which keep digits that covariates such as years would lose.
    /// </summary>
    /// <param name="rows">Complete rows.</param>
    /// <param name="level">Two-sided coverage of intervals as a fraction in (0, 1).</param>
    /// <returns>
    /// The fit; undefined without rows, with no more rows than coefficients, or when a covariate is constant or a sum of others.
    /// </returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or the level is outside its range.</exception>
    /// <remarks>Source: R, lm. Checked against Reference/case_mix.json.</remarks>
    public static Estimated<LinearFit> OfRows(IReadOnlyList<ModelRow> rows, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Require.Confidence(level);
        if (rows.Count == 0)
            return Estimated.Undefined<LinearFit>(UndefinedBecause.NoCases);
        var columns = Covariates.WithIntercept([.. rows.Select(row => row.Covariates)]);
        var outcome = rows.Select(row => Require.Finite(row.Outcome, nameof(rows))).ToArray();
        if (rows.Count <= columns.Count)
            return Estimated.Undefined<LinearFit>(UndefinedBecause.TooFewCases);
        if (OrthonormalDesign.Of(columns) is not { } design)
            return Estimated.Undefined<LinearFit>(UndefinedBecause.Collinear);
        var (residuals, shares) = design.Project(outcome);
        var slopes = columns.Count - 1;
        var residual = OrthonormalDesign.Dot(residuals, residuals);
        var mean = Spread.Mean(outcome, value => value);
        var explained = shares.Skip(1).Sum(share => share * share);
        return Estimated.Of(
            new LinearFit(
                rows.Count,
                Vector<double>.Build.DenseOfEnumerable((design.ToCoefficients * shares).Skip(1)),
                design.ToCoefficients.TransposeAndMultiply(design.ToCoefficients).SubMatrix(1, slopes, 1, slopes),
                Vector<double>.Build.DenseOfEnumerable(columns.Skip(1).Select(column => Spread.Mean(column, value => value))),
                mean,
                Spread.AboveRounding(explained + residual, rows.Count, Math.Abs(mean)),
                residual,
                level
            )
        );
    }

    /// <summary>Fits merged cross-products: the same model as from the rows, which are not needed.</summary>
    /// <param name="products">Covariates and outcome.</param>
    /// <param name="level">Two-sided coverage of intervals as a fraction in (0, 1).</param>
    /// <returns>The fit; undefined with no more rows than coefficients, or when a covariate is constant or a sum of others.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is outside the range above.</exception>
    public static Estimated<LinearFit> OfProducts(CrossProducts products, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(products);
        Require.Confidence(level);
        var p = products.Covariates;
        if (products.N <= p + 1)
            return Estimated.Undefined<LinearFit>(UndefinedBecause.TooFewCases);
        if (products.FactoredCovariates() is not { Inverse: var unscaled })
            return Estimated.Undefined<LinearFit>(UndefinedBecause.Collinear);
        var withOutcome = products.Product.Column(p, 0, p);
        var slopes = unscaled * withOutcome;
        var total = Spread.AboveRounding(products.Product[p, p], products.N, Math.Abs(products.Mean[p]));
        return Estimated.Of(
            new LinearFit(
                products.N,
                slopes,
                unscaled,
                products.Mean.SubVector(0, p),
                products.Mean[p],
                total,
                total - slopes * withOutcome,
                level
            )
        );
    }

    internal double Expected(Vector<double> covariates) => OutcomeMean + (covariates - CovariateMean) * Slopes;
}
