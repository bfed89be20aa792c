using System.Globalization;
using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.Funnel;
using Portal.Analytics.Proportions;

namespace Portal.Tests.Reference;

public sealed class FunnelLimitsTests
{
    private static readonly (string Name, DispersionModel Model)[] Models =
    [
        ("none", DispersionModel.None),
        ("additive", DispersionModel.Additive),
        ("multiplicative", DispersionModel.Multiplicative),
    ];

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { "funnel_limits.json" })]
    public void Limits_ReferenceCase_MatchEveryExpectedKey(ReferenceCase reference)
    {
        var trim = (double?)(reference.Options["winsorise"] ?? reference.Options["trim"]) ?? 0.1;
        (string Key, double Level)[] levels =
        [
            .. reference.Options["levels"]!.AsArray().Select(level => (Key((double)level!), (double)level!)),
        ];

        ReferenceComparison.AssertMatches(
            reference,
            reference.Input.Has("denominator") ? Proportions(reference, levels, trim)
                : reference.Input.Has("observed") ? Ratios(reference, levels, trim)
                : Values(reference, levels, trim)
        );
    }

    // 0.95 is p95, 0.998 is p998.
    private static string Key(double level) => "p" + level.ToString(CultureInfo.InvariantCulture)[2..];

    private static T Value<T>(Estimated<T> estimated) => ((Estimated<T>.Defined)estimated).Value;

    private static JsonArray Lows(IEnumerable<FunnelLimit> limits) => ReferenceAnswer.List(limits, limit => limit.Limits.Low);

    private static JsonArray Highs(IEnumerable<FunnelLimit> limits) => ReferenceAnswer.List(limits, limit => limit.Limits.High);

    private static JsonArray Positions(IEnumerable<FunnelLimit> limits) =>
        [.. limits.Select(limit => (JsonNode?)limit.Position.ToString().ToLowerInvariant())];

    private static JsonObject? Ends(Estimated<IReadOnlyList<FunnelLimit>> limits) =>
        ReferenceAnswer.OrNull(limits) is { } found
            ? new()
            {
                ["lo"] = Lows(found),
                ["hi"] = Highs(found),
                ["flag"] = Positions(found),
            }
            : null;

    private static JsonObject Proportions(ReferenceCase reference, (string Key, double Level)[] levels, double trim)
    {
        EventCount[] counts =
        [
            .. reference.Numbers("numerator").Zip(reference.Numbers("denominator"), (x, n) => new EventCount("S", (int)x, (int)n)),
        ];
        var funnel = Value(ProportionFunnel.Of(counts, trim: trim));
        var dispersion = ReferenceAnswer.OrNull(funnel.Angles.Dispersion);
        var arcsine = new JsonObject
        {
            ["target_angle"] = funnel.Angles.Target,
            ["z"] = ReferenceAnswer.List(funnel.Angles.Z, z => z),
            ["z_winsorised"] = ReferenceAnswer.List(dispersion?.Trimmed ?? [], z => z),
            ["phi_raw"] = dispersion?.PhiRaw,
            ["phi"] = dispersion?.Phi,
            ["tau2"] = dispersion?.Tau2,
            ["phi_p"] = dispersion?.PValue,
        };
        var answer = new JsonObject
        {
            ["target"] = funnel.Target,
            ["value"] = ReferenceAnswer.List(funnel.Values, value => value),
            ["overdispersion_arcsine"] = arcsine,
        };
        foreach (var (key, level) in levels)
        {
            var (exact, normal) = (funnel.ExactLimits(level), funnel.NormalLimits(level));
            answer[key] = new JsonObject
            {
                ["exact_lo"] = Lows(exact),
                ["exact_hi"] = Highs(exact),
                ["exact_flag"] = Positions(exact),
                ["normal_lo"] = Lows(normal),
                ["normal_hi"] = Highs(normal),
                ["score_lo"] = Lows(normal),
                ["score_hi"] = Highs(normal),
            };
            foreach (var (name, model) in Models)
                arcsine[$"{key}_{name}"] = Ends(funnel.Limits(level, model));
        }

        return answer;
    }

    private static JsonObject Ratios(ReferenceCase reference, (string Key, double Level)[] levels, double trim)
    {
        ObservedExpected[] services =
        [
            .. reference.Numbers("observed").Zip(reference.Numbers("expected"), (o, e) => new ObservedExpected("S", (int)o, e)),
        ];
        var funnel = Value(RatioFunnel.Of(services, trim));
        var (roots, logs) = (Spread(funnel.Roots), Spread(Value(funnel.Logs)));
        var answer = new JsonObject
        {
            ["value"] = ReferenceAnswer.List(services, service => service.Ratio),
            ["target"] = funnel.Roots.Target,
            ["exact_ci"] = Both(services, service => service.ExactInterval(reference.Level)),
            ["byar_ci"] = Both(services, service => service.ByarInterval(reference.Level)),
            ["overdispersion_sqrt"] = roots,
            ["overdispersion_log_truncated"] = logs,
        };
        foreach (var (key, level) in levels)
        {
            var poisson = funnel.PoissonLimits(level);
            answer[key] = new JsonObject { ["poisson_lo"] = Lows(poisson), ["poisson_hi"] = Highs(poisson) };
            roots[key] = Ends(funnel.Limits(level));
            logs[key] = Ends(funnel.LogLimits(level));
        }

        return answer;
    }

    private static JsonObject Both(ObservedExpected[] services, Func<ObservedExpected, Interval> interval) =>
        new()
        {
            ["lo"] = ReferenceAnswer.List(services, service => interval(service).Low),
            ["hi"] = ReferenceAnswer.List(services, service => interval(service).High),
        };

    private static JsonObject Spread(ValueFunnel funnel) =>
        new()
        {
            ["z"] = ReferenceAnswer.List(funnel.Z, z => z),
            ["kept"] = new JsonArray([.. ReferenceAnswer.OrNull(funnel.Dispersion)?.Kept.Select(kept => (JsonNode?)kept) ?? []]),
            ["phi"] = ReferenceAnswer.OrNull(funnel.Dispersion)?.Phi,
            ["tau2"] = ReferenceAnswer.OrNull(funnel.Dispersion)?.Tau2,
        };

    private static JsonObject Values(ReferenceCase reference, (string Key, double Level)[] levels, double trim)
    {
        ServiceValue[] services =
        [
            .. reference.Numbers("value").Zip(reference.Numbers("se"), (value, se) => new ServiceValue("S", value, se)),
        ];
        var funnel = Value(ValueFunnel.Of(services, (double?)reference.Input["target"], trim));
        var dispersion = ReferenceAnswer.OrNull(funnel.Dispersion);
        var answer = new JsonObject
        {
            ["target"] = funnel.Target,
            ["z"] = ReferenceAnswer.List(funnel.Z, z => z),
            ["z_winsorised"] = ReferenceAnswer.List(dispersion?.Trimmed ?? [], z => z),
            ["phi_raw"] = dispersion?.PhiRaw,
            ["phi_winsorised"] = dispersion?.Phi,
            ["tau2_raw"] = dispersion?.Tau2Raw,
            ["tau2_winsorised"] = dispersion?.Tau2,
            ["phi_p"] = dispersion?.PValue,
            ["z_p"] = ReferenceAnswer.List(funnel.PValues, p => p),
        };
        foreach (var (key, level) in levels)
        {
            foreach (var (name, model) in Models)
                answer[$"{key}_{name}"] = Ends(funnel.Limits(level, model));
        }

        return answer;
    }
}
