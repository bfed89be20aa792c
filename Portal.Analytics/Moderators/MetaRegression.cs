using Portal.Analytics.Distributions;
using Portal.Analytics.LinearModels;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.Moderators;

/// <summary>Relates the effects of studies to columns of a design, under a common-effect or a mixed-effects model.</summary>
/// <remarks>
/// Source: Knapp and Hartung (2003); Viechtbauer (2005); Viechtbauer (2007) for tau2 and its interval. Checked against
/// Reference/meta_regression.json.
/// Each step takes O(k p^2) time and O(k p) memory. Moderators of services are ecological: they say nothing about families within a
/// service.
/// </remarks>
public static class MetaRegression
{
    // Keeps squares of coefficients and expected effects inside double precision, whatever the unit of the effects.
    private const double WidestModerator = 1e15;

    /// <summary>Whether a moderator lies from -1e15 to 1e15, beyond which it is refused.</summary>
    /// <param name="moderator">Any number.</param>
    public static bool IsWithinRange(double moderator) => Math.Abs(moderator) <= WidestModerator;

    /// <summary>Fits <paramref name="studies"/> on <paramref name="design"/>.</summary>
    /// <param name="studies">One effect per study; one unfit study refuses them all.</param>
    /// <param name="design">One row per study, each of the same p &gt;= 1 columns; a constant column is given like any other.</param>
    /// <param name="options">Model, estimator, test and level.</param>
    /// <param name="tested">Columns of the omnibus test, from 0; when left out, every column but the first constant one.</param>
    /// <returns>The analysis, the reason why it is undefined, or every reason for refusing the input.</returns>
    /// <exception cref="ArgumentException">
    /// Rows and studies differ in number, rows differ in length, or a tested column does not exist or is named twice.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1) or an option is not one of its codes.</exception>
    public static RegressionOutcome Fit(
        IReadOnlyList<StudyEstimate> studies,
        IReadOnlyList<IReadOnlyList<double>> design,
        PoolingOptions options,
        IReadOnlyList<int>? tested = null
    )
    {
        ArgumentNullException.ThrowIfNull(studies);
        ArgumentNullException.ThrowIfNull(design);
        MetaAnalysis.RequireOptions(options);
        var width = design.Count == 0 ? 0 : design[0].Count;
        if (design.Count != studies.Count || design.Any(row => row.Count == 0 || row.Count != width))
            throw new ArgumentException("Needs one row per study, all of the same length.", nameof(design));
        if (tested is not null && (tested.Any(column => column < 0 || column >= width) || tested.Distinct().Count() != tested.Count))
            throw new ArgumentException("Needs columns of the design, each once.", nameof(tested));
        var refusals = MetaAnalysis.Refusals(studies);
        refusals.AddRange(Refusals(studies, design));
        if (refusals.Count > 0)
            return new RegressionOutcome.Refused(refusals);
        if (studies.Count <= width)
            return new RegressionOutcome.Undefined(UndefinedBecause.TooFewStudies);
        return ModeratorBasis.Of(design) is { } basis
            ? new RegressionOutcome.Fitted(Fitted(studies, basis, options, tested))
            : new RegressionOutcome.Undefined(UndefinedBecause.Collinear);
    }

    private static IEnumerable<PoolingRefusal> Refusals(IReadOnlyList<StudyEstimate> studies, IReadOnlyList<IReadOnlyList<double>> design)
    {
        for (var i = 0; i < design.Count; i++)
        {
            if (!design[i].All(double.IsFinite))
                yield return new PoolingRefusal(RefusedBecause.ModeratorNotFinite, studies[i].Label);
            else if (!design[i].All(IsWithinRange))
                yield return new PoolingRefusal(RefusedBecause.ScaleTooWide, studies[i].Label);
        }

        for (var j = 0; design.Count > 0 && j < design[0].Count; j++)
        {
            if (design.Max(row => Math.Abs(row[j])) is > 0 and < 1 / WidestModerator)
                yield return new PoolingRefusal(RefusedBecause.ScaleTooWide, null);
        }
    }

    private static RegressionResult Fitted(
        IReadOnlyList<StudyEstimate> given,
        ModeratorBasis basis,
        PoolingOptions options,
        IReadOnlyList<int>? tested
    )
    {
        var studies = new ScaledStudies(given, basis);
        var fit = ModelFit.Of(studies, options);
        var testDf = ModelFit.TestDf(studies, options);
        var heterogeneity = Heterogeneity.Of(studies, options, fit.Tau2, fit.Q);
        var (coefficients, root) = new WeightedQr(basis.Columns, studies.Weights(fit.Tau2.Tau2)).Solve(studies.Y);
        var line = new RegressionLine(
            basis,
            [.. coefficients.Select(studies.ToDistance)],
            [.. root.Select(row => row.Select(studies.ToDistance).ToArray())],
            studies.Origin,
            Math.Sqrt(fit.Factor)
        );
        var parts = Enumerable.Range(0, studies.P).Select(line.Coefficient).ToArray();
        var columns = tested ?? [.. Enumerable.Range(0, studies.P).Where(column => column != basis.Constant)];
        var warnings = MetaAnalysis.Warnings(options, fit.Tau2, heterogeneity, fit.Scale);
        return new RegressionResult(line)
        {
            Options = options,
            K = studies.K,
            Coefficients =
            [
                .. parts.Select(part => CoefficientTest.Of(part.Value, line.ScaleOfError * Length(part.Error), testDf, options.Level)),
            ],
            Covariance = [.. parts.Select(a => parts.Select(b => a.Error.Zip(b.Error, (x, y) => x * y).Sum()).ToArray())],
            Df = testDf,
            KnappHartungScale = fit.Scale,
            Omnibus = Omnibus([.. columns.Select(column => parts[column])], fit.Factor, testDf),
            Tau2 = heterogeneity.Tau2,
            SeTau2 = heterogeneity.SeTau2,
            Tau2Interval = heterogeneity.Tau2Interval,
            Q = fit.Q,
            QDf = studies.Df,
            QPValue = Tail.ChiSquaredUpper(fit.Q, studies.Df),
            I2 = heterogeneity.I2,
            I2Interval = heterogeneity.I2Interval,
            H2 = heterogeneity.H2,
            H2Interval = heterogeneity.H2Interval,
            R2 = R2(given, basis, options, heterogeneity.Tau2),
            Converged = heterogeneity.Converged,
            Warnings = studies.K < 10 * (studies.P - 1) ? [PoolingWarning.FewStudiesForModerators, .. warnings] : [.. warnings],
        };
    }

    private static double Length(double[] parts) => Math.Sqrt(parts.Sum(part => part * part));

    // With V = G G' the Wald statistic b'V^-1 b is the squared length of the solution of R'z = b, where R comes from G' = QR.
    private static Estimated<OmnibusTest> Omnibus((double Value, double[] Error)[] parts, double factor, int? df)
    {
        if (parts.Length == 0)
            return Estimated.Undefined<OmnibusTest>(UndefinedBecause.NotInModel);
        if (factor == 0)
            return Estimated.Undefined<OmnibusTest>(UndefinedBecause.NoVariation);
        var sizes = parts.Select(part => Length(part.Error)).ToArray();
        var errors = parts.Select((part, i) => part.Error.Select(x => x / sizes[i]).ToArray()).ToArray();
        var wald =
            new WeightedQr(errors, [.. errors[0].Select(_ => 1.0)]).InverseForm([.. parts.Select((part, i) => part.Value / sizes[i])])
            / factor;
        return Estimated.Of(OmnibusTest.Of(wald, parts.Length, df));
    }

    private static Estimated<double> R2(
        IReadOnlyList<StudyEstimate> given,
        ModeratorBasis basis,
        PoolingOptions options,
        Estimated<double> tau2
    )
    {
        if (options.Model == PoolingModel.Common || (basis.Constant is not null && basis.Columns.Length == 1))
            return Estimated.Undefined<double>(UndefinedBecause.NotInModel);
        var none = new ScaledStudies(given);
        var before = none.ToVariance(BetweenStudyVariance.By(options.Method, none).Tau2);
        return tau2.Then(after =>
            before > 0 ? Estimated.Of(Math.Max(0, (before - after) / before)) : Estimated.Undefined<double>(UndefinedBecause.NoVariation)
        );
    }
}
