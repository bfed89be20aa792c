using System.Data;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Figures;
using Portal.Api.LocalMeasures;
using Portal.Api.Records;

namespace Portal.Api.Outcomes;

/// <summary>Outcomes of the caller's own service: exact figures, one object per measure and subscale.</summary>
/// <param name="ContactsKnown">False when the service sends no contacts, so that the two-contact rule was not applied.</param>
public sealed record ServiceOutcomes(
    string From,
    string Before,
    string Cohort,
    string? Respondent,
    int Eligible,
    bool ContactsKnown,
    IReadOnlyList<MeasureOutcome> Outcomes
)
{
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
        var measures = await NetworkMeasures.ReadAsync(transaction, cancellation);
        var cohort = (await OutcomeMoments.EligibleAsync(transaction, filter, cancellation)).SingleOrDefault();
        var moments = await OutcomeMoments.ByServiceAsync(transaction, filter, cancellation);
        var scores = (await ScorePairs.OfServiceAsync(transaction, service.Id, filter, cancellation)).ToLookup(one =>
            (one.Measure, one.Subscale)
        );
        var eligible = cohort?.Eligible ?? 0;
        return new ServiceOutcomes(
            filter.Window.From.ToString(),
            filter.Window.Before.ToString(),
            filter.Cohort,
            filter.Respondent,
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
}
