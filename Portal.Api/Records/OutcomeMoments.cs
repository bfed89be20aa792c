using Dapper;
using Portal.Analytics.Moments;
using Portal.Api.Database;
using Portal.Api.Periods;

namespace Portal.Api.Records;

/// <summary>Which closed cases count, and whose ratings (statistics of record, cohort and pairing).</summary>
/// <param name="Cohort">One of <see cref="Cohorts"/>.</param>
/// <param name="Measure">Measure code, or <c>null</c> for all.</param>
/// <param name="Subscale">Subscale code, or <c>null</c> for all.</param>
/// <param name="Respondent">Respondent code to keep raters apart, or <c>null</c> for one pair per case.</param>
public sealed record OutcomeFilter(Window Window, string Cohort, string? Measure, string? Subscale, string? Respondent)
{
    public const string DefaultCohort = "CLOSED_TWO_CONTACTS";

    public static readonly IReadOnlyList<string> Cohorts = [DefaultCohort, "CLOSED", "ENDED_AS_PLANNED"];

    /// <summary>
    /// Codes of the extract for the baby's age when the family was first referred; <c>null</c> for babies of any age. Moments hold no
    /// ages, so only a transaction that sees the rows of one service may narrow by them.
    /// </summary>
    public IReadOnlyList<string>? BabyAges { get; init; }
}

/// <summary>Moments of one service on one measure and subscale.</summary>
/// <param name="Baselines">All first scores, paired or not.</param>
/// <param name="Pairs">First and last scores of the paired cases.</param>
public sealed record MeasureMoments(int ServiceId, string Measure, string Subscale, SampleMoments Baselines, PairedMoments Pairs);

/// <summary>Eligible cases of one service.</summary>
/// <param name="ContactsKnown">False when the service sends no contacts, so that the two-contact rule was not applied.</param>
public sealed record EligibleCases(int ServiceId, int Eligible, bool ContactsKnown);

/// <summary>Moments and cohort counts of the services that the role of the transaction may see.</summary>
public static class OutcomeMoments
{
    private const string Columns = """
        service_id AS ServiceId, measure, subscale, closure_month AS ClosureMonth, baseline,
        baseline_mean AS BaselineMean, baseline_m2 AS BaselineM2,
        paired, first_mean AS FirstMean, last_mean AS LastMean, first_m2 AS FirstM2, last_m2 AS LastM2,
        co_moment AS CoMoment, change_m2 AS ChangeM2
        """;

    private const string Moments = $"""
        SELECT {Columns}
        FROM outcome_moment
        WHERE cohort = @Cohort AND selection = @Selection AND closure_month >= @From AND closure_month < @Before
          AND (@Measure::text IS NULL OR measure = @Measure) AND (@Subscale::text IS NULL OR subscale = @Subscale)
          AND (@Respondent::text IS NULL OR respondent = @Respondent)
        ORDER BY service_id, measure, subscale, respondent, closure_month
        """;

    private const string MomentsOfAge = $"""
        WITH {UnitsOfAge.Counted}, one AS (
          SELECT s.service_id, s.measure, s.subscale, s.respondent, c.closure_month, {MomentColumns.OfScores}
          FROM respondent_pair s JOIN counted c ON c.service_id = s.service_id AND c.unit_ref = s.unit_ref
          WHERE (s.respondent = @Respondent OR (@Respondent::text IS NULL AND s.is_headline))
            AND (@Measure::text IS NULL OR s.measure = @Measure) AND (@Subscale::text IS NULL OR s.subscale = @Subscale)
          GROUP BY s.service_id, s.measure, s.subscale, s.respondent, c.closure_month
        )
        SELECT {Columns} FROM one
        ORDER BY service_id, measure, subscale, respondent, closure_month
        """;

    private const string CohortOfAge = $"""
        WITH {UnitsOfAge.Counted}
        SELECT service_id AS ServiceId, count(*)::int AS Eligible, bool_and(contacts_known) AS ContactsKnown
        FROM counted GROUP BY service_id ORDER BY service_id
        """;

    private const string Cohort = """
        SELECT service_id AS ServiceId, sum(eligible)::int AS Eligible, bool_and(contacts_known) AS ContactsKnown
        FROM cohort_count
        WHERE cohort = @Cohort AND closure_month >= @From AND closure_month < @Before
        GROUP BY service_id ORDER BY service_id
        """;

    /// <summary>Moments merged over months and raters, by service, measure and subscale.</summary>
    public static async Task<IReadOnlyList<MeasureMoments>> ByServiceAsync(
        PortalTransaction transaction,
        OutcomeFilter filter,
        CancellationToken cancellation
    ) =>
        [.. (await RowsAsync(transaction, filter, cancellation)).GroupBy(row => (row.ServiceId, row.Measure, row.Subscale)).Select(Merged)];

    /// <summary>The same by the quarter in which the work ended, for a transaction that sees one service.</summary>
    public static async Task<ILookup<Quarter, MeasureMoments>> ByQuarterAsync(
        PortalTransaction transaction,
        OutcomeFilter filter,
        CancellationToken cancellation
    ) =>
        (await RowsAsync(transaction, filter, cancellation))
            .GroupBy(row => (Quarter.Of(Month.Of(row.ClosureMonth)), row.ServiceId, row.Measure, row.Subscale))
            .ToLookup(group => group.Key.Item1, Merged);

    private static MeasureMoments Merged(IEnumerable<MomentRow> rows)
    {
        var first = rows.First();
        return new MeasureMoments(
            first.ServiceId,
            first.Measure,
            first.Subscale,
            rows.Aggregate(SampleMoments.Empty, (merged, row) => merged.Merge(row.Baselines)),
            rows.Aggregate(PairedMoments.Empty, (merged, row) => merged.Merge(row.Pairs))
        );
    }

    private static Task<IEnumerable<MomentRow>> RowsAsync(
        PortalTransaction transaction,
        OutcomeFilter filter,
        CancellationToken cancellation
    )
    {
        var parameters = new
        {
            filter.Cohort,
            Selection = filter.Respondent is null ? "HEADLINE" : "RESPONDENT",
            filter.Window.From,
            filter.Window.Before,
            filter.Measure,
            filter.Subscale,
            filter.Respondent,
            Ages = filter.BabyAges,
        };
        return transaction.Connection.QueryAsync<MomentRow>(
            transaction.Command(filter.BabyAges is null ? Moments : MomentsOfAge, parameters, cancellation)
        );
    }

    public static async Task<IReadOnlyList<EligibleCases>> EligibleAsync(
        PortalTransaction transaction,
        OutcomeFilter filter,
        CancellationToken cancellation
    ) =>
        (
            await transaction.Connection.QueryAsync<EligibleCases>(
                transaction.Command(
                    filter.BabyAges is null ? Cohort : CohortOfAge,
                    new
                    {
                        filter.Cohort,
                        filter.Window.From,
                        filter.Window.Before,
                        Ages = filter.BabyAges,
                    },
                    cancellation
                )
            )
        ).AsList();

    private sealed record MomentRow(
        int ServiceId,
        string Measure,
        string Subscale,
        DateOnly ClosureMonth,
        int Baseline,
        double BaselineMean,
        double BaselineM2,
        int Paired,
        double FirstMean,
        double LastMean,
        double FirstM2,
        double LastM2,
        double CoMoment,
        double ChangeM2
    )
    {
        public SampleMoments Baselines => new(Baseline, BaselineMean, BaselineM2);

        public PairedMoments Pairs => new(Paired, FirstMean, LastMean, FirstM2, LastM2, CoMoment, ChangeM2);
    }
}
