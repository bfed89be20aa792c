using Portal.Analytics.Proportions;

namespace Portal.Analytics.ControlCharts;

/// <summary>One quarter of a chart of proportions.</summary>
/// <param name="Value">Events over cases, as a fraction in [0, 1].</param>
/// <param name="Limits">p chart: three binomial standard errors, within [0, 1].</param>
/// <param name="Z">(value - mean) / binomial standard error; undefined when nobody or everybody had the event.</param>
/// <param name="LaneyLimits">p' chart: the same times sigma z; undefined with sigma z.</param>
public sealed record ProportionPoint(double Value, Interval Limits, Estimated<double> Z, Estimated<Interval> LaneyLimits);

/// <summary>
/// Charts of proportions with unequal denominators: the p chart, whose limits assume that only chance varies, and Laney's p' chart, whose
/// limits follow how much quarters really vary. Show the p' chart.
/// </summary>
/// <param name="Mean">All events over all cases, as a fraction in [0, 1]; undefined without quarters.</param>
/// <param name="SigmaZ">
/// Mean distance of successive z over 1.128; undefined below two quarters, and when nobody or everybody had the event.
/// </param>
/// <param name="Points">Parallel to the counts.</param>
/// <remarks>Source: Laney (2002). Checked against Reference/spc_p_chart.json.</remarks>
public sealed record ProportionChart(Estimated<double> Mean, Estimated<double> SigmaZ, IReadOnlyList<ProportionPoint> Points)
{
    // Mean distance of two independent values, in standard deviations.
    private const double RangeToSigma = 1.128;

    /// <summary>The chart of these quarters.</summary>
    /// <param name="quarters">In order of time, each with at least one case; quarters without cases are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public static ProportionChart Of(IReadOnlyList<EventCount> quarters)
    {
        EventCount.RequireAll(quarters, 1);
        if (quarters.Count == 0)
            return new ProportionChart(
                Estimated.Undefined<double>(UndefinedBecause.NoCases),
                Estimated.Undefined<double>(UndefinedBecause.NoCases),
                []
            );
        var mean = quarters.Sum(quarter => (double)quarter.Events) / quarters.Sum(quarter => (double)quarter.Cases);
        double[] errors = [.. quarters.Select(quarter => Math.Sqrt(mean * (1 - mean) / quarter.Cases))];
        double[] values = [.. quarters.Select(quarter => (double)quarter.Events / quarter.Cases)];
        Estimated<double> Z(int i) =>
            mean is > 0 and < 1 ? Estimated.Of((values[i] - mean) / errors[i]) : Estimated.Undefined<double>(UndefinedBecause.NoVariation);
        var sigma = SigmaOf([.. values.Select((_, i) => Z(i))]);
        Interval Limits(double error) => new(Math.Max(0, mean - 3 * error), Math.Min(1, mean + 3 * error));
        return new ProportionChart(
            Estimated.Of(mean),
            sigma,
            [.. values.Select((value, i) => new ProportionPoint(value, Limits(errors[i]), Z(i), sigma.Map(sz => Limits(errors[i] * sz))))]
        );
    }

    private static Estimated<double> SigmaOf(Estimated<double>[] z) =>
        z.Length < 2
            ? Estimated.Undefined<double>(UndefinedBecause.OneCase)
            : z.Skip(1)
                .Zip(z, (next, before) => next.Then(b => before.Map(a => Math.Abs(b - a))))
                .Aggregate((sum, step) => sum.Then(a => step.Map(b => a + b)))
                .Map(total => total / (z.Length - 1) / RangeToSigma);
}
