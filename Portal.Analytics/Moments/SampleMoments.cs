namespace Portal.Analytics.Moments;

/// <summary>Count, mean and sum of squared deviations of one variable: enough for a mean and a standard deviation, and mergeable.</summary>
/// <remarks>Source: Chan, Golub and LeVeque (1983); Pebay (2008). Checked against Reference/moments_merge.json.</remarks>
public readonly record struct SampleMoments
{
    /// <summary>Moments from stored parts.</summary>
    /// <param name="n">Number of values, at least 0.</param>
    /// <param name="mean">Mean, finite; 0 when there are no values.</param>
    /// <param name="m2">Sum of squared deviations from the mean, at least 0; 0 for one value or none.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public SampleMoments(int n, double mean, double m2)
    {
        N = Require.Count(n);
        Mean = n == 0 ? 0 : Require.Finite(mean);
        M2 = n < 2 ? 0 : Spread.AboveRounding(Require.NotNegative(m2), n, Math.Abs(mean));
    }

    /// <summary>Number of values.</summary>
    public int N { get; }

    /// <summary>Mean, in the unit of the values; 0 when there are none.</summary>
    public double Mean { get; }

    /// <summary>Sum of squared deviations from the mean; exactly 0 when it is no more than rounding error.</summary>
    public double M2 { get; }

    /// <summary>No values.</summary>
    public static SampleMoments Empty => default;

    /// <summary>Sample standard deviation (divisor n - 1); undefined below two values.</summary>
    public Estimated<double> Sd => Spread.Sd(N, M2);

    /// <summary>Moments of raw values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static SampleMoments OfValues(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var all = values.ToArray();
        if (all.Length == 0)
            return Empty;
        var mean = Spread.Mean(all, value => value);
        return new SampleMoments(all.Length, mean, all.Sum(value => (value - mean) * (value - mean)));
    }

    /// <summary>Moments of a published summary.</summary>
    /// <param name="n">Number of values, at least 1.</param>
    /// <param name="mean">Mean, finite.</param>
    /// <param name="sd">Sample standard deviation, at least 0; ignored when <paramref name="n"/> is 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public static SampleMoments OfSummary(int n, double mean, double sd)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return new SampleMoments(n, mean, n == 1 ? 0 : (n - 1) * Require.NotNegative(sd) * sd);
    }

    /// <summary>Moments of both groups together; their order matters only to round-off.</summary>
    public SampleMoments Merge(SampleMoments other)
    {
        if (N == 0)
            return other;
        if (other.N == 0)
            return this;
        var n = checked(N + other.N);
        var step = other.Mean - Mean;
        return new SampleMoments(n, Mean + step * other.N / n, M2 + other.M2 + step * step * ((double)N * other.N / n));
    }

    /// <summary>Takes out a part that was merged in, for a benchmark that leaves one service out.</summary>
    /// <param name="part">A part of this whole.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="part"/> has more values than the whole.</exception>
    public SampleMoments Without(SampleMoments part)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(part.N, N, nameof(part));
        var rest = N - part.N;
        if (rest == 0 || part.N == 0)
            return rest == 0 ? Empty : this;
        var mean = Mean + (Mean - part.Mean) * part.N / rest;
        var step = part.Mean - mean;

        // When the rest does not vary, round-off can leave the difference just below zero.
        return new SampleMoments(rest, mean, Math.Max(0, M2 - part.M2 - step * step * ((double)part.N * rest / N)));
    }
}
