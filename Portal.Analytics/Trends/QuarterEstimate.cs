using Portal.Analytics.Moderators;
using Portal.Analytics.Pooling;

namespace Portal.Analytics.Trends;

/// <summary>A quarter's figure with its standard error, such as the mean change of families who finished in it.</summary>
/// <param name="Value">Finite.</param>
/// <param name="StandardError">Finite and above 0, in the unit of the value.</param>
public sealed record QuarterEstimate(double Value, double StandardError)
{
    /// <summary>The regression of quarterly figures on the times 1, 2, ...; undefined below three quarters with a figure.</summary>
    internal static Estimated<RegressionResult> Line(IReadOnlyList<QuarterEstimate?> quarters, PoolingOptions options)
    {
        ArgumentNullException.ThrowIfNull(quarters);
        var (figures, design) = (new List<StudyEstimate>(), new List<double[]>());
        for (var i = 0; i < quarters.Count; i++)
        {
            if (quarters[i] is not { } quarter)
                continue;
            var error = Require.Positive(quarter.StandardError, nameof(quarters));
            figures.Add(new StudyEstimate("", Require.Finite(quarter.Value, nameof(quarters)), error * error));
            design.Add([1, i + 1]);
        }

        if (figures.Count < 3)
            return Estimated.Undefined<RegressionResult>(UndefinedBecause.TooFewCases);
        return MetaRegression.Fit(figures, design, options) is RegressionOutcome.Fitted { Result: var line }
            ? Estimated.Of(line)
            : throw new ArgumentOutOfRangeException(
                nameof(quarters),
                "Standard errors must lie from 1e-75 to 1e75, the largest of them and the figures within 1e30 of the smallest."
            );
    }
}
