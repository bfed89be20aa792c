using System.Text.Json.Serialization;

namespace Portal.Analytics;

/// <summary>A closed interval, in the unit of the quantity it belongs to.</summary>
/// <param name="Low">Lower end, finite, not above <paramref name="High"/>.</param>
/// <param name="High">Upper end, finite.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Distance between the ends, at least 0.</summary>
    [JsonIgnore]
    public double Width => High - Low;

    /// <summary>The interval estimate +/- <paramref name="halfWidth"/>.</summary>
    /// <param name="centre">The estimate; finite.</param>
    /// <param name="halfWidth">Finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static Interval Around(double centre, double halfWidth)
    {
        Require.Finite(centre);
        Require.NotNegative(halfWidth);
        return new Interval(centre - halfWidth, centre + halfWidth);
    }

    /// <summary>Whether <paramref name="value"/> lies inside or on an end.</summary>
    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>The interval with -1 turned round: signs flip and ends swap.</summary>
    /// <param name="sign">+1 or -1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sign"/> is neither.</exception>
    public Interval Oriented(int sign) => Require.Sign(sign) > 0 ? this : new Interval(-High, -Low);
}
