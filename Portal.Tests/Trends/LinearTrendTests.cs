using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Trends;

namespace Portal.Tests.Trends;

public sealed class LinearTrendTests
{
    private static readonly double[] Values = [-3.1, -3.4, -2.9, -4, -4.2, -2.1, -4.6, -5.4];
    private static readonly double[] Errors = [0.6, 0.35, 0.7, 0.5, 0.45, 0.5, 0.4, 0.42];

    private static T Value<T>(Estimated<T> estimated) => ((Estimated<T>.Defined)estimated).Value;

    private static QuarterEstimate?[] Quarters(double unit = 1, double shift = 0, double errors = 1) =>
        [.. Values.Zip(Errors, (value, error) => new QuarterEstimate(unit * value + shift, Math.Abs(unit) * errors * error))];

    private static MixedTrend Mixed(QuarterEstimate?[] quarters, double confidence = 0.95) => Value(MixedTrend.Fit(quarters, confidence));

    private static InverseVarianceTrend Weighted(QuarterEstimate?[] quarters) => Value(InverseVarianceTrend.Fit(quarters));

    [TestCase(1e-6)]
    [TestCase(1e6)]
    [TestCase(-1)]
    public void Fit_FiguresInOtherUnits_ScalesWithThem(double unit)
    {
        var (line, scaled) = (Mixed(Quarters()), Mixed(Quarters(unit)));
        var (weighted, scaledWeighted) = (Weighted(Quarters()), Weighted(Quarters(unit)));

        Assert.That(line.Tau2, Is.GreaterThan(0));
        Assert.That(scaled.Tau2 / (unit * unit), Is.EqualTo(line.Tau2).Within(1e-9));
        Assert.That(scaled.Slope / unit, Is.EqualTo(line.Slope).Within(1e-9));
        Assert.That(scaled.PValue.ValueOrNull(), Is.EqualTo(line.PValue.ValueOrNull()).Within(1e-9));
        Assert.That(scaledWeighted.Z, Is.EqualTo(Math.Sign(unit) * weighted.Z).Within(1e-9));
        Assert.That(scaledWeighted.Q, Is.EqualTo(weighted.Q).Within(1e-9));
    }

    [Test]
    public void Fit_FiguresShifted_ChangesNothingButTheIntercept()
    {
        var (line, shifted) = (Mixed(Quarters()), Mixed(Quarters(shift: 1000)));

        Assert.That(
            (shifted.Tau2, shifted.Slope, shifted.Intercept - 1000),
            Is.EqualTo((line.Tau2, line.Slope, line.Intercept)).Within(1e-9)
        );
        Assert.That(Weighted(Quarters(shift: 1000)).Slope, Is.EqualTo(Weighted(Quarters()).Slope).Within(1e-9));
    }

    [Test]
    public void Fit_TimeReversed_FlipsTheSlope()
    {
        Assert.That(Mixed([.. Quarters().Reverse()]).Slope, Is.EqualTo(-Mixed(Quarters()).Slope).Within(1e-9));
        Assert.That(Weighted([.. Quarters().Reverse()]).Slope, Is.EqualTo(-Weighted(Quarters()).Slope).Within(1e-9));
        Assert.That(
            Value(LeastSquaresTrend.Fit([.. Values.Reverse().Cast<double?>()])).Slope,
            Is.EqualTo(-Value(LeastSquaresTrend.Fit([.. Values.Cast<double?>()])).Slope).Within(1e-12)
        );
    }

    [Test]
    public void Mixed_HugeStandardErrors_FindsNoVarianceAndWeighsByThem()
    {
        var quarters = Quarters(errors: 100);

        Assert.That(Mixed(quarters).Tau2, Is.Zero);
        Assert.That(Mixed(quarters).Slope, Is.EqualTo(Weighted(quarters).Slope).Within(1e-12));
    }

    [Test]
    public void Mixed_TinyStandardErrors_IsLeastSquares()
    {
        var (mixed, plain) = (Mixed(Quarters(errors: 1e-6)), Value(LeastSquaresTrend.Fit([.. Values.Cast<double?>()])));

        Assert.That((mixed.Slope, mixed.SlopeStandardError), Is.EqualTo((plain.Slope, plain.SlopeStandardError)).Within(1e-9));
        Assert.That(mixed.Interval.Low, Is.EqualTo(plain.Interval.Low).Within(1e-9));
    }

    [Test]
    public void Mixed_RestrictedLikelihood_IsHighestAtTheEstimate()
    {
        var best = Mixed(Quarters()).Tau2;

        Assert.That(new[] { 0, best * 0.9, best * 1.1, best * 10 }.Select(Restricted), Has.All.LessThan(Restricted(best)));
    }

    [Test]
    public void Fit_QuarterWithoutAFigure_KeepsItsPlace()
    {
        double?[] line = [2, 4, null, 8, 10];
        QuarterEstimate?[] quarters = [.. line.Select(value => value is { } known ? new QuarterEstimate(known, 0.5) : null)];

        Assert.That(Value(LeastSquaresTrend.Fit(line)).Slope, Is.EqualTo(2).Within(1e-12));
        Assert.That(Weighted(quarters).Slope, Is.EqualTo(2).Within(1e-12));
        Assert.That(Mixed(quarters).Slope, Is.EqualTo(2).Within(1e-12));
        Assert.That((Weighted(quarters).QDf, Mixed(quarters).Df), Is.EqualTo((2, 2)));
    }

    [Test]
    public void Fit_EveryFigureOnTheLine_HasNoTest()
    {
        double?[] flat = [5, 5, 5, 5];
        var mixed = Mixed([.. flat.Select(value => new QuarterEstimate(value!.Value, 0.5))]);

        Assert.That(Value(LeastSquaresTrend.Fit(flat)).T.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That(mixed.PValue.WhyUndefined, Is.EqualTo(UndefinedBecause.NoVariation));
        Assert.That((mixed.Tau2, mixed.Interval), Is.EqualTo((0.0, new Interval(0, 0))));
    }

    [Test]
    public void Fit_TwoFigures_IsNamed()
    {
        Assert.That(LeastSquaresTrend.Fit([1, null, 3]).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(InverseVarianceTrend.Fit(Quarters()[..2]).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));
        Assert.That(MixedTrend.Fit(Quarters()[..2]).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewCases));
    }

    [Test]
    public void Fit_ArgumentOutsideItsRange_Throws()
    {
        Assert.That(() => LeastSquaresTrend.Fit([1, 2, double.NaN]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => InverseVarianceTrend.Fit([new QuarterEstimate(1, 0)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => MixedTrend.Fit([new QuarterEstimate(double.NaN, 1)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => MixedTrend.Fit(Quarters(errors: 1e-80)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => MixedTrend.Fit(Quarters(), 95), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    // Written out with two-column matrices, by another route than the library's.
    private static double Restricted(double tau2)
    {
        double a = 0,
            b = 0,
            c = 0,
            p = 0,
            q = 0,
            logs = 0;
        for (var i = 0; i < Values.Length; i++)
        {
            var (w, t) = (1 / (Errors[i] * Errors[i] + tau2), i + 1);
            (a, b, c, p, q, logs) = (a + w, b + w * t, c + w * t * t, p + w * Values[i], q + w * t * Values[i], logs - Math.Log(w));
        }

        var determinant = a * c - b * b;
        var (intercept, slope) = ((c * p - b * q) / determinant, (a * q - b * p) / determinant);
        var squares = Values.Select((y, i) => Math.Pow(y - intercept - slope * (i + 1), 2) / (Errors[i] * Errors[i] + tau2)).Sum();
        return -0.5 * (logs + Math.Log(determinant) + squares);
    }
}
