namespace Portal.Analytics.Pooling;

/// <summary>Sums of the intercept-only model at one value of tau2, with w = 1/(v + tau2) and e the residual.</summary>
/// <param name="Mean">Weighted mean of the centred effects.</param>
/// <param name="SumW">Sum of w.</param>
/// <param name="SumW2">Sum of w^2.</param>
/// <param name="Wee">Sum of w e^2, that is y'Py.</param>
/// <param name="Wwee">Sum of w^2 e^2, that is y'PPy.</param>
/// <param name="TraceP">Trace of P.</param>
/// <param name="TracePP">Trace of PP.</param>
internal readonly record struct WeightedFit(double Mean, double SumW, double SumW2, double Wee, double Wwee, double TraceP, double TracePP);
