namespace Portal.Analytics.Disclosure.Estimates;

// The rules that every statistic of scores has to pass before it may be shown.
internal static class Sample
{
    public static WithheldBecause? Broken(int cases, int mostFrequent, DisclosurePolicy policy)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Require.Count(mostFrequent), cases);
        if (cases < policy.CasesForMean)
            return WithheldBecause.TooFewCases;
        return mostFrequent >= policy.OneValueLimit * cases ? WithheldBecause.OneValue : null;
    }

    public static ReleasedCount Cases(int cases, DisclosurePolicy policy) => new(policy.Round(cases));

    // Adding zero turns a negative zero, whose sign would tell the direction, into a plain one.
    public static double Print(double value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero) + 0.0;

    public static Interval Print(Interval interval, int decimals) => new(Print(interval.Low, decimals), Print(interval.High, decimals));
}
