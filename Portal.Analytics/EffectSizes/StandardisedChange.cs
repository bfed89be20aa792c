using Portal.Analytics.Distributions;
using Portal.Analytics.Moments;

namespace Portal.Analytics.EffectSizes;

/// <summary>Standardised effects of one group of pairs, last minus first.</summary>
/// <remarks>
/// Source: Becker (1988); Gibbons et al. (1993); Morris and DeShon (2002); Bonett (2008). The variances are the default forms of
/// metafor ("LS"; SMCRH as from 4.6); <see cref="PublishedVariance"/> has others. Checked against Reference/effect_sizes_paired.json.
/// </remarks>
public static class StandardisedChange
{
    /// <summary>Change over the SD of the changes; variance 1/n + y^2/(2n).</summary>
    /// <inheritdoc cref="For"/>
    public static Estimated<EffectSize> Smcc(PairedMoments moments, double confidence = 0.95) =>
        For(EffectSizeKind.Smcc, moments, confidence);

    /// <summary>Change over the first-score SD; variance 2(1-r)/n + y^2/(2n).</summary>
    /// <inheritdoc cref="For"/>
    public static Estimated<EffectSize> Smcr(PairedMoments moments, double confidence = 0.95) =>
        For(EffectSizeKind.Smcr, moments, confidence);

    /// <summary>Change over the first-score SD; variance s_D^2/(s_1^2 (n-1)) + y^2/(2(n-1)). The default among the own-SD forms.</summary>
    /// <inheritdoc cref="For"/>
    public static Estimated<EffectSize> Smcrh(PairedMoments moments, double confidence = 0.95) =>
        For(EffectSizeKind.Smcrh, moments, confidence);

    /// <summary>Change over the root of the average variance; variance 2(1-r)/n + y^2 (1+r^2)/(4n).</summary>
    /// <inheritdoc cref="For"/>
    public static Estimated<EffectSize> Smcrp(PairedMoments moments, double confidence = 0.95) =>
        For(EffectSizeKind.Smcrp, moments, confidence);

    /// <summary>
    /// Change over the root of the average variance; variance s_D^2/(s^2 (n-1)) + y^2 (s_1^4 + s_2^4 + 2 r^2 s_1^2 s_2^2)/(8 s^4 (n-1)),
    /// s^2 the average. For display, and to check papers that used it: its divisor includes the spread of the last scores, which treatment
    /// changes.
    /// </summary>
    /// <inheritdoc cref="For"/>
    public static Estimated<EffectSize> Smcrph(PairedMoments moments, double confidence = 0.95) =>
        For(EffectSizeKind.Smcrph, moments, confidence);

    /// <summary>A standardised effect of the named kind, corrected for small-sample bias.</summary>
    /// <param name="kind">One of the five paired kinds.</param>
    /// <param name="moments">Pairs of one service, or of several merged.</param>
    /// <param name="confidence">Two-sided coverage as a fraction in (0, 1).</param>
    /// <returns>
    /// The effect in standard deviations; undefined below three pairs, when the standardiser is zero, and, where the variance needs the
    /// correlation, when first or last scores do not vary.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="kind"/> is not a paired kind, or <paramref name="confidence"/> is not in (0, 1).
    /// </exception>
    public static Estimated<EffectSize> For(EffectSizeKind kind, PairedMoments moments, double confidence = 0.95)
    {
        Require.Confidence(confidence);
        var needsCorrelation = kind is EffectSizeKind.Smcr or EffectSizeKind.Smcrp;
        return Uncorrected(kind, moments)
            .Then(d =>
                Correction(kind, moments)
                    .Then(j =>
                        (needsCorrelation ? moments.Correlation : Estimated.Of(0.0)).Map(r =>
                        {
                            var y = j * d;
                            var variance = Variance(kind, moments, y, r);
                            return new EffectSize(
                                kind,
                                y,
                                variance,
                                Interval.Around(y, Quantile.NormalTwoSided(confidence) * Math.Sqrt(variance))
                            );
                        })
                    )
            );
    }

    /// <summary>
    /// The small-sample bias factor of an effect: J at n - 1, for <see cref="EffectSizeKind.Smcrp"/> and
    /// <see cref="EffectSizeKind.Smcrph"/> at 2(n-1)/(1+r^2).
    /// </summary>
    /// <param name="kind">One of the five paired kinds.</param>
    /// <param name="moments">Pairs of one service, or of several merged.</param>
    /// <returns>The factor in (0, 1); undefined below three pairs, or when it needs a correlation that is undefined.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not a paired kind.</exception>
    public static Estimated<double> Correction(EffectSizeKind kind, PairedMoments moments)
    {
        RequirePaired(kind);
        return moments.SdChange.Then(_ =>
            moments.N < 3 ? Estimated.Undefined<double>(UndefinedBecause.TooFewCases)
            : kind is EffectSizeKind.Smcrp or EffectSizeKind.Smcrph
                ? moments.Correlation.Then(r => BiasCorrection.J(2 * (moments.N - 1) / (1 + r * r)))
            : BiasCorrection.J(moments.N - 1)
        );
    }

    /// <summary>The effect before the small-sample correction, in standard deviations.</summary>
    /// <param name="kind">
    /// One of the five paired kinds; <see cref="EffectSizeKind.Smcr"/> and <see cref="EffectSizeKind.Smcrh"/> share it, as do Smcrp and
    /// Smcrph.
    /// </param>
    /// <param name="moments">Pairs of one service, or of several merged.</param>
    /// <returns>The effect; undefined below two pairs or when the standardiser is zero.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not a paired kind.</exception>
    public static Estimated<double> Uncorrected(EffectSizeKind kind, PairedMoments moments)
    {
        RequirePaired(kind);
        var m2 = kind switch
        {
            EffectSizeKind.Smcc => moments.M2Change,
            EffectSizeKind.Smcrp or EffectSizeKind.Smcrph => (moments.M2First + moments.M2Last) / 2,
            _ => moments.M2First,
        };
        return Spread
            .Sd(moments.N, m2)
            .Then(sd => sd > 0 ? Estimated.Of(moments.MeanOfChanges / sd) : Estimated.Undefined<double>(UndefinedBecause.NoVariation));
    }

    private static void RequirePaired(EffectSizeKind kind)
    {
        if (
            kind
            is not (EffectSizeKind.Smcc or EffectSizeKind.Smcr or EffectSizeKind.Smcrh or EffectSizeKind.Smcrp or EffectSizeKind.Smcrph)
        )
            throw new ArgumentOutOfRangeException(nameof(kind), "Must be a paired kind of effect.");
    }

    private static double Variance(EffectSizeKind kind, PairedMoments moments, double y, double r)
    {
        double n = moments.N;
        return kind switch
        {
            EffectSizeKind.Smcc => 1 / n + y * y / (2 * n),
            EffectSizeKind.Smcr => 2 * (1 - r) / n + y * y / (2 * n),
            EffectSizeKind.Smcrh => moments.M2Change / (moments.M2First * (n - 1)) + y * y / (2 * (n - 1)),
            EffectSizeKind.Smcrp => 2 * (1 - r) / n + y * y * (1 + r * r) / (4 * n),
            _ => UnequalVariances(moments, y),
        };
    }

    private static double UnequalVariances(PairedMoments moments, double y)
    {
        var (df, average) = (moments.N - 1.0, (moments.M2First + moments.M2Last) / 2);
        var (first, last, together) = (moments.M2First / average, moments.M2Last / average, moments.CoMoment / average);
        return moments.M2Change / average / df + y * y * (first * first + last * last + 2 * together * together) / (8 * df);
    }
}
