using Portal.Api.Access;
using Portal.Api.Figures;

namespace Portal.Api.Outcomes;

/// <summary>One service with at least ten pairs in the analyst's workspace: its outcome and its part in the pooled one.</summary>
/// <remarks>
/// Positive is better throughout, as in the pooled estimate. Figures that compare with and without the
/// service are <c>null</c> when nothing is pooled or too few services remain; the reasons say which.
/// </remarks>
public sealed record ServiceOutcomeLine : MeasureOutcome
{
    public ServiceOutcomeLine(MeasureOutcome outcome, Service service, IntervalEstimate? shrunken, double? weight, OneServiceLess? without)
        : base(outcome)
    {
        Service = service.Code;
        ServiceName = service.Name;
        Shrunken = shrunken;
        Weight = weight;
        LeaveOneOut = without?.Others;
        Hat = without?.Hat;
        StudentisedResidual = without?.StudentisedResidual;
        Dffits = without?.Dffits;
        CooksDistance = without?.CooksDistance;
        Influential = without?.Influential;
        Reasons = without is null
            ? outcome.Reasons
            : new SortedDictionary<string, string>(outcome.Reasons.Concat(without.Reasons).ToDictionary(), StringComparer.Ordinal);
    }

    public string Service { get; }

    public string ServiceName { get; }

    /// <summary>The estimate drawn towards the pooled one: the number to talk about.</summary>
    public IntervalEstimate? Shrunken { get; }

    /// <summary>Share of the pooled estimate, a fraction.</summary>
    public double? Weight { get; }

    /// <summary>The pooled estimate of all other services, with its own tau2.</summary>
    public PooledOthers? LeaveOneOut { get; }

    /// <summary>Leverage, a fraction.</summary>
    public double? Hat { get; }

    /// <summary>Distance of the service from the pooled estimate of the others, in standard errors of that distance.</summary>
    public double? StudentisedResidual { get; }

    /// <summary>How far the service draws the pooled estimate towards itself, in standard errors.</summary>
    public double? Dffits { get; }

    /// <summary>The squared change of the pooled estimate, divided by its squared standard error.</summary>
    public double? CooksDistance { get; }

    /// <summary>Whether a diagnostic is beyond its usual threshold.</summary>
    public bool? Influential { get; }
}
