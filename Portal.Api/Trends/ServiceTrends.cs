using Dapper;
using Portal.Api.Access;
using Portal.Api.Figures;
using Portal.Api.LocalMeasures;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Trends;

/// <summary>Which series a query asks for.</summary>
public sealed record AskedSeries
{
    /// <summary>REFERRALS, WAIT, ENDED, COMPLETION or CHANGE.</summary>
    public string? Series { get; init; }

    /// <summary>Measure code, for completion and change.</summary>
    public string? Measure { get; init; }

    /// <summary>Subscale code, if the measure has several scores.</summary>
    public string? Subscale { get; init; }
}

/// <summary>The figures of a service quarter by quarter, from the first quarter that it sent to the latest complete one.</summary>
/// <param name="Quarters">Without a gap; empty before the first extract.</param>
/// <param name="Series">Referrals, waits and endings first, then measures in the order of the catalogue.</param>
/// <param name="Notes">What the team wrote down, the earliest quarter first.</param>
public sealed record ServiceTrends(IReadOnlyList<Quarter> Quarters, IReadOnlyList<TrendSeries> Series, IReadOnlyList<QuarterNote> Notes)
{
    /// <summary>A picture with more quarters than this cannot be read; the earliest are left out.</summary>
    public const int MostQuarters = 28;

    private const string Sent = "SELECT period FROM submission WHERE service_id = @ServiceId AND state = 'ACCEPTED'";

    // Medians do not merge, so that these are read from the cases themselves.
    private const string Referred = """
        SELECT date_trunc('quarter', referral_month)::date AS Start, count(*)::int AS Referrals, count(days_to_first_contact)::int AS Seen,
          percentile_cont(0.5) WITHIN GROUP (ORDER BY days_to_first_contact) AS Wait
        FROM current_case WHERE service_id = @ServiceId GROUP BY 1
        """;

    private const string Ended = """
        SELECT date_trunc('quarter', closure_month)::date AS Start, sum(eligible)::int AS Count
        FROM cohort_count WHERE service_id = @ServiceId AND cohort = 'CLOSED' GROUP BY 1
        """;

    /// <summary>The series that was asked for; <c>null</c> when there is none.</summary>
    public TrendSeries? Find(AskedSeries asked) =>
        Series.FirstOrDefault(series =>
            series.Code == asked.Series
            && (series.Measure ?? "") == (asked.Measure ?? "")
            && (series.Subscale ?? "") == (asked.Subscale ?? "")
        );

    public static async Task<ServiceTrends> ReadAsync(ServiceCall call, CancellationToken cancellation)
    {
        await using var transaction = await call.BeginAsync(cancellation);
        await RowJoins.UseAsync(transaction, cancellation);
        var asked = new { ServiceId = call.Service.Id };
        var current = call.Day.Quarter;
        var sent = (await transaction.Connection.QueryAsync<string>(transaction.Command(Sent, asked, cancellation)))
            .Select(text => Quarter.TryParse(text, out var quarter) ? quarter : current)
            .Where(quarter => quarter < current)
            .ToHashSet();
        var notes = await QuarterNote.AllAsync(transaction, call.Service, cancellation);
        if (sent.Count == 0)
            return new ServiceTrends([], [], notes);
        var last = sent.Max();
        var first = FirstOf(sent.Min(), last);
        IReadOnlyList<Quarter> quarters = [.. Enumerable.Range(0, last.Index - first.Index + 1).Select(first.Plus)];

        var referred = (
            await transaction.Connection.QueryAsync<ReferredRow>(transaction.Command(Referred, asked, cancellation))
        ).ToDictionary(row => Quarter.Of(Month.Of(row.Start)));
        var ended = (await transaction.Connection.QueryAsync<CountRow>(transaction.Command(Ended, asked, cancellation))).ToDictionary(
            row => Quarter.Of(Month.Of(row.Start)),
            row => row.Count
        );
        var filter = new OutcomeFilter(new Window(first.FirstMonth, last.Before), OutcomeFilter.DefaultCohort, null, null, null);
        var moments = await OutcomeMoments.ByQuarterAsync(transaction, filter, cancellation);
        var measures = (await NetworkMeasures.ReadAsync(transaction, cancellation)).All;

        QuarterFigure Of(Quarter quarter, Func<QuarterFigure> figure) =>
            sent.Contains(quarter) ? figure() : new QuarterFigure(quarter) { Reason = QuarterFigure.NotSent };
        IEnumerable<QuarterFigure> Each(Func<Quarter, QuarterFigure> figure) =>
            quarters.Select(quarter => Of(quarter, () => figure(quarter)));
        return new ServiceTrends(
            quarters,
            [
                TrendSeries.Counts(
                    TrendSeries.Referrals,
                    Each(quarter => QuarterFigure.Counted(quarter, referred.GetValueOrDefault(quarter)?.Referrals ?? 0))
                ),
                TrendSeries.Waits(Each(quarter => WaitOf(quarter, referred.GetValueOrDefault(quarter)))),
                TrendSeries.Counts(TrendSeries.Ended, Each(quarter => QuarterFigure.Counted(quarter, ended.GetValueOrDefault(quarter)))),
                .. MeasureOrder
                    .InOrder(
                        measures,
                        moments.SelectMany(group => group.Select(part => (part.Measure, part.Subscale))).Distinct(),
                        key => key
                    )
                    .SelectMany(found =>
                        TrendSeries.OfMeasure(
                            found.Measure,
                            [
                                .. quarters.Select(quarter =>
                                    sent.Contains(quarter)
                                        ? (
                                            quarter,
                                            moments[quarter]
                                                .FirstOrDefault(part =>
                                                    part.Measure == found.Measure.Code && part.Subscale == found.Measure.Subscale
                                                ),
                                            true
                                        )
                                        : (quarter, (MeasureMoments?)null, false)
                                ),
                            ]
                        )
                    ),
            ],
            notes
        );
    }

    private static Quarter FirstOf(Quarter earliest, Quarter last) =>
        last.Index - earliest.Index < MostQuarters ? earliest : last.Plus(1 - MostQuarters);

    private static QuarterFigure WaitOf(Quarter quarter, ReferredRow? row) =>
        row is not { Referrals: > 0 } ? new QuarterFigure(quarter) { Reason = QuarterFigure.NoCases }
        : row.Seen < QuarterFigure.FewestCases
            ? new QuarterFigure(quarter)
            {
                Reason = QuarterFigure.TooFewCases,
                Count = row.Seen,
                Of = row.Referrals,
            }
        : new QuarterFigure(quarter)
        {
            Value = row.Wait,
            Count = row.Seen,
            Of = row.Referrals,
        };

    private sealed record ReferredRow(DateOnly Start, int Referrals, int Seen, double? Wait);

    private sealed record CountRow(DateOnly Start, int Count);
}
