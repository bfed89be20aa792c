namespace Portal.Analytics.Attrition;

/// <summary>A family with a first score, with or without a last one.</summary>
/// <param name="First">First score, finite.</param>
/// <param name="Last">Last score, finite; <c>null</c> when there is none.</param>
/// <param name="Covariates">Other facts known at baseline; finite, the same number in every case.</param>
public sealed record StartedCase(double First, double? Last, IReadOnlyList<double> Covariates);
