using Portal.Analytics.LinearModels;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.Moderators;

/// <summary>Do small teams differ? A line through the effects over their standard errors.</summary>
/// <param name="Intercept">Effect expected for a team so large that its standard error is 0.</param>
/// <param name="Slope">Change in effect per unit of standard error; 0 when effects do not depend on size.</param>
/// <param name="Df">Degrees of freedom of the slope; <c>null</c> means normal.</param>
/// <param name="Tau2">Variance between teams that the line leaves; undefined for the weighted line.</param>
/// <remarks>
/// Where every team reports there is no filter by result, so a slope says that small teams work differently, see other families or lose
/// more of them, or that the variance depends on the effect; never that results were withheld.
/// Source: Egger et al. (1997); Sterne and Egger (2005). Checked against Reference/meta_asymmetry_tests.json.
/// </remarks>
public sealed record SmallTeams(CoefficientTest Intercept, CoefficientTest Slope, int? Df, Estimated<double> Tau2)
{
    /// <summary>Egger's line: weighted least squares, with the error taken from the scatter of teams around it.</summary>
    /// <param name="studies">One effect per team, fit to pool.</param>
    /// <param name="level">Two-sided coverage of the intervals as a fraction in (0, 1).</param>
    /// <returns>The line; undefined below three teams and when all standard errors are equal.</returns>
    /// <exception cref="ArgumentException">The studies are unfit to pool.</exception>
    public static Estimated<SmallTeams> WeightedLine(IReadOnlyList<StudyEstimate> studies, double level = 0.95) =>
        Line(studies, new PoolingOptions(PoolingModel.Common, Tau2Method.REML, PoolingTest.Knha, level));

    /// <summary>The line of a random-effects model (REML), with a normal test.</summary>
    /// <param name="studies">One effect per team, fit to pool.</param>
    /// <param name="level">Two-sided coverage of the intervals as a fraction in (0, 1).</param>
    /// <returns>The line; undefined below three teams and when all standard errors are equal.</returns>
    /// <exception cref="ArgumentException">The studies are unfit to pool.</exception>
    public static Estimated<SmallTeams> RandomEffectsLine(IReadOnlyList<StudyEstimate> studies, double level = 0.95) =>
        Line(studies, new PoolingOptions(PoolingModel.Random, Tau2Method.REML, PoolingTest.Z, level));

    private static Estimated<SmallTeams> Line(IReadOnlyList<StudyEstimate> studies, PoolingOptions options)
    {
        ArgumentNullException.ThrowIfNull(studies);

        // In units of the largest one, standard errors are moderators of about 1, whatever the unit of the effects.
        var largest = studies.Select(StandardError).DefaultIfEmpty(1).Max();
        double[][] design = [.. studies.Select(study => new[] { 1, StandardError(study) / largest })];
        return MetaRegression.Fit(studies, design, options) switch
        {
            RegressionOutcome.Fitted { Result: var line } => Estimated.Of(
                new SmallTeams(line.Coefficients[0], Per(line.Coefficients[1], largest), line.Df, line.Tau2)
            ),
            RegressionOutcome.Undefined { Reason: var reason } => Estimated.Undefined<SmallTeams>(reason),
            _ => throw new ArgumentException("Needs studies that are fit to pool.", nameof(studies)),
        };
    }

    // A variance that is not a number above 0 has no root here; the studies are refused for it later.
    private static double StandardError(StudyEstimate study) =>
        study.Variance > 0 && double.IsFinite(study.Variance) ? Math.Sqrt(study.Variance) : 1;

    private static CoefficientTest Per(CoefficientTest found, double unit) =>
        found with
        {
            Estimate = found.Estimate / unit,
            StandardError = found.StandardError / unit,
            Interval = found.Interval.Map(ends => new Interval(ends.Low / unit, ends.High / unit)),
        };
}
