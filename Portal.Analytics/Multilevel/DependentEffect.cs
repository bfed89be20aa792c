namespace Portal.Analytics.Multilevel;

/// <summary>One of several effects of a service: one measure, one subscale or one rater.</summary>
/// <param name="Cluster">The service; effects within a service are dependent, effects of different services are not.</param>
/// <param name="Label">The measure; need not be unique.</param>
/// <param name="Effect">The effect, in one unit for all measures; finite.</param>
/// <param name="Variance">Its sampling variance, in that unit squared; finite and above 0.</param>
public sealed record DependentEffect(string Cluster, string Label, double Effect, double Variance);

/// <summary>The options of one multilevel analysis.</summary>
/// <param name="WithinClusterCorrelation">
/// Assumed correlation of the sampling errors of one service's effects: below 1, and above -1/(m - 1) for the m effects of the largest
/// service.
/// </param>
/// <param name="Level">Two-sided coverage of every interval as a fraction in (0, 1).</param>
public sealed record MultilevelOptions(double WithinClusterCorrelation, double Level)
{
    /// <summary>The analysis of record: correlated effects with 0.6, to be repeated from 0.2 to 0.8; 95%.</summary>
    public static MultilevelOptions OfRecord { get; } = new(0.6, 0.95);
}
