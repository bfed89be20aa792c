using Portal.Api.Figures;

namespace Portal.Api.Workspace;

/// <summary>A service that is shown by name, with its part in the pooled estimate.</summary>
/// <remarks>
/// Positive is better throughout, as in the pooled estimate. Figures that compare with and without the service are <c>null</c> when nothing
/// is pooled or too few services remain; the reasons say which.
/// </remarks>
/// <param name="Paired">Families with both scores, to the nearest 5.</param>
/// <param name="MeanImprovement">In points, as a released mean is printed; <c>null</c> when it may not be.</param>
/// <param name="Effect">The same over the SD of first scores, with its interval, two decimals.</param>
/// <param name="Shrunken">The estimate drawn towards the pooled one: the number to talk about.</param>
/// <param name="Weight">Share of the pooled estimate, a fraction with two decimals.</param>
/// <param name="LeaveOneOut">The pooled estimate of all other services, with its own tau2.</param>
/// <param name="Hat">Leverage, a fraction.</param>
/// <param name="StudentisedResidual">Distance from the pooled estimate of the others, in standard errors of that distance.</param>
/// <param name="Dffits">How far the service draws the pooled estimate towards itself, in standard errors.</param>
/// <param name="CooksDistance">The squared change of the pooled estimate, divided by its squared standard error.</param>
/// <param name="Influential">Whether a diagnostic is beyond its usual threshold.</param>
/// <param name="HeldFrom">The earlier release whose figures are kept, because new ones would differ by too few families.</param>
public sealed record NamedService(
    string Service,
    string ServiceName,
    int Paired,
    bool LowPrecision,
    IntervalEstimate? MeanImprovement,
    IntervalEstimate? Effect,
    IntervalEstimate? Shrunken,
    double? Weight,
    PooledOthers? LeaveOneOut,
    double? Hat,
    double? StudentisedResidual,
    double? Dffits,
    double? CooksDistance,
    bool? Influential,
    string? HeldFrom,
    IReadOnlyDictionary<string, string> Reasons
);
