using Portal.Analytics;
using Portal.Analytics.EffectSizes;
using Portal.Analytics.Moderators;
using Portal.Analytics.Moments;
using Portal.Analytics.Pooling;
using Portal.Api.Answers;
using Portal.Api.Figures;

namespace Portal.Api.Calculator;

/// <summary>Pools the figures in the request, for teams that have them on paper. It reads no stored data.</summary>
public static class PoolFigures
{
    private const int MostStudies = 100_000;

    public static Answer<MetaAnalysisResult> Run(MetaAnalysisRequest? request)
    {
        if (request?.Studies is not { Count: > 0 } inputs || inputs.Contains(null!))
            return Malformed(
                "STUDIES_MISSING",
                "Send at least one study, as {\"label\", \"effect\", \"variance\"} or as summary figures with their kind."
            );
        if (inputs.Count > MostStudies)
            return Malformed("TOO_MANY_STUDIES", "Send at most 100,000 studies.");
        if (request.Moderators is { } moderators && RegressFigures.Malformed(moderators, inputs.Count) is { } badModerators)
            return badModerators;
        if (request.Subgroups is { } subgroups && CompareSubgroups.Malformed(subgroups, inputs.Count) is { } badSubgroups)
            return badSubgroups;
        if (Options(request) is not { } options)
            return Malformed(
                "OPTION_UNKNOWN",
                "model is RANDOM or COMMON; tau2Method REML, DL, PM, ML, HE, HS, SJ or EB; "
                    + "test z, t, knha or adhoc; level above 0 and below 1."
            );

        if (request.TauPrior is { } prior && !(prior > 0 && double.IsFinite(prior)))
            return Malformed("OPTION_UNKNOWN", "tauPrior is the scale of a half-normal prior of tau, above 0.");
        if (EffectScale.Mixed(inputs) is { } mixed)
            return mixed;

        var studies = new List<StudyEstimate>(inputs.Count);
        var refused = new List<RefusedStudy>();
        for (var place = 0; place < inputs.Count; place++)
        {
            var label = EffectScale.LabelOf(inputs[place], place);
            if (StudyRefusals.Reason(inputs[place]) is { } wrong)
            {
                refused.Add(new RefusedStudy(label, wrong));
                continue;
            }

            switch (Estimate(label, inputs[place]))
            {
                case Estimated<StudyEstimate>.Defined { Value: var study }
                    when study.Variance > 0 && double.IsFinite(study.Variance) && double.IsFinite(study.Effect):
                    studies.Add(study);
                    break;
                case Estimated<StudyEstimate>.Defined { Value: var study }:
                    refused.Add(new RefusedStudy(label, double.IsFinite(study.Effect) ? "INVALID_VARIANCE" : "EFFECT_NOT_FINITE"));
                    break;
                case var undefined:
                    refused.Add(new RefusedStudy(label, Codes.Of(undefined.WhyUndefined ?? UndefinedBecause.NotEstimable)));
                    break;
            }
        }

        if (refused.Count > 0)
            return StudyRefusals.Of(refused);
        return MetaAnalysis.Fit(studies, options) switch
        {
            PoolingOutcome.Pooled pooled => Result(pooled.Result, request, studies, options),
            PoolingOutcome.Refused input => StudyRefusals.Of(input.Refusals),
            _ => throw new InvalidOperationException("An outcome is pooled or refused."),
        };
    }

    private static Refusal Malformed(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);

    private static Answer<MetaAnalysisResult> Result(
        PooledResult pooled,
        MetaAnalysisRequest request,
        IReadOnlyList<StudyEstimate> studies,
        PoolingOptions options
    )
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        ModeratorsLine? moderators = null;
        if (request.Moderators is { } asked)
        {
            switch (RegressFigures.Run(studies, asked, options))
            {
                case RegressionOutcome.Fitted fitted:
                    moderators = RegressFigures.Line(fitted.Result, asked);
                    break;
                case RegressionOutcome.Undefined undefined:
                    reasons["moderators"] = Codes.Of(undefined.Reason);
                    break;
                case RegressionOutcome.Refused refused:
                    return StudyRefusals.Of(refused.Refusals);
            }
        }

        long? families = request.Studies!.All(study => study.N is not null) ? request.Studies!.Sum(study => (long)study.N!.Value) : null;
        return new MetaAnalysisResult(
            PooledLine.Of(pooled, families is >= 0 and <= int.MaxValue ? (int)families : null, "INPUT", "OWN", null),
            DiagnoseStudies.Run(pooled, reasons),
            moderators,
            request.Subgroups is { } groups ? CompareSubgroups.Run(studies, groups, options) : null,
            reasons,
            Prior(request, pooled.K) is { } prior ? BayesianLine.Of(pooled, prior) : null
        );
    }

    // Without a scale in the request, only effects in standard deviations have a usual one.
    private static double? Prior(MetaAnalysisRequest request, int studies) =>
        request.TauPrior
        ?? (
            studies is >= 2 and <= BayesianLine.MostServices && request.Studies!.All(study => study.Kind is "SMCR" or "SMCRH" or "SMCC")
                ? BayesianLine.ShareOfSd
                : null
        );

    internal static PoolingOptions? Options(MetaAnalysisRequest request)
    {
        var record = PoolingOptions.OfRecord;
        PoolingModel? model = request.Model switch
        {
            null => record.Model,
            "RANDOM" => PoolingModel.Random,
            "COMMON" => PoolingModel.Common,
            _ => null,
        };
        PoolingTest? test = request.Test switch
        {
            null => record.Test,
            "z" => PoolingTest.Z,
            "t" => PoolingTest.T,
            "knha" => PoolingTest.Knha,
            "adhoc" => PoolingTest.Adhoc,
            _ => null,
        };
        Tau2Method? method = request.Tau2Method is null
            ? record.Method
            : Enum.GetValues<Tau2Method>().Cast<Tau2Method?>().FirstOrDefault(known => known.ToString() == request.Tau2Method);
        var level = request.Level ?? record.Level;
        return model is null || test is null || method is null || level is not (> 0 and < 1)
            ? null
            : new PoolingOptions(model.Value, method.Value, test.Value, level);
    }

    // Its figures are complete.
    private static Estimated<StudyEstimate> Estimate(string label, StudyInput input)
    {
        if (input is { Effect: { } effect, Variance: { } variance })
            return Estimated.Of(new StudyEstimate(label, effect, variance));
        double[] figures = [input.PreMean!.Value, input.PreSd!.Value, input.PostMean!.Value, input.PostSd!.Value];
        if (!figures.All(double.IsFinite))
            return Estimated.Undefined<StudyEstimate>(UndefinedBecause.InconsistentInput);
        var moments = PairedMoments.OfSummary(input.N!.Value, figures[0], figures[1], figures[2], figures[3], input.Correlation!.Value);
        return input.Kind switch
        {
            "MC" => moments
                .Then(pairs => MeanChangeEstimate.For(pairs))
                .Map(change => new StudyEstimate(label, change.Estimate, change.Variance)),
            "SMCR" => Standardised(EffectSizeKind.Smcr),
            "SMCRH" => Standardised(EffectSizeKind.Smcrh),
            "SMCC" => Standardised(EffectSizeKind.Smcc),
            _ => Estimated.Undefined<StudyEstimate>(UndefinedBecause.InconsistentInput),
        };

        Estimated<StudyEstimate> Standardised(EffectSizeKind kind) =>
            moments
                .Then(pairs => StandardisedChange.For(kind, pairs))
                .Map(found => new StudyEstimate(label, found.Estimate, found.Variance));
    }
}
