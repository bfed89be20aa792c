using MathNet.Numerics.LinearAlgebra;

namespace Portal.Analytics.LinearModels;

/// <summary>A logistic model of a yes-or-no outcome, with an intercept, by maximum likelihood.</summary>
/// <param name="Coefficients">The intercept, then one log odds ratio per covariate; normal inference.</param>
/// <param name="Minus2LogLikelihood">Minus twice the log-likelihood, at least 0.</param>
/// <param name="Probabilities">Fitted probability of each row in the order given, strictly between 0 and 1.</param>
/// <param name="Concordance">
/// Share of pairs of an event and a non-event in which the event had the higher probability, ties counting half; in [0, 1].
/// </param>
public sealed record LogisticFit(
    IReadOnlyList<CoefficientTest> Coefficients,
    double Minus2LogLikelihood,
    IReadOnlyList<double> Probabilities,
    double Concordance
)
{
    // Newton's method needs about ten steps; under separation the linear predictor grows by about one a step without end.
    private const int MostSteps = 60;

    private const double Settled = 1e-9;

    /// <summary>Fits by iteratively reweighted least squares on orthogonal columns, halving a step that would lose likelihood.</summary>
    /// <param name="rows">Complete rows.</param>
    /// <param name="level">Two-sided coverage of intervals as a fraction in (0, 1).</param>
    /// <returns>
    /// The fit; undefined without rows, when every outcome is the same (<see cref="UndefinedBecause.NoVariation"/>), when a covariate
    /// is constant or a sum of others, or under complete or quasi-complete <see cref="UndefinedBecause.Separation"/>.
    /// </returns>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite or the level is outside its range.</exception>
    /// <remarks>Source: R, glm. Checked against Reference/case_mix.json and Reference/attrition.json.</remarks>
    public static Estimated<LogisticFit> Of(IReadOnlyList<BinaryRow> rows, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Require.Confidence(level);
        if (rows.Count == 0)
            return Estimated.Undefined<LogisticFit>(UndefinedBecause.NoCases);
        var columns = Covariates.WithIntercept([.. rows.Select(row => row.Covariates)]);
        return OfCounts(columns, [.. rows.Select(row => row.Outcome ? 1.0 : 0)], [.. rows.Select(_ => 1.0)], level);
    }

    /// <summary>The same, for rows that each stand for several cases.</summary>
    /// <param name="columns">Columns of the design, the column of ones first.</param>
    /// <param name="events">Events of each row.</param>
    /// <param name="cases">Cases of each row, above 0 and at least the events.</param>
    /// <param name="level">Two-sided coverage of intervals.</param>
    internal static Estimated<LogisticFit> OfCounts(IReadOnlyList<double[]> columns, double[] events, double[] cases, double level)
    {
        var (happened, all) = (events.Sum(), cases.Sum());
        if (happened == 0 || happened == all)
            return Estimated.Undefined<LogisticFit>(UndefinedBecause.NoVariation);
        if (OrthonormalDesign.Of(columns) is not { } design)
            return Estimated.Undefined<LogisticFit>(UndefinedBecause.Collinear);

        var shares = Vector<double>.Build.Dense(columns.Count);
        shares[0] = Math.Log(happened / (all - happened)) * Math.Sqrt(events.Length);
        var at = Point.At(design, events, cases, shares);
        for (var step = 0; step < MostSteps; step++)
        {
            if (PositiveDefinite.Of(at.Information) is not { } information)
                break;
            var move = information.Inverse * at.Score;
            var next = Point.At(design, events, cases, at.Shares + move);
            while (next.Deviance > at.Deviance * (1 + 1e-12))
            {
                move /= 2;
                next = Point.At(design, events, cases, at.Shares + move);
            }

            var furthest = next.Predictor.Zip(at.Predictor, (after, before) => Math.Abs(after - before)).Max();
            at = next;
            if (furthest < Settled)
                return Estimated.Of(Fitted(design, at, information, events, cases, level));
        }

        return Estimated.Undefined<LogisticFit>(UndefinedBecause.Separation);
    }

    private static LogisticFit Fitted(
        OrthonormalDesign design,
        Point at,
        PositiveDefinite information,
        double[] events,
        double[] cases,
        double level
    )
    {
        var back = design.ToCoefficients;
        var (estimates, covariance) = (back * at.Shares, back * information.Inverse * back.Transpose());
        return new LogisticFit(
            [.. estimates.Select((estimate, j) => CoefficientTest.Of(estimate, Math.Sqrt(covariance[j, j]), null, level))],
            at.Deviance,
            [.. at.Predictor.Select(Probability)],
            ConcordanceOf(events, cases, at.Predictor)
        );
    }

    // Ranks with ties averaged: the Mann-Whitney form of the area under the curve.
    private static double ConcordanceOf(double[] events, double[] cases, double[] predictor)
    {
        double concordant = 0,
            eventsSoFar = 0,
            noneSoFar = 0;
        foreach (var tie in Enumerable.Range(0, events.Length).GroupBy(row => predictor[row]).OrderBy(tie => tie.Key))
        {
            var happened = tie.Sum(row => events[row]);
            var none = tie.Sum(row => cases[row]) - happened;
            concordant += happened * (noneSoFar + none / 2);
            (eventsSoFar, noneSoFar) = (eventsSoFar + happened, noneSoFar + none);
        }

        return concordant / eventsSoFar / noneSoFar;
    }

    private static double Probability(double predictor) => 1 / (1 + Math.Exp(-predictor));

    private sealed record Point(
        Vector<double> Shares,
        double[] Predictor,
        double Deviance,
        Vector<double> Score,
        Matrix<double> Information
    )
    {
        public static Point At(OrthonormalDesign design, double[] events, double[] cases, Vector<double> shares)
        {
            var size = shares.Count;
            var (predictor, deviance) = (new double[events.Length], 0.0);
            var (score, information) = (Vector<double>.Build.Dense(size), Matrix<double>.Build.Dense(size, size));
            for (var row = 0; row < events.Length; row++)
            {
                for (var j = 0; j < size; j++)
                    predictor[row] += shares[j] * design.Q[j][row];
                var none = cases[row] - events[row];
                deviance += 2 * (events[row] * Softplus(-predictor[row]) + none * Softplus(predictor[row]));

                // Each probability is computed on its own: one minus the other would lose the digits of a rare event.
                var (chance, otherwise) = (Probability(predictor[row]), Probability(-predictor[row]));
                var (surplus, weight) = (events[row] * otherwise - none * chance, cases[row] * chance * otherwise);
                for (var j = 0; j < size; j++)
                {
                    score[j] += surplus * design.Q[j][row];
                    for (var i = 0; i < size; i++)
                        information[j, i] += weight * design.Q[j][row] * design.Q[i][row];
                }
            }

            return new Point(shares, predictor, deviance, score, information);
        }

        // log(1 + e^x) without overflow.
        private static double Softplus(double x) => Math.Max(0, x) + double.LogP1(Math.Exp(-Math.Abs(x)));
    }
}
