using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Influence;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Influence;

/// <summary>Leaving a study out means pooling the others; the diagnostics follow from both analyses.</summary>
public sealed class LeaveOneOutTests
{
    private static readonly StudyEstimate[] Four = [new("A", 2.1, 0.30), new("B", 3.9, 0.20), new("C", 2.8, 0.45), new("D", 4.4, 0.25)];

    private static readonly PoolingOptions[] EveryOption =
    [
        .. Enum.GetValues<Tau2Method>().Select((method, i) => new PoolingOptions(PoolingModel.Random, method, (PoolingTest)(i % 4), 0.9)),
        .. Enum.GetValues<PoolingTest>().Select(test => new PoolingOptions(PoolingModel.Common, Tau2Method.REML, test, 0.9)),
    ];

    private static readonly Arbitrary<StudyEstimate[]> Studies = (
        from k in Gen.Choose(3, 9)
        from effects in Gen.Choose(-3000, 3000).ArrayOf(k)
        from logs in Gen.Choose(-5000, 0).ArrayOf(k)
        select effects
            .Zip(logs, (effect, log) => new StudyEstimate($"S{effect}", effect / 1000.0, 2 * Math.Pow(10, log / 1000.0)))
            .ToArray()
    ).ToArbitrary();

    private static PooledResult Fit(IReadOnlyList<StudyEstimate> studies, PoolingOptions? options = null) =>
        ((PoolingOutcome.Pooled)MetaAnalysis.Fit(studies, options ?? PoolingOptions.OfRecord)).Result;

    private static IReadOnlyList<LeftOut> Entries(PooledResult pooled) =>
        ((Estimated<IReadOnlyList<LeftOut>>.Defined)LeaveOneOut.Of(pooled)).Value;

    private static void ForEveryOption(Func<StudyEstimate[], PoolingOptions, bool> holds) =>
        Prop.ForAll(Studies, studies => EveryOption.All(options => holds(studies, options))).QuickCheckThrowOnFailure();

    [Test]
    public void Of_AnyStudies_IsTheAnalysisOfTheOthers() =>
        ForEveryOption(
            (studies, options) =>
                Entries(Fit(studies, options))
                    .Select((entry, i) => (entry, Others: Fit([.. studies.Where((_, j) => j != i)], options)))
                    .All(pair =>
                    {
                        var (without, others) = (pair.entry.Without, pair.Others);
                        return Near(without.Estimate, others.Estimate)
                            && Near(without.StandardError, others.StandardError)
                            && Near(without.Interval.Low, others.Interval.Low)
                            && Near(without.Interval.High, others.Interval.High)
                            && Near(without.Tau2, others.Tau2)
                            && Near(without.Q, others.Q)
                            && Near(without.QPValue, others.QPValue)
                            && Near(without.PValue, others.PValue)
                            && Near(without.I2, others.I2)
                            && Near(without.H2, others.H2);
                    })
        );

    [Test]
    public void Of_AnyStudies_HatsAddUpToOneAndFlagsFollowTheThresholds() =>
        ForEveryOption(
            (studies, options) =>
            {
                var entries = Entries(Fit(studies, options));
                var k = entries.Count;
                return Math.Abs(entries.Sum(entry => entry.Hat) - 1) < 1e-12
                    && entries.All(entry =>
                        entry.IsInfluential
                        == (
                            Beyond(entry.Dffits, 3 / Math.Sqrt(k - 1))
                            || Beyond(entry.CooksDistance, 0.454936423119572)
                            || entry.Hat > 3.0 / k
                            || Beyond(entry.Dfbetas, 1)
                        )
                    );
            }
        );

    [TestCase(1e-6)]
    [TestCase(1e6)]
    [TestCase(-1.0)]
    public void Of_OtherUnitsOrDirection_LeavesTheDiagnostics(double unit) =>
        ForEveryOption(
            (studies, options) =>
                Entries(
                        Fit(
                            [
                                .. studies
                                    .Reverse()
                                    .Select(study =>
                                        study with
                                        {
                                            Effect = study.Effect * unit + unit,
                                            Variance = study.Variance * unit * unit,
                                        }
                                    ),
                            ],
                            options
                        )
                    )
                    .Reverse()
                    .Zip(Entries(Fit(studies, options)))
                    .All(pair =>
                        Near(pair.First.Dffits.Map(x => x * Math.Sign(unit)), pair.Second.Dffits)
                        && Near(pair.First.CooksDistance, pair.Second.CooksDistance)
                        && Near(pair.First.StudentisedResidual.Map(x => x * Math.Sign(unit)), pair.Second.StudentisedResidual)
                        && Near(pair.First.CovarianceRatio, pair.Second.CovarianceRatio)
                        && Near(pair.First.Hat, pair.Second.Hat)
                    )
        );

    [TestCase(1e-16)]
    [TestCase(1e16)]
    public void Of_ExtremeVariances_GivesTheSameDiagnostics(double scale)
    {
        var (plain, scaled) = (
            Entries(Fit(Four)),
            Entries(
                Fit([.. Four.Select(study => study with { Effect = study.Effect * Math.Sqrt(scale), Variance = study.Variance * scale })])
            )
        );

        Assert.That(
            scaled.Select(entry => entry.CooksDistance.ValueOrNull()),
            Is.EqualTo(plain.Select(entry => entry.CooksDistance.ValueOrNull())).Within(1e-11)
        );
        Assert.That(
            scaled.Select(entry => entry.Dfbetas.ValueOrNull()),
            Is.EqualTo(plain.Select(entry => entry.Dfbetas.ValueOrNull())).Within(1e-11)
        );
    }

    [Test]
    public void Of_OneStudy_IsUndefined() =>
        Assert.That(LeaveOneOut.Of(Fit(Four[..1])).WhyUndefined, Is.EqualTo(UndefinedBecause.OneStudy));

    [Test]
    public void Of_TwoStudies_GivesTheOtherOneAndNoDiagnostics()
    {
        var entries = Entries(Fit(Four[..2]));

        Assert.That(
            entries.Select(entry => (entry.Label, entry.Without.Estimate, entry.Without.StandardError)),
            Is.EqualTo(new[] { ("A", 3.9, Math.Sqrt(0.20)), ("B", 2.1, Math.Sqrt(0.30)) })
        );
        Assert.That(
            entries
                .SelectMany(entry =>
                    new[] { entry.Dffits, entry.Dfbetas, entry.CooksDistance, entry.CovarianceRatio, entry.StudentisedResidual }
                )
                .Select(figure => figure.WhyUndefined),
            Is.All.EqualTo(UndefinedBecause.TooFewStudies)
        );
        Assert.That(
            entries.Select(entry => (entry.Without.Q.WhyUndefined, entry.IsInfluential)),
            Is.All.EqualTo(((UndefinedBecause?)UndefinedBecause.OneStudy, false))
        );
        Assert.That(entries.Sum(entry => entry.Hat), Is.EqualTo(1).Within(1e-15));
    }

    [Test]
    public void Of_EqualEffects_IsUndefinedWherePlainKnappHartungHasNoError()
    {
        var equal = Four.Select(study => study with { Effect = 2 }).ToArray();
        var (plain, guarded) = (Entries(Fit(equal, PoolingOptions.OfRecord with { Test = PoolingTest.Knha }))[0], Entries(Fit(equal))[0]);

        Assert.That(
            new[]
            {
                plain.StudentisedResidual,
                plain.Dffits,
                plain.Dfbetas,
                plain.CooksDistance,
                plain.CovarianceRatio,
                plain.Without.Statistic,
                plain.Without.PValue,
            }.Select(figure => figure.WhyUndefined),
            Is.All.EqualTo(UndefinedBecause.NoVariation)
        );
        Assert.That(plain.IsInfluential, Is.False);
        Assert.That(guarded.CooksDistance.ValueOrNull(), Is.Zero);
        Assert.That(guarded.Without.Tau2.ValueOrNull(), Is.Zero);
    }

    [Test]
    public void Of_OneStudyFarOff_FlagsItAndNoOther()
    {
        StudyEstimate[] studies =
        [
            .. Enumerable.Range(0, 12).Select(i => new StudyEstimate($"S{i}", i % 3 / 10.0, 0.04)),
            new("Far", 3, 0.04),
        ];

        Assert.That(Entries(Fit(studies)).Where(entry => entry.IsInfluential).Select(entry => entry.Label), Is.EqualTo(new[] { "Far" }));
    }

    private static bool Beyond(Estimated<double> figure, double threshold) =>
        figure.ValueOrNull() is { } value && Math.Abs(value) > threshold;

    private static bool Near(Estimated<double> a, Estimated<double> b) =>
        a.WhyUndefined == b.WhyUndefined && (a.ValueOrNull() is not { } x || b.ValueOrNull() is not { } y || Near(x, y));

    private static bool Near(double a, double b) => Math.Abs(a - b) <= 1e-7 * (1 + Math.Abs(b));

    [Test]
    public void Of_WeightOnItsThresholdUpToRounding_IsNotInfluential([Values(0.1, 0.3, 0.7, 1.1, 2.3)] double variance)
    {
        // Weights 9 : 1 : 1 : 1, so the first has 3/4 of them, which is the threshold 3 p / k.
        StudyEstimate[] studies =
        [
            new("A", 0, variance),
            .. Enumerable.Range(0, 3).Select(i => new StudyEstimate($"B{i}", 0, 9 * variance)),
        ];

        var pooled = Fit(studies, new PoolingOptions(PoolingModel.Common, Tau2Method.REML, PoolingTest.Z, 0.95));

        Assert.That(Entries(pooled).Select(entry => entry.IsInfluential), Has.None.True);
    }
}
