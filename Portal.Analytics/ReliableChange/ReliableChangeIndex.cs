namespace Portal.Analytics.ReliableChange;

/// <summary>How far one person's score moves through measurement error alone, in points of the measure.</summary>
/// <param name="Sem">Standard error of measurement, sd sqrt(1 - reliability), above 0.</param>
/// <param name="StandardErrorOfDifference">Standard error of a difference of two scores, sqrt(2) Sem, above 0.</param>
/// <param name="Critical">Index beyond which a change is reliable, above 0; 1.96 in the published method.</param>
/// <remarks>Source: Jacobson and Truax (1991). Checked against Reference/reliable_change.json.</remarks>
public sealed record ReliableChangeIndex(double Sem, double StandardErrorOfDifference, double Critical)
{
    /// <summary>Points that a change must exceed, Critical times the standard error of a difference.</summary>
    public double Points => Critical * StandardErrorOfDifference;

    /// <summary>The strict rule at <see cref="Points"/>.</summary>
    public ReliableChangeRule Rule => new(Points, Inclusive: false);

    /// <summary>The index of a change, in standard errors of a difference and with its sign.</summary>
    /// <param name="change">Last minus first, in points; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="change"/> is not finite.</exception>
    public double Of(double change) => Require.Finite(change) / StandardErrorOfDifference;

    /// <summary>The index of a measure.</summary>
    /// <param name="sd">Standard deviation of a reference group in points, above 0: of the network's first scores, or published.</param>
    /// <param name="reliability">
    /// Test-retest reliability in [0, 1). Percentage agreement is not a reliability, and alpha is too high for scores weeks apart.
    /// </param>
    /// <param name="critical">Index beyond which a change is reliable, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// An argument is outside the range above: a reliability of 1 would make every change reliable.
    /// </exception>
    public static ReliableChangeIndex For(double sd, double reliability, double critical = 1.96)
    {
        Require.Positive(sd);
        Require.Positive(critical);
        if (reliability is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(reliability), "Must be in [0, 1).");
        var sem = sd * Math.Sqrt(1 - reliability);
        return new ReliableChangeIndex(sem, Math.Sqrt(2) * sem, critical);
    }
}
