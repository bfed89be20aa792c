namespace Portal.Analytics.MixedModels;

/// <summary>Which likelihood is maximised.</summary>
public enum Likelihood
{
    /// <summary>Restricted maximum likelihood, the default: estimating the fixed effects does not bias the variances.</summary>
    REML,

    /// <summary>Maximum likelihood, to compare models with different fixed effects.</summary>
    ML,
}

/// <summary>The options of one mixed model.</summary>
/// <param name="Likelihood">Restricted or full.</param>
/// <param name="Level">Two-sided coverage of every interval as a fraction in (0, 1).</param>
public sealed record MixedModelOptions(Likelihood Likelihood, double Level)
{
    /// <summary>The analysis of record: restricted likelihood, 95%.</summary>
    public static MixedModelOptions OfRecord { get; } = new(Likelihood.REML, 0.95);
}
