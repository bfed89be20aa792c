using System.Data;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.LocalMeasures;
using Portal.Api.Records;

namespace Portal.Api.Outcomes;

/// <summary>Outcomes of the caller's own service: exact figures, one object per measure and subscale.</summary>
/// <param name="BabyAge">Age of the baby at referral that was asked for; <c>null</c> for any.</param>
/// <param name="ContactsKnown">False when the service sends no contacts, so that the two-contact rule was not applied.</param>
public sealed record ServiceOutcomes(
    string From,
    string Before,
    string Cohort,
    string? Respondent,
    string? BabyAge,
    int Eligible,
    bool ContactsKnown,
    IReadOnlyList<MeasureOutcome> Outcomes
)
{
    /// <summary>One measure; <c>null</c> when no family has a first score.</summary>
    public MeasureOutcome? Of(string measure, string subscale) =>
        Outcomes.FirstOrDefault(one => one.Measure == measure && one.Subscale == subscale);

    public static async Task<ServiceOutcomes> ReadAsync(
        PortalDatabase database,
        Service service,
        OutcomeFilter filter,
        CancellationToken cancellation
    )
    {
        var frozen = await FrozenStandardisers.ReadAsync(database, cancellation);
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Application,
            new Scope([service.Id]),
            cancellation,
            IsolationLevel.RepeatableRead
        );
        var (cohort, moments, scores) = await KeptFigures.ReadAsync(
            (database.Kept, transaction, service.Id),
            filter,
            async () =>
                new Rows(
                    (await OutcomeMoments.EligibleAsync(transaction, filter, cancellation)).SingleOrDefault(),
                    await OutcomeMoments.ByServiceAsync(transaction, filter, cancellation),
                    (await ScorePairs.OfServiceAsync(transaction, service.Id, filter, cancellation)).ToLookup(one =>
                        (one.Measure, one.Subscale)
                    )
                ),
            cancellation
        );
        var measures = await NetworkMeasures.ReadAsync(transaction, cancellation);
        var eligible = cohort?.Eligible ?? 0;
        return new ServiceOutcomes(
            filter.Window.From.ToString(),
            filter.Window.Before.ToString(),
            filter.Cohort,
            filter.Respondent,
            OutcomeFilters.AgeOf(filter)?.Code,
            eligible,
            cohort?.ContactsKnown ?? true,
            [
                .. MeasureOrder
                    .InOrder(measures.All, moments, part => (part.Measure, part.Subscale))
                    .Select(found => OutcomeOf(found.Measure, found.Item)),
            ]
        );

        MeasureOutcome OutcomeOf(Measure measure, MeasureMoments part)
        {
            var standardiser = frozen.Of(measure) ?? Standardiser.Published(measure);
            return MeasureFigures
                .Of(measure, filter.Cohort, eligible, part, standardiser)
                .WithScores(measure, [.. scores[(part.Measure, part.Subscale)]], standardiser);
        }
    }

    // What the records alone decide; the standard deviations of a release and the measures of the network come on top.
    private sealed record Rows(
        EligibleCases? Cohort,
        IReadOnlyList<MeasureMoments> Moments,
        ILookup<(string Measure, string Subscale), ScorePair> Scores
    );
}
