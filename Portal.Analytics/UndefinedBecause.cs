namespace Portal.Analytics;

/// <summary>Why a statistic has no value for otherwise valid input.</summary>
public enum UndefinedBecause
{
    /// <summary>There are no cases at all.</summary>
    NoCases,

    /// <summary>One case has a value but no spread.</summary>
    OneCase,

    /// <summary>There are cases, but fewer than the statistic needs.</summary>
    TooFewCases,

    /// <summary>A standard deviation or standard error that would be the divisor is zero.</summary>
    NoVariation,

    /// <summary>The correlation of first and last scores is not known; it is never taken to be zero.</summary>
    CorrelationUnknown,

    /// <summary>The figures contradict each other, such as an implied correlation beyond -1 or 1.</summary>
    InconsistentInput,

    /// <summary>There is one study, so nothing can vary between studies.</summary>
    OneStudy,

    /// <summary>There are studies, but fewer than the statistic needs.</summary>
    TooFewStudies,

    /// <summary>The chosen model has no such quantity: a common-effect model has no variance between studies.</summary>
    NotInModel,

    /// <summary>The figures given do not determine the statistic.</summary>
    NotEstimable,

    /// <summary>
    /// A covariate or moderator is constant beside an intercept, or a combination of the others, so that its coefficient is not determined.
    /// </summary>
    Collinear,

    /// <summary>
    /// The covariates separate events from non-events without error, so that a logistic model has no finite coefficients.
    /// </summary>
    Separation,

    /// <summary>The estimate stands, but its precision rests on too few degrees of freedom to be tested.</summary>
    TooFewDegreesOfFreedom,
}
