namespace Portal.Analytics.ReliableChange;

/// <summary>How a change is judged against measurement error.</summary>
public enum ReliableChangeClass
{
    /// <summary>Better by more than measurement error explains.</summary>
    Improved,

    /// <summary>Within measurement error.</summary>
    NoChange,

    /// <summary>Worse by more than measurement error explains.</summary>
    Deteriorated,
}

/// <summary>When one person's change is reliable.</summary>
/// <param name="Threshold">Points of the measure, above 0.</param>
/// <param name="Inclusive">True when the threshold itself counts, as in published integer rules; false for a statistical bound.</param>
public sealed record ReliableChangeRule(double Threshold, bool Inclusive)
{
    /// <summary>A published rule: at least this many points.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is not above 0.</exception>
    public static ReliableChangeRule Published(double points) =>
        points > 0
            ? new ReliableChangeRule(points, Inclusive: true)
            : throw new ArgumentOutOfRangeException(nameof(points), points, "A threshold is above 0.");

    /// <summary>1.96 times the standard error of a difference, sd sqrt(2 (1 - reliability)); strict.</summary>
    /// <param name="sd">Standard deviation in points, above 0.</param>
    /// <param name="reliability">Reliability coefficient in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    /// <remarks>Source: Jacobson and Truax (1991).</remarks>
    public static ReliableChangeRule JacobsonTruax(double sd, double reliability) => ReliableChangeIndex.For(sd, reliability).Rule;

    /// <summary>
    /// The class of an improvement (positive = better), after rounding it to the scale's step: 3.9 - 1.9 is 2.0 on the scale, less in
    /// binary.
    /// </summary>
    /// <param name="improvement">Points, finite.</param>
    /// <param name="step">Smallest difference between two scores, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public ReliableChangeClass Classify(double improvement, double step)
    {
        if (!double.IsFinite(improvement))
            throw new ArgumentOutOfRangeException(nameof(improvement), improvement, "A change is finite.");
        if (!(step > 0))
            throw new ArgumentOutOfRangeException(nameof(step), step, "A step is above 0.");
        var size = (double)((decimal)Math.Round(Math.Abs(improvement) / step) * (decimal)step);
        var reliable = Inclusive ? !RoundOff.IsBelow(size, Threshold) : RoundOff.IsAbove(size, Threshold);
        if (!reliable)
            return ReliableChangeClass.NoChange;
        return improvement > 0 ? ReliableChangeClass.Improved : ReliableChangeClass.Deteriorated;
    }
}
