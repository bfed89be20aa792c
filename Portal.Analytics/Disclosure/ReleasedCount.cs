using System.Globalization;

namespace Portal.Analytics.Disclosure;

/// <summary>A count of people that may be shown. Each is rounded from its own true count, so figures may not add up.</summary>
/// <remarks>Source: docs/disclosure.md, "Counts", step 6.</remarks>
public sealed record ReleasedCount
{
    internal ReleasedCount(int printed) => Printed = printed;

    /// <summary>The count as printed: a multiple of the rounding step, 10 or more under the defaults.</summary>
    public int Printed { get; }

    /// <summary>The printed digits.</summary>
    public override string ToString() => Printed.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The total of a table or of one of its lines, rounded from its own true total.</summary>
/// <remarks>Source: docs/disclosure.md, "Counts", step 6.</remarks>
public sealed record ReleasedTotal
{
    internal ReleasedTotal(int printed) => Printed = printed;

    /// <summary>The total as printed: a multiple of the rounding step, 10 or more under the defaults.</summary>
    public int Printed { get; }

    /// <summary>The printed digits.</summary>
    public override string ToString() => Printed.ToString(CultureInfo.InvariantCulture);
}
