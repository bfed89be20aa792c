using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Funnel;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Funnel;

public sealed class ValueFunnelTests
{
    private static readonly ServiceValue[] Services =
    [
        new("A", -3.2, 0.86),
        new("B", -4.6, 0.94),
        new("C", -4.5, 0.46),
        new("D", -8.2, 0.5),
        new("E", -3.5, 0.48),
        new("F", -5.6, 1.04),
        new("G", -0.4, 0.4),
        new("H", -4, 0.61),
        new("I", -2.4, 0.95),
        new("J", -5.4, 0.7),
    ];

    private static ValueFunnel Of(IReadOnlyList<ServiceValue> services, double? target = null, double trim = 0.1) =>
        ((Estimated<ValueFunnel>.Defined)ValueFunnel.Of(services, target, trim)).Value;

    private static IReadOnlyList<FunnelLimit> Limits(
        ValueFunnel funnel,
        double level = 0.95,
        DispersionModel model = DispersionModel.Additive
    ) => ((Estimated<IReadOnlyList<FunnelLimit>>.Defined)funnel.Limits(level, model)).Value;

    private static OverDispersion Dispersion(ValueFunnel funnel) => ((Estimated<OverDispersion>.Defined)funnel.Dispersion).Value;

    [Test]
    public void Of_NoTrimming_HasTheVarianceOfDerSimonianAndLaird()
    {
        var studies = Services
            .Select(service => new StudyEstimate(service.Label, service.Value, service.StandardError * service.StandardError))
            .ToArray();
        var pooled = ((PoolingOutcome.Pooled)MetaAnalysis.Fit(studies, PoolingOptions.OfRecord with { Method = Tau2Method.DL })).Result;
        var dispersion = Dispersion(Of(Services, trim: 0));

        Assert.That(dispersion.Tau2, Is.EqualTo(pooled.Tau2.ValueOrNull()).Within(1e-12));
        Assert.That((dispersion.Tau2Raw, dispersion.PhiRaw), Is.EqualTo((dispersion.Tau2, dispersion.Phi)));
        Assert.That(dispersion.PhiRaw * Services.Length, Is.EqualTo(pooled.Q.ValueOrNull()).Within(1e-10));
    }

    [TestCase(1e-6, 0)]
    [TestCase(1e6, 0)]
    [TestCase(1, 1000)]
    public void Of_OtherUnitsOrOrigin_MovesTheLimitsWithTheValues(double unit, double shift)
    {
        var (funnel, moved) = (
            Of(Services),
            Of([
                .. Services.Select(service =>
                    service with
                    {
                        Value = unit * service.Value + shift,
                        StandardError = unit * service.StandardError,
                    }
                ),
            ])
        );

        foreach (var model in Enum.GetValues<DispersionModel>())
        {
            var (before, after) = (Limits(funnel, model: model), Limits(moved, model: model));
            Assert.That(
                after.Select(limit => (limit.Limits.Low - shift) / unit),
                Is.EqualTo(before.Select(limit => limit.Limits.Low)).Within(1e-9)
            );
            Assert.That(after.Select(limit => limit.Position), Is.EqualTo(before.Select(limit => limit.Position)));
        }
    }

    [Test]
    public void Of_DirectionReversed_SwapsHighAndLow()
    {
        var mirrored = Limits(Of([.. Services.Select(service => service with { Value = -service.Value })]));

        foreach (var (limit, other) in Limits(Of(Services)).Zip(mirrored))
        {
            Assert.That(other.Limits.Low, Is.EqualTo(-limit.Limits.High).Within(1e-12));
            Assert.That(
                other.Position,
                Is.EqualTo(
                    limit.Position switch
                    {
                        FunnelPosition.High => FunnelPosition.Low,
                        FunnelPosition.Low => FunnelPosition.High,
                        _ => FunnelPosition.In,
                    }
                )
            );
        }
    }

    [Test]
    public void Of_ServicesInAnotherOrder_StaysTheSame() =>
        Assert.That(
            Limits(Of([.. Services.Reverse()])).Reverse().Select(limit => limit.Limits.High),
            Is.EqualTo(Limits(Of(Services)).Select(limit => limit.Limits.High)).Within(1e-12)
        );

    [Test]
    public void Limits_MoreThanSamplingError_AreWiderAndFlagFewer()
    {
        var funnel = Of(Services);
        var none = Limits(funnel, model: DispersionModel.None);

        Assert.That(Dispersion(funnel).IsDetected);
        foreach (var model in new[] { DispersionModel.Additive, DispersionModel.Multiplicative })
        {
            Assert.That(Limits(funnel, model: model).Zip(none).All(pair => pair.First.Limits.Width > pair.Second.Limits.Width));
            Assert.That(Flagged(Limits(funnel, model: model)), Is.LessThan(Flagged(none)));
        }

        Assert.That(Flagged(Limits(funnel, 0.998, DispersionModel.None)), Is.LessThan(Flagged(none)));
    }

    [Test]
    public void AdjustedPValues_ManyServices_AreNotBelowThePlainOnes() =>
        Assert.That(
            Of(Services) is var funnel
                && funnel.AdjustedPValues.Zip(funnel.PValues).All(pair => pair.First >= pair.Second && pair.First <= 1)
        );

    [Test]
    public void Of_ValuesOnTheTarget_HasNoDispersion()
    {
        var dispersion = Dispersion(Of([new("A", 4, 1), new("B", 4, 2), new("C", 4, 3)]));

        Assert.That((dispersion.Phi, dispersion.Tau2, dispersion.PValue, dispersion.IsDetected), Is.EqualTo((0.0, 0.0, 1.0, false)));
    }

    [Test]
    public void Limits_OneService_NeedNoDispersionOnlyWithoutModel()
    {
        var funnel = Of(Services[..1], -4);

        Assert.That(funnel.Limits(0.95, DispersionModel.None).IsDefined);
        Assert.That(funnel.Limits(0.95).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewStudies));
        Assert.That(funnel.Limits(0.95, DispersionModel.Multiplicative).WhyUndefined, Is.EqualTo(UndefinedBecause.TooFewStudies));
    }

    [Test]
    public void Of_NoServices_IsNamed() => Assert.That(ValueFunnel.Of([]).WhyUndefined, Is.EqualTo(UndefinedBecause.NoCases));

    [Test]
    public void Of_ArgumentOutsideItsRange_Throws()
    {
        Assert.That(() => ValueFunnel.Of([new("A", double.NaN, 1)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ValueFunnel.Of([new("A", 1, 0)]), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ValueFunnel.Of(Services, double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ValueFunnel.Of(Services, trim: 0.5), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(Services).Limits(95), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Of(Services).Limits(0.95, (DispersionModel)7), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private static int Flagged(IEnumerable<FunnelLimit> limits) => limits.Count(limit => limit.Position != FunnelPosition.In);
}
