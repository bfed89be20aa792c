using Portal.Analytics.LinearModels;

namespace Portal.Analytics.Attrition;

/// <summary>Mean change, last minus first in points, under different assumptions about families without a last score.</summary>
/// <param name="Completers">Only those with both scores; undefined when there are none.</param>
/// <param name="NoChange">As if nobody else had changed; undefined when nobody started.</param>
/// <param name="RegressionImputed">
/// Missing last scores predicted from first scores by least squares on the completers: right when missingness depends on the
/// first score only. Undefined when that model is.
/// </param>
/// <param name="InverseProbability">
/// Completers weighted by one over their probability of completing, given first score and covariates (Hajek). Undefined when that
/// model is.
/// </param>
/// <param name="Missing">Share without a last score, a fraction in [0, 1]; undefined when nobody started.</param>
/// <remarks>Checked against Reference/attrition.json. When nobody is missing all are the same.</remarks>
public sealed record ChangeSensitivity(
    Estimated<double> Completers,
    Estimated<double> NoChange,
    Estimated<double> RegressionImputed,
    Estimated<double> InverseProbability,
    Estimated<double> Missing
)
{
    /// <summary>Computes the mean change under every assumption.</summary>
    /// <param name="cases">Families with a first score.</param>
    /// <exception cref="ArgumentException">The numbers of covariates differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static ChangeSensitivity Of(IReadOnlyCollection<StartedCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var completers = cases
            .Where(one => one.Last is not null)
            .Select(one =>
                (
                    one.First,
                    Last: Require.Finite(one.Last!.Value, nameof(cases)),
                    Change: one.Last.Value - Require.Finite(one.First, nameof(cases))
                )
            )
            .ToArray();
        if (completers.Length == 0)
        {
            var none = Estimated.Undefined<double>(UndefinedBecause.NoCases);
            return cases.Count == 0
                ? new ChangeSensitivity(none, none, none, none, none)
                : new ChangeSensitivity(none, Estimated.Of(0.0), none, none, Estimated.Of(1.0));
        }

        var observed = Estimated.Of(completers.Average(one => one.Change));
        var sum = completers.Sum(one => one.Change);
        var missing = cases.Count - completers.Length;
        return new ChangeSensitivity(
            observed,
            Estimated.Of(sum / cases.Count),
            missing == 0
                ? observed
                : LinearFit
                    .OfRows([.. completers.Select(one => new ModelRow("", one.Last, [one.First]))])
                    .Map(fit =>
                    {
                        double Imputed(double first) => fit.Coefficients[0].Estimate + fit.Coefficients[1].Estimate * first - first;
                        return (sum + cases.Where(one => one.Last is null).Sum(one => Imputed(one.First))) / cases.Count;
                    }),
            missing == 0
                ? observed
                : Completion
                    .ModelOf(cases)
                    .Map(model =>
                    {
                        var weights = cases
                            .Zip(model.Probabilities)
                            .Where(pair => pair.First.Last is not null)
                            .Select(pair => 1 / pair.Second)
                            .ToArray();
                        return weights.Zip(completers, (weight, one) => weight * one.Change).Sum() / weights.Sum();
                    }),
            Estimated.Of((double)missing / cases.Count)
        );
    }

    /// <summary>The regression-imputed mean if every family without a last score had done worse than predicted.</summary>
    /// <param name="delta">How many points worse, at least 0.</param>
    /// <param name="sign">+1 when a higher score is better, -1 when a lower one is.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside the range above.</exception>
    public Estimated<double> DeltaAdjusted(double delta, int sign)
    {
        var worse = -Require.Sign(sign) * Require.NotNegative(delta);
        return RegressionImputed.Then(mean => Missing.Map(share => mean + worse * share));
    }
}
