using Portal.Analytics;
using Portal.Analytics.Proportions;

namespace Portal.Api.Answers;

/// <summary>A count out of the cases whose answer is known, with a 95% Wilson interval; without cases there is no fraction.</summary>
public sealed record Share(int Count, int Of, double? Fraction, double? Low, double? High)
{
    public static Share Among(int count, int of) =>
        WilsonInterval.For(count, of) is Estimated<Interval>.Defined { Value: var limits }
            ? new Share(count, of, (double)count / of, limits.Low, limits.High)
            : new Share(count, of, null, null, null);
}
