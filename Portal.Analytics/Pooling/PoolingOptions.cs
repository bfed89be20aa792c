namespace Portal.Analytics.Pooling;

/// <summary>What is assumed about the true effects of the studies.</summary>
public enum PoolingModel
{
    /// <summary>They vary around a mean with variance tau2.</summary>
    Random,

    /// <summary>They are one and the same.</summary>
    Common,
}

/// <summary>Estimator of the variance between studies. Source: Viechtbauer (2005); Langan et al. (2019).</summary>
public enum Tau2Method
{
    /// <summary>Restricted maximum likelihood, the default.</summary>
    REML,

    /// <summary>DerSimonian-Laird, for comparison with older papers.</summary>
    DL,

    /// <summary>Paule-Mandel.</summary>
    PM,

    /// <summary>Maximum likelihood.</summary>
    ML,

    /// <summary>Hedges, from the unweighted variance.</summary>
    HE,

    /// <summary>Hunter-Schmidt.</summary>
    HS,

    /// <summary>Sidik-Jonkman; above 0 whenever effects differ at all.</summary>
    SJ,

    /// <summary>Empirical Bayes: the same estimate as <see cref="PM"/> by its other name.</summary>
    EB,
}

/// <summary>How the precision of the pooled effect is judged.</summary>
public enum PoolingTest
{
    /// <summary>Knapp-Hartung with a scale factor never below 1, t on k - 1 degrees of freedom: the default.</summary>
    Adhoc,

    /// <summary>Knapp-Hartung; can be narrower than the common-effect interval.</summary>
    Knha,

    /// <summary>Classic standard error, t on k - 1 degrees of freedom.</summary>
    T,

    /// <summary>Classic standard error, normal distribution.</summary>
    Z,
}

/// <summary>The options of one pooled analysis.</summary>
/// <param name="Model">Random or common effect.</param>
/// <param name="Method">Estimator of tau2; not used by the common-effect model.</param>
/// <param name="Test">Inference for the pooled effect.</param>
/// <param name="Level">Two-sided coverage of every interval as a fraction in (0, 1).</param>
public sealed record PoolingOptions(PoolingModel Model, Tau2Method Method, PoolingTest Test, double Level)
{
    /// <summary>The analysis of record: random effects, REML, guarded Knapp-Hartung, 95%.</summary>
    public static PoolingOptions OfRecord { get; } = new(PoolingModel.Random, Tau2Method.REML, PoolingTest.Adhoc, 0.95);
}
