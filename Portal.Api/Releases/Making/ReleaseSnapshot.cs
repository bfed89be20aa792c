using System.Data;
using Dapper;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.OptIn;
using Portal.Api.Periods;
using Portal.Api.Records;
using Portal.Api.Releases.Lattice;
using Portal.Api.Tombstones;

namespace Portal.Api.Releases.Making;

/// <summary>A service as the release sees it.</summary>
/// <param name="LegalId">Id of the legal service that it is part of, or its own; one legal service is one contributor.</param>
public sealed record SnapshotService(int Id, string Code, string Nation, string Host, int LegalId)
{
    public bool IsIn(string scope) =>
        scope is ReleaseLattice.Network or ReleaseLattice.Own || scope == "NATION_" + Nation || scope == "HOST_" + Host;
}

/// <summary>One case, or one family's cases together, with everything that the lattice needs.</summary>
/// <param name="Key">Keyed hash in place of the case references.</param>
/// <param name="Bands">The band in each dimension of <see cref="ReleaseLattice.Dimensions"/>, counted from 0.</param>
/// <param name="RisksPresent">One bit per risk, in the order of the code list.</param>
/// <param name="RisksAbsent">The same for risks that were assessed and absent.</param>
public sealed record SnapshotCase(SnapshotService Service, string Key, Month Referral, byte[] Bands, uint RisksPresent, uint RisksAbsent);

/// <summary>The scores of one family on one measure, once the last of its cases has closed.</summary>
/// <param name="Case">The family: the facts are those of its first case.</param>
/// <param name="Baseline">First score, with or without a last.</param>
/// <param name="First">First score of the pair, in points; <c>null</c> without a last one.</param>
/// <param name="Averaged">How many pairs First and Last are means of; 0 without a last one.</param>
public sealed record SnapshotScores(
    SnapshotCase Case,
    string Measure,
    string Subscale,
    Month Closure,
    double Baseline,
    double? First,
    double? Last,
    int Averaged
)
{
    public bool IsPaired => First is not null && Last is not null;

    /// <summary>What the ledger knows the values by.</summary>
    public ScoreMarks Marks { get; init; }
}

/// <summary>A submission whose rows were current.</summary>
public sealed record SnapshotSubmission(int ServiceId, Quarter Period, Guid SubmissionId, string ContentHash);

/// <summary>The input of the release job: one consistent read of the current records, without case references.</summary>
/// <param name="OptedIn">For each window, the ids of the services that take part.</param>
public sealed record ReleaseSnapshot(
    IReadOnlyList<SnapshotService> Services,
    IReadOnlyList<SnapshotCase> Cases,
    IReadOnlyList<SnapshotScores> Scores,
    IReadOnlyList<SnapshotSubmission> Submissions,
    IReadOnlyDictionary<Window, IReadOnlySet<int>> OptedIn
)
{
    private readonly ILookup<(string Measure, string Subscale), SnapshotScores> _byMeasure = Scores.ToLookup(one =>
        (one.Measure, one.Subscale)
    );

    private const string CurrentCases = $"""
        WITH {ReferralRisks.Known}
        SELECT c.service_id AS ServiceId, c.case_ref AS CaseRef, c.referral_month AS Referral, c.baby_age_band AS BabyAge,
          c.caregiver1_age_band AS CaregiverAge, c.baby_ethnicity AS Ethnicity, c.household AS Household, c.father_involvement AS Father,
          c.social_care_start AS SocialCare, c.deprivation_decile AS Decile, c.referral_source AS Source,
          coalesce(k.present, 0) AS RisksPresent, coalesce(k.absent, 0) AS RisksAbsent, u.unit_ref AS UnitRef
        FROM current_case c
        LEFT JOIN case_unit u ON u.service_id = c.service_id AND u.case_ref = c.case_ref
        LEFT JOIN known_risk k ON k.service_id = c.service_id AND k.case_ref = c.case_ref
        WHERE (c.referral_month >= @From AND c.referral_month < @Before)
          OR (u.unit_closure_month >= @From AND u.unit_closure_month < @Before)
        ORDER BY c.service_id, c.case_ref
        """;

    private const string ClosedScores = """
        SELECT p.service_id AS ServiceId, p.unit_ref AS UnitRef, p.measure, p.subscale, c.closure_month AS Closure,
          p.baseline_score::float8 AS Baseline, p.first_score::float8 AS First, p.last_score::float8 AS Last,
          p.pairs AS Averaged
        FROM respondent_pair p
        JOIN unit_cohort c ON c.service_id = p.service_id AND c.unit_ref = p.unit_ref AND c.cohort = @Cohort
        WHERE p.is_headline AND c.closure_month >= @From AND c.closure_month < @Before
        ORDER BY p.service_id, p.unit_ref, p.measure, p.subscale
        """;

    private const string Standing = """
        SELECT service_id AS ServiceId, period, submission_id AS SubmissionId, content_hash AS ContentHash
        FROM submission WHERE state = 'ACCEPTED' ORDER BY service_id, period
        """;

    private const string Registry =
        "SELECT service_id AS Id, code, nation, host, coalesce(part_of, service_id) AS LegalId FROM service ORDER BY service_id";

    /// <summary>Reads everything in one database snapshot.</summary>
    /// <param name="windows">The windows of the release.</param>
    public static async Task<ReleaseSnapshot> ReadAsync(
        PortalDatabase database,
        IReadOnlyList<Window> windows,
        CancellationToken cancellation
    )
    {
        await using var transaction = await PortalTransaction.BeginAsync(
            database.Release,
            Scope.None,
            cancellation,
            IsolationLevel.RepeatableRead
        );
        var connection = transaction.Connection;
        await connection.ExecuteAsync(transaction.Command(RowJoins.ByHash, null, cancellation));
        var range = new
        {
            From = windows.Min(window => window.From),
            Before = windows.Max(window => window.Before),
            Cohort = OutcomeFilter.DefaultCohort,
            ServiceId = (int?)null,
            RiskCodes = ReferralRisks.Codes,
        };
        var services = (await connection.QueryAsync<SnapshotService>(transaction.Command(Registry, null, cancellation))).AsList();
        var optedIn = new Dictionary<Window, IReadOnlySet<int>>();
        foreach (var window in windows)
            optedIn[window] = await PooledServices.OptedInAsync(transaction, window, cancellation);
        var byId = services.ToDictionary(service => service.Id);
        var keys = await StoredTombstones.KeysAsync(transaction, cancellation);
        var cases = (await connection.QueryAsync<CaseRow>(transaction.Command(CurrentCases, range, cancellation))).AsList();
        var families = cases
            .Where(row => row.UnitRef is not null)
            .GroupBy(row => (row.ServiceId, row.UnitRef!))
            .ToDictionary(unit => unit.Key, unit => CaseRow.ToFamily([.. unit], byId[unit.Key.ServiceId], keys));
        // Local measures end here: nothing that crosses services knows them.
        var scores = (await connection.QueryAsync<ScoreRow>(transaction.Command(ClosedScores, range, cancellation)))
            .Where(row => !Measure.IsLocalCode(row.Measure))
            .Select(row => new SnapshotScores(
                families[(row.ServiceId, row.UnitRef)],
                row.Measure,
                row.Subscale,
                row.Closure,
                row.Baseline,
                row.First,
                row.Last,
                row.Averaged
            ))
            .Select(one => one with { Marks = ScoreMarks.Of(keys, one) })
            .ToList();
        var submissions = (await connection.QueryAsync<SnapshotSubmission>(transaction.Command(Standing, null, cancellation))).AsList();
        return new ReleaseSnapshot(services, [.. cases.Select(row => row.ToCase(byId[row.ServiceId], keys))], scores, submissions, optedIn);
    }

    /// <summary>Cases referred in the window, from the participating services of the scope.</summary>
    public IEnumerable<SnapshotCase> Referred(string scope, Window window) =>
        Cases.Where(one =>
            one.Service.IsIn(scope)
            && OptedIn[window].Contains(one.Service.Id)
            && one.Referral >= window.From
            && one.Referral < window.Before
        );

    /// <summary>The data of one service alone.</summary>
    public ReleaseSnapshot Only(int serviceId) =>
        new(
            [.. Services.Where(service => service.Id == serviceId)],
            [.. Cases.Where(one => one.Service.Id == serviceId)],
            [.. Scores.Where(one => one.Case.Service.Id == serviceId)],
            Submissions,
            OptedIn
        );

    /// <summary>
    /// Scores on one measure of families whose last case closed in the window, from the participating services of the scope.
    /// </summary>
    public IEnumerable<SnapshotScores> Closed(Measure measure, string scope, Window window) =>
        _byMeasure[(measure.Code, measure.Subscale)]
            .Where(one =>
                one.Case.Service.IsIn(scope)
                && OptedIn[window].Contains(one.Case.Service.Id)
                && one.Closure >= window.From
                && one.Closure < window.Before
            );

    private sealed class CaseRow
    {
        public int ServiceId { get; init; }

        public string CaseRef { get; init; } = "";

        public Month Referral { get; init; }

        public string? BabyAge { get; init; }

        public string? CaregiverAge { get; init; }

        public string? Ethnicity { get; init; }

        public string? Household { get; init; }

        public string? Father { get; init; }

        public string? SocialCare { get; init; }

        public int? Decile { get; init; }

        public string? Source { get; init; }

        public long RisksPresent { get; init; }

        public long RisksAbsent { get; init; }

        public string? UnitRef { get; init; }

        /// <summary>The cases of one unit as one family.</summary>
        public static SnapshotCase ToFamily(IReadOnlyList<CaseRow> unit, SnapshotService service, CaseKeys keys) =>
            unit.Single(row => row.CaseRef == row.UnitRef).ToCase(service, keys) with
            {
                Key = keys.OfFamily(service.Id, unit.Select(row => row.CaseRef)),
            };

        public SnapshotCase ToCase(SnapshotService service, CaseKeys keys)
        {
            // In the order of ReleaseLattice.Dimensions.
            string?[] values =
            [
                BabyAge,
                CaregiverAge,
                Ethnicity,
                Household,
                Father,
                SocialCare,
                Decile?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Source,
            ];
            var bands = values.Select((value, place) => (byte)ReleaseLattice.Dimensions[place].BandOf(value)).ToArray();
            return new SnapshotCase(service, keys.Of(ServiceId, CaseRef), Referral, bands, (uint)RisksPresent, (uint)RisksAbsent);
        }
    }

    private sealed class ScoreRow
    {
        public int ServiceId { get; init; }

        public string UnitRef { get; init; } = "";

        public string Measure { get; init; } = "";

        public string Subscale { get; init; } = "";

        public Month Closure { get; init; }

        public double Baseline { get; init; }

        public double? First { get; init; }

        public double? Last { get; init; }

        public int Averaged { get; init; }
    }
}
