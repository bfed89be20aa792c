namespace Portal.Analytics.Moments;

/// <summary>
/// Mergeable sufficient statistics of pairs of first and last scores. Change is last minus first, in points of the measure.
/// </summary>
/// <remarks>
/// The change keeps its own mean and sum of squares: differences of the two scores' figures cancel when those are nearly the same.
/// Source: Chan, Golub and LeVeque (1983); Pebay (2008). Checked against Reference/moments_merge.json.
/// </remarks>
public readonly record struct PairedMoments
{
    /// <summary>Moments from stored parts.</summary>
    /// <param name="n">Number of pairs, at least 0.</param>
    /// <param name="meanFirst">Mean of the first scores, finite; 0 without pairs.</param>
    /// <param name="meanLast">Mean of the last scores, finite; 0 without pairs.</param>
    /// <param name="m2First">Sum of squared deviations of the first scores, at least 0; 0 below two pairs.</param>
    /// <param name="m2Last">Sum of squared deviations of the last scores, at least 0; 0 below two pairs.</param>
    /// <param name="coMoment">Sum of products of both deviations, finite; 0 below two pairs.</param>
    /// <param name="m2Change">Sum of squared deviations of the changes, at least 0; 0 below two pairs.</param>
    /// <param name="meanChange">
    /// Mean of the changes, finite; <c>null</c> takes the difference of both means, which is as good for any usual score.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public PairedMoments(
        int n,
        double meanFirst,
        double meanLast,
        double m2First,
        double m2Last,
        double coMoment,
        double m2Change,
        double? meanChange = null
    )
    {
        N = Require.Count(n);
        MeanFirst = n == 0 ? 0 : Require.Finite(meanFirst);
        MeanLast = n == 0 ? 0 : Require.Finite(meanLast);
        MeanOfChanges = n == 0 ? 0 : Require.Finite(meanChange ?? meanLast - meanFirst, nameof(meanChange));
        if (n < 2)
            return;
        M2First = Spread.AboveRounding(Require.NotNegative(m2First), n, Math.Abs(meanFirst));
        M2Last = Spread.AboveRounding(Require.NotNegative(m2Last), n, Math.Abs(meanLast));
        CoMoment = Require.Finite(coMoment);
        var magnitude = Math.Abs(meanFirst) + Math.Abs(meanLast) + Math.Sqrt(m2First / n) + Math.Sqrt(m2Last / n);
        M2Change = Spread.AboveRounding(Require.NotNegative(m2Change), n, magnitude);
    }

    /// <summary>Number of pairs.</summary>
    public int N { get; }

    /// <summary>Mean of the first scores; 0 without pairs.</summary>
    public double MeanFirst { get; }

    /// <summary>Mean of the last scores; 0 without pairs.</summary>
    public double MeanLast { get; }

    /// <summary>Sum of squared deviations of the first scores.</summary>
    public double M2First { get; }

    /// <summary>Sum of squared deviations of the last scores.</summary>
    public double M2Last { get; }

    /// <summary>Sum of products of the deviations of first and last scores.</summary>
    public double CoMoment { get; }

    /// <summary>Sum of squared deviations of the changes.</summary>
    public double M2Change { get; }

    /// <summary>Mean of the changes; 0 without pairs.</summary>
    internal double MeanOfChanges { get; }

    /// <summary>No pairs.</summary>
    public static PairedMoments Empty => default;

    /// <summary>Mean change, last minus first; undefined without pairs.</summary>
    public Estimated<double> MeanChange => N == 0 ? Estimated.Undefined<double>(UndefinedBecause.NoCases) : Estimated.Of(MeanOfChanges);

    /// <summary>Sample standard deviation of the first scores; undefined below two pairs.</summary>
    public Estimated<double> SdFirst => Spread.Sd(N, M2First);

    /// <summary>Sample standard deviation of the last scores; undefined below two pairs.</summary>
    public Estimated<double> SdLast => Spread.Sd(N, M2Last);

    /// <summary>Sample standard deviation of the changes; undefined below two pairs.</summary>
    public Estimated<double> SdChange => Spread.Sd(N, M2Change);

    /// <summary>Pearson correlation of first and last scores in [-1, 1]; undefined below two pairs or when either does not vary.</summary>
    public Estimated<double> Correlation
    {
        get
        {
            var (first, last, together) = (M2First, M2Last, CoMoment);
            return SdChange.Then(_ =>
                first > 0 && last > 0
                    ? Estimated.Of(Math.Clamp(together / Math.Sqrt(first) / Math.Sqrt(last), -1, 1))
                    : Estimated.Undefined<double>(UndefinedBecause.NoVariation)
            );
        }
    }

    /// <summary>The first scores alone.</summary>
    public SampleMoments First => new(N, MeanFirst, M2First);

    /// <summary>The last scores alone.</summary>
    public SampleMoments Last => new(N, MeanLast, M2Last);

    /// <summary>The changes alone.</summary>
    public SampleMoments Change => new(N, MeanOfChanges, M2Change);

    /// <summary>Moments of raw pairs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite.</exception>
    public static PairedMoments OfPairs(IEnumerable<(double First, double Last)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var rows = pairs.ToArray();
        if (rows.Length == 0)
            return Empty;
        var meanFirst = Spread.Mean(rows, row => row.First);
        var meanLast = Spread.Mean(rows, row => row.Last);
        var meanChange = Spread.Mean(rows, row => row.Last - row.First);
        double m2First = 0,
            m2Last = 0,
            coMoment = 0,
            m2Change = 0;
        foreach (var (first, last) in rows)
        {
            var (x, y, d) = (first - meanFirst, last - meanLast, last - first - meanChange);
            m2First += x * x;
            m2Last += y * y;
            coMoment += x * y;
            m2Change += d * d;
        }

        return new PairedMoments(rows.Length, meanFirst, meanLast, m2First, m2Last, coMoment, m2Change, meanChange);
    }

    /// <summary>Moments from a published or written summary.</summary>
    /// <param name="n">Number of pairs, at least 1.</param>
    /// <param name="meanFirst">Mean of the first scores, finite.</param>
    /// <param name="sdFirst">Sample standard deviation of the first scores, at least 0; ignored when <paramref name="n"/> is 1.</param>
    /// <param name="meanLast">Mean of the last scores, finite.</param>
    /// <param name="sdLast">Sample standard deviation of the last scores, at least 0; ignored when <paramref name="n"/> is 1.</param>
    /// <param name="correlation">
    /// Correlation of first and last scores; may be <c>null</c> when a standard deviation is 0 or there is one pair.
    /// </param>
    /// <returns>
    /// The moments; <see cref="UndefinedBecause.CorrelationUnknown"/> when it is needed but missing,
    /// <see cref="UndefinedBecause.InconsistentInput"/> when it lies outside [-1, 1].
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A count, mean or standard deviation is outside the range above.</exception>
    public static Estimated<PairedMoments> OfSummary(
        int n,
        double meanFirst,
        double sdFirst,
        double meanLast,
        double sdLast,
        double? correlation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        if (n == 1)
            return Estimated.Of(new PairedMoments(1, meanFirst, meanLast, 0, 0, 0, 0));
        Require.NotNegative(sdFirst);
        Require.NotNegative(sdLast);
        if (correlation is not null and not (>= -1 and <= 1))
            return Estimated.Undefined<PairedMoments>(UndefinedBecause.InconsistentInput);
        var product = sdFirst * sdLast;
        if (correlation is null && product > 0)
            return Estimated.Undefined<PairedMoments>(UndefinedBecause.CorrelationUnknown);
        var r = correlation ?? 0;

        // s1^2 + s2^2 - 2 r s1 s2, arranged so that nothing cancels when r is near 1.
        var variance = (sdFirst - sdLast) * (sdFirst - sdLast) + 2 * (1 - r) * product;
        var df = n - 1;
        return Estimated.Of(
            new PairedMoments(n, meanFirst, meanLast, df * sdFirst * sdFirst, df * sdLast * sdLast, df * r * product, df * variance)
        );
    }

    /// <summary>Moments of both groups together; their order matters only to round-off.</summary>
    public PairedMoments Merge(PairedMoments other)
    {
        if (N == 0)
            return other;
        if (other.N == 0)
            return this;
        var n = checked(N + other.N);
        var (x, y) = (other.MeanFirst - MeanFirst, other.MeanLast - MeanLast);
        var d = other.MeanOfChanges - MeanOfChanges;
        var share = (double)other.N / n;
        var between = N * share;
        return new PairedMoments(
            n,
            MeanFirst + x * share,
            MeanLast + y * share,
            M2First + other.M2First + x * x * between,
            M2Last + other.M2Last + y * y * between,
            CoMoment + other.CoMoment + x * y * between,
            M2Change + other.M2Change + d * d * between,
            MeanOfChanges + d * share
        );
    }
}
