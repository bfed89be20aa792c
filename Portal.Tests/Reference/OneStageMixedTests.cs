using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Analytics;
using Portal.Analytics.LinearModels;
using Portal.Analytics.MixedModels;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;

namespace Portal.Tests.Reference;

public sealed class OneStageMixedTests
{
    private const string File = "one_stage_mixed.json";

    [TestCaseSource(typeof(ReferenceCase), nameof(ReferenceCase.In), new object[] { File })]
    public void Fit_ReferenceCase_MatchesEveryExpectedKey(ReferenceCase reference) =>
        ReferenceComparison.AssertMatches(
            reference,
            reference.Input.Has("formula") ? OneStage(RandomIntercept.Fit(Rows(reference), Options(reference))) : TwoStage(reference)
        );

    [TestCaseSource(nameof(ChangeCases))]
    public void FitChange_MomentsOfServicesAlone_MatchesEveryExpectedKey(ReferenceCase reference)
    {
        var services = Rows(reference)
            .GroupBy(row => row.Service)
            .Select(rows => new ServiceMoments(rows.Key, PairedMoments.OfPairs(rows.Select(row => (0.0, row.Outcome)))));

        ReferenceComparison.AssertMatches(reference, OneStage(RandomIntercept.FitChange(services, Options(reference))));
    }

    private static IEnumerable<TestCaseData<ReferenceCase>> ChangeCases() =>
        ReferenceCase.In(File).Where(test => IsChange((ReferenceCase)test.Arguments[0]!));

    private static bool IsChange(ReferenceCase reference) => (string?)reference.Input["formula"] == "change ~ 1 + (1 | service)";

    private static MixedModelOptions Options(ReferenceCase reference) =>
        new(Enum.Parse<Likelihood>((string)reference.Options["method"]!), reference.Level);

    private static ModelRow[] Rows(ReferenceCase reference)
    {
        var outcome = ((string)reference.Input["formula"]!).Split(" ~ ")[0];
        if (reference.Input.Has("change"))
            return
            [
                .. reference
                    .Input.Words("service")
                    .Zip(reference.Numbers("change"), (service, change) => new ModelRow(service, change, [])),
            ];
        var (rows, columns) = (IpdRows.Of(reference).Complete, reference.Input.Words("fixed_columns").Skip(1).ToArray());
        return
        [
            .. rows.Select(row => new ModelRow(
                row.Service,
                Outcome(row, outcome),
                [.. columns.Select(name => Covariate(rows, row, name))]
            )),
        ];
    }

    private static double Outcome(IpdRow row, string name) =>
        name switch
        {
            "post" => row.Post!.Value,
            "change" => row.Post!.Value - row.Pre,
            _ => throw new InvalidDataException($"There is no outcome {name}."),
        };

    // Centred at the means of the complete rows, as the reference models are.
    private static double Covariate(IReadOnlyList<IpdRow> rows, IpdRow row, string name) =>
        name.EndsWith("_c", StringComparison.Ordinal) ? row[name[..^2]] - rows.Average(other => other[name[..^2]]) : row[name];

    private static JsonObject OneStage(Estimated<RandomInterceptFit> estimated)
    {
        var fit = ((Estimated<RandomInterceptFit>.Defined)estimated).Value;
        return new JsonObject
        {
            ["n_rows"] = fit.N,
            ["n_services"] = fit.Services.Count,
            ["minus2_loglik"] = fit.Minus2LogLikelihood,
            ["fixed"] = CoefficientAnswer.Of(fit.Fixed, "df_satterthwaite", "t"),
            ["residual_variance"] = fit.ResidualVariance,
            ["service_variance"] = fit.ServiceVariance,
            ["icc"] = fit.IntraclassCorrelation,
            ["service_effects"] = new JsonObject
            {
                ["service"] = new JsonArray([.. fit.Services.Select(service => (JsonNode)service.Service)]),
                ["n"] = ReferenceAnswer.List(fit.Services, service => service.N),
                ["blup"] = ReferenceAnswer.List(fit.Services, service => service.Effect),
                ["cond_sd"] = ReferenceAnswer.List(fit.Services, service => service.ConditionalSd),
            },
        };
    }

    private static JsonObject TwoStage(ReferenceCase reference)
    {
        var level = reference.Level;
        var services = IpdRows
            .Of(reference)
            .Complete.GroupBy(row => row.Service)
            .Select(rows => new ServiceMoments(rows.Key, PairedMoments.OfPairs(rows.Select(row => (row.Pre, row.Post!.Value)))))
            .ToArray();
        var within = ((Estimated<PooledWithinVariance>.Defined)PooledWithinVariance.Of(services)).Value;
        double Variance(ServiceMoments service) => Math.Pow(service.Moments.SdChange.ValueOrNull()!.Value, 2);
        var own = services
            .Select(service => new StudyEstimate(
                service.Label,
                service.Moments.MeanChange.ValueOrNull()!.Value,
                Variance(service) / service.Moments.N
            ))
            .ToArray();
        return new JsonObject
        {
            ["services"] = new JsonObject
            {
                ["service"] = new JsonArray([.. services.Select(service => (JsonNode)service.Label)]),
                ["n"] = ReferenceAnswer.List(services, service => service.Moments.N),
                ["mean_change"] = ReferenceAnswer.List(services, service => service.Moments.MeanChange.ValueOrNull()),
                ["var_change"] = ReferenceAnswer.List(services, service => Variance(service)),
            },
            ["pooled_within_variance"] = within.Variance,
            ["own_variance"] = MetaRandomEffectsTests.Answer(own, level),
            ["common_variance"] = MetaRandomEffectsTests.Answer([.. within.Studies], level),
        };
    }
}
