using Portal.Api.Periods;

namespace Portal.Api.Samples;

/// <summary>The quarters of the sample network, 2023-Q1 to 2025-Q4.</summary>
public static class SampleQuarters
{
    public static readonly Quarter First = new(2023, 1);

    /// <summary>The first quarter after the samples.</summary>
    public static readonly Quarter Before = new(2026, 1);

    public static IEnumerable<Quarter> All => Enumerable.Range(First.Index, Before.Index - First.Index).Select(Quarter.FromIndex);
}
