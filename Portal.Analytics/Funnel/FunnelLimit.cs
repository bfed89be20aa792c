namespace Portal.Analytics.Funnel;

/// <summary>
/// Where a service lies against control limits. Outside 99.8% it is called different, outside 95% only watched: chance alone puts one in
/// twenty there.
/// </summary>
public enum FunnelPosition
{
    /// <summary>Inside or on a limit.</summary>
    In,

    /// <summary>Below the lower limit.</summary>
    Low,

    /// <summary>Above the upper limit.</summary>
    High,
}

/// <summary>The control limits for a service of this size, and where it lies.</summary>
/// <param name="Limits">In the unit of the value.</param>
/// <param name="Position">Against these limits; a value on a limit counts as in.</param>
public sealed record FunnelLimit(Interval Limits, FunnelPosition Position)
{
    internal static FunnelLimit Of(double value, double low, double high)
    {
        var limits = new Interval(low, high);
        var position = RoundOff.Side(value, limits) switch
        {
            < 0 => FunnelPosition.Low,
            > 0 => FunnelPosition.High,
            _ => FunnelPosition.In,
        };
        return new FunnelLimit(limits, position);
    }
}

/// <summary>How services are assumed to vary beyond sampling error.</summary>
public enum DispersionModel
{
    /// <summary>Not at all: limits from sampling error alone.</summary>
    None,

    /// <summary>A variance tau2 between services is added to the squared standard error. The default.</summary>
    Additive,

    /// <summary>Standard errors are multiplied by the root of phi when phi is above 1.</summary>
    Multiplicative,
}
