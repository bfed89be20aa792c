using Portal.Api.Figures;

namespace Portal.Web.Pages.Words;

/// <summary>A pooled figure in words: the estimate, how much its parts differ, and what was done.</summary>
/// <param name="Pooled">The figure.</param>
/// <param name="Of">What was pooled: services, whose change is in points, or pasted studies.</param>
public sealed record PooledFacts(PooledLine Pooled, PooledFacts.Parts Of)
{
    public enum Parts
    {
        Services,
        Studies,
    }

    /// <summary>The same with a prior of how much the parts differ; <c>null</c> where there are enough of them.</summary>
    public BayesianLine? Bayesian { get; init; }

    private bool IsNetwork => Of == Parts.Services;

    private string OneOf => IsNetwork ? "service" : "study";

    private string ManyOf => IsNetwork ? "services" : "studies";

    /// <summary>What the estimate is called.</summary>
    public string Term => IsNetwork ? "Mean improvement" : "Estimate";

    /// <summary>The estimate in its unit.</summary>
    public string Estimate => IsNetwork ? $"{FigureWords.Change(Pooled.Estimate)} points" : FigureWords.Figure(Pooled.Estimate);

    /// <summary>Its interval, and how many parts and families are behind it.</summary>
    public string Behind => $"(95 % interval {Range(Pooled.Low, Pooled.High)}); {FigureWords.Count(Pooled.K, OneOf, ManyOf)}{Families}";

    /// <summary>Everything else, as terms with their words, in order.</summary>
    public IReadOnlyList<(string Term, string Words)> Rest =>
        [
            ("Standard error, p", $"{FigureWords.Figure(Pooled.Se)}, {FigureWords.PValue(Pooled.PValue)}"),
            ("Prediction interval", Prediction),
            ($"Between {ManyOf}", Between),
            ("Q", Q),
            .. Bayesian is { } prior ? [("With a prior", WithPrior(prior))] : Array.Empty<(string, string)>(),
            .. Standardised is { } standardised ? [("Standardised", standardised)] : Array.Empty<(string, string)>(),
            ("Method", Method),
            .. Pooled.Warnings.Select(warning => ("Bear in mind", OutcomeWords.PoolReason(warning))),
        ];

    /// <summary>What was done, in one sentence.</summary>
    public string Method
    {
        get
        {
            var within =
                !IsNetwork ? ""
                : Pooled.WithinVariance == "POOLED" ? $"; one within-service variance pooled over the services"
                : $"; each service's own variance";
            if (Pooled.K == 1)
                return $"One {OneOf}: its own {(IsNetwork ? "mean change" : "effect")} with a normal interval, nothing pooled{within}";
            var between = Pooled.Model == "RANDOM" ? $", variance between {ManyOf} by {Pooled.MethodUsed ?? Pooled.Tau2Method}" : "";
            return $"{OutcomeWords.Model(Pooled.Model)}{between}; interval by {OutcomeWords.Test(Pooled.Test)}{within}";
        }
    }

    private string Families =>
        Pooled.N is not { } families ? ""
        : IsNetwork ? $", about {FigureWords.Count(families)} families"
        : $", {FigureWords.Count(families)} families";

    // Where no difference was found, the interval would only repeat the one of the mean, and look like knowledge.
    private string Prediction =>
        Pooled is { Tau2: 0, Model: "RANDOM" } ? $"Not given: how much {ManyOf} differ is not known well enough."
        : Pooled is { PredictionLow: { } low, PredictionHigh: { } high }
            ? IsNetwork ? $"{Range(low, high)} points: where the mean of a new, similar service would lie"
                : $"{Range(low, high)}: where a new, similar study would lie"
        : $"Too few {ManyOf} to say.";

    private string Between
    {
        get
        {
            if (Pooled.Tau2 is not { } tau2)
                return Pooled.Model == "COMMON"
                    ? $"A common effect was asked for, so none is estimated; I² {FigureWords.Percent(Pooled.I2)} of Q."
                    : $"Too few {ManyOf} to say.";
            var unit = IsNetwork ? " points" : "";
            if (tau2 == 0)
                return $"No heterogeneity detected; with {FigureWords.Count(Pooled.K, OneOf, ManyOf)} "
                    + (
                        Pooled.Tau2High is > 0 and var most
                            ? $"τ could be up to {FigureWords.Figure(Math.Sqrt(most))}{unit}."
                            : "it could be missed."
                    );
            var limits =
                Pooled is { Tau2Low: { } low, Tau2High: { } high } && !Pooled.Warnings.Contains("TAU2_INTERVAL_EMPTY")
                    ? $" (95 % interval {FigureWords.Figure(low)} to {FigureWords.Figure(high)})"
                    : "";
            return $"τ² {FigureWords.Figure(tau2)}{limits}, τ {FigureWords.Figure(Pooled.Tau)}{unit}, I² {FigureWords.Percent(Pooled.I2)}, "
                + $"H² {FigureWords.Figure(Pooled.H2)}";
        }
    }

    private string Q =>
        Pooled.Q is { } q
            ? $"{FigureWords.Figure(q)} on {Pooled.QDf} degrees of freedom, p {FigureWords.PValue(Pooled.QPValue)}"
            : $"Too few {ManyOf} to say.";

    private string? Standardised =>
        Pooled.Standardised is { } found
            ? $"{FigureWords.Standardised(found.Estimate)} (95 % interval {FigureWords.Interval(found.Low, found.High, 2)}), "
                + $"by a standard deviation of {FigureWords.Points(found.Sd)} points: {OutcomeWords.Standardiser(found.Standardiser)}"
            : null;

    private string WithPrior(BayesianLine prior)
    {
        var differ =
            (prior.Low <= 0 && prior.High >= 0) == (Pooled.Low <= 0 && Pooled.High >= 0)
                ? ""
                : " It and the interval above disagree about zero, so the figures alone do not settle it.";
        return $"{(IsNetwork ? FigureWords.Change(prior.Estimate) : FigureWords.Figure(prior.Estimate))} "
            + $"(95 % interval {Range(prior.Low, prior.High)}), τ {FigureWords.Figure(prior.Tau)} "
            + $"({FigureWords.Figure(prior.TauLow)} to {FigureWords.Figure(prior.TauHigh)}): with few {ManyOf}, how much they differ is "
            + $"partly assumed, by a half-normal prior of τ with scale {FigureWords.Figure(prior.PriorScale)}.{differ}";
    }

    private string Range(double? low, double? high) =>
        IsNetwork ? FigureWords.Interval(low, high) : $"{FigureWords.Figure(low)} to {FigureWords.Figure(high)}";
}
