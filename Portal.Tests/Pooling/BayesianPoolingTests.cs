using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Pooling;

/// <summary>Expected values by quadrature in mpmath: Reference/make/bayesian_pooling.py.</summary>
public sealed class BayesianPoolingTests
{
    private static readonly object[] Cases =
    [
        new object[]
        {
            new[] { 2.1, 4.0, 3.2 },
            new[] { 0.5, 0.8, 0.3 },
            2.0,
            new[]
            {
                3.048599491,
                0.8614262648,
                1.306637585,
                4.848039813,
                0.821404478,
                0.04072024517,
                3.150180339,
                -0.2510220498,
                6.410138604,
            },
        },
        new object[]
        {
            new[] { 1.0, 1.1, 0.9, 1.05 },
            new[] { 0.2, 0.25, 0.3, 0.15 },
            1.0,
            new[]
            {
                1.018827847,
                0.3155301996,
                0.3998944607,
                1.634601804,
                0.2323711563,
                0.01033397249,
                1.094200884,
                -0.06394892031,
                2.096015969,
            },
        },
        new object[]
        {
            new[] { 0.2, 3.4 },
            new[] { 0.04, 0.09 },
            0.5,
            new[]
            {
                1.760618514,
                0.7883188537,
                0.1957841793,
                3.345664745,
                1.028887152,
                0.6349130777,
                1.622017927,
                -0.9134483997,
                4.455514702,
            },
        },
        new object[]
        {
            new[] { -1.0, 0.5, 2.0 },
            new[] { 1.0, 1.0, 1.0 },
            0.05,
            new[] { 0.5, 0.5780759453, -0.633009508, 1.633009508, 0.03382909658, 0.001571767208, 0.1124122374, -0.6372864534, 1.637286453 },
        },
        new object[]
        {
            new[] { 10.0, 10.2, 9.9 },
            new[] { 1e-4, 2e-4, 1e-4 },
            5.0,
            new[] { 10.03320864, 0.5993420124, 9.024247095, 11.0424118, 0.304389588, 0.09461406099, 3.016241885, 8.015235353, 12.05142354 },
        },
    ];

    [TestCaseSource(nameof(Cases))]
    public void Posterior_FewStudies_AgreesWithQuadrature(double[] effects, double[] variances, double scale, double[] expected)
    {
        var found = Of(effects, variances, scale);

        double[] figures =
        [
            found.Estimate,
            found.StandardError,
            found.Interval.Low,
            found.Interval.High,
            found.Tau,
            found.TauInterval.Low,
            found.TauInterval.High,
            found.Prediction.Low,
            found.Prediction.High,
        ];
        for (var place = 0; place < figures.Length; place++)
            Assert.That(figures[place], Is.EqualTo(expected[place]).Within(1e-5 * Math.Abs(expected[place]) + 1e-9), $"figure {place}");
    }

    [Test]
    public void Posterior_OtherUnit_IsTheSameAnswerInThatUnit()
    {
        var plain = Of([2.1, 4.0, 3.2], [0.5, 0.8, 0.3], 2);
        var larger = Of([2.1e6, 4.0e6, 3.2e6], [0.5e12, 0.8e12, 0.3e12], 2e6);

        Assert.That(larger.Interval.Low / 1e6, Is.EqualTo(plain.Interval.Low).Within(1e-9));
        Assert.That(larger.TauInterval.High / 1e6, Is.EqualTo(plain.TauInterval.High).Within(1e-5));
    }

    [Test]
    public void Posterior_OneStudy_IsUndefined() =>
        Assert.That(BayesianPooling.Of([new StudyEstimate("a", 1, 1)], 1).WhyUndefined, Is.EqualTo(UndefinedBecause.OneStudy));

    [TestCase(0)]
    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void Posterior_PriorWithoutScale_IsRefused(double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            BayesianPooling.Of([new StudyEstimate("a", 1, 1), new StudyEstimate("b", 2, 1)], scale)
        );

    private static BayesianResult Of(double[] effects, double[] variances, double scale) =>
        BayesianPooling
            .Of([.. effects.Zip(variances, (effect, variance) => new StudyEstimate("service", effect, variance))], scale)
            .Match(found => found, why => throw new AssertionException(why.ToString()));
}
