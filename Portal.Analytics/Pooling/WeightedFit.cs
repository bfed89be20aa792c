namespace Portal.Analytics.Pooling;

/// <summary>Sums of a model at one value of tau2, with w = 1/(v + tau2), e the residual and P the residual-making matrix.</summary>
/// <param name="Mean">Weighted mean of the centred effects; 0 with moderators, which have coefficients instead.</param>
/// <param name="SumW">Sum of w.</param>
/// <param name="SumW2">Sum of w^2.</param>
/// <param name="Wee">Sum of w e^2, that is y'Py.</param>
/// <param name="Wwee">Sum of w^2 e^2, that is y'PPy.</param>
/// <param name="TraceP">Trace of P.</param>
/// <param name="TracePP">Trace of PP.</param>
/// <param name="LogDeterminant">Logarithm of the determinant of X'WX.</param>
internal readonly record struct WeightedFit(
    double Mean,
    double SumW,
    double SumW2,
    double Wee,
    double Wwee,
    double TraceP,
    double TracePP,
    double LogDeterminant
);
