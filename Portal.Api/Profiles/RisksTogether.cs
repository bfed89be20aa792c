using Dapper;
using Portal.Api.Database;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Profiles;

/// <summary>Two risks in the cases for which both are known, yes or no.</summary>
/// <param name="Risk">Code of a leading risk.</param>
/// <param name="With">Code of one before it.</param>
/// <param name="Both">Cases with both.</param>
/// <param name="Assessed">Cases for which both are known.</param>
/// <param name="WithRisk">Those of them with the first.</param>
/// <param name="WithOther">Those of them with the other.</param>
public sealed record TwoRisks(string Risk, string With, int Both, int Assessed, int WithRisk, int WithOther)
{
    /// <summary>Those of them with the rarer of the two.</summary>
    public int Rarer => Math.Min(WithRisk, WithOther);
}

/// <summary>Which of the leading risks come together in the caller's own families: exact counts over a window of referral months.</summary>
/// <param name="Referrals">All of the window.</param>
/// <param name="Assessed">Those of whom any risk is known.</param>
/// <param name="Known">How many risks any family has.</param>
/// <param name="Risks">At most ten, the most frequent first; those that nobody has are left out.</param>
/// <param name="Pairs">Each of them with each before it.</param>
public sealed record RisksTogether(
    string From,
    string Before,
    int Referrals,
    int Assessed,
    int Known,
    IReadOnlyList<RiskShare> Risks,
    IReadOnlyList<TwoRisks> Pairs
)
{
    // What is not known is neither: a case counts only where both bits are set, as present or as absent.
    private const string Counts = $"""
        WITH {ReferralRisks.Known}, c AS MATERIALIZED (
          SELECT r.present, r.present | r.absent AS known
          FROM current_case k
          JOIN known_risk r ON r.service_id = k.service_id AND r.case_ref = k.case_ref
          WHERE k.service_id = @ServiceId AND k.referral_month >= @From AND k.referral_month < @Before
        ), risk AS (
          SELECT code, place, 1::bigint << (array_position(@RiskCodes, code) - 1) AS mask
          FROM unnest(@Leading) WITH ORDINALITY AS one(code, place)
        )
        SELECT a.code AS Risk, b.code AS "With",
          count(*) FILTER (WHERE c.present & a.mask <> 0 AND c.present & b.mask <> 0)::int AS Both,
          count(c.present)::int AS Assessed,
          count(*) FILTER (WHERE c.present & a.mask <> 0)::int AS WithRisk,
          count(*) FILTER (WHERE c.present & b.mask <> 0)::int AS WithOther
        FROM risk a
        JOIN risk b ON b.place < a.place
        LEFT JOIN c ON c.known & a.mask <> 0 AND c.known & b.mask <> 0
        GROUP BY a.place, b.place, a.code, b.code
        ORDER BY a.place, b.place
        """;

    /// <summary>Takes the leading risks from the profile, as the page shows them, and counts their pairs.</summary>
    /// <remarks>Source: docs/statistics.md, "Families".</remarks>
    internal static async Task<RisksTogether> ReadAsync(
        PortalTransaction transaction,
        int serviceId,
        (ReferralProfile Profile, Window Window) of,
        CancellationToken cancellation
    )
    {
        var (profile, window) = of;
        var known = profile.Risks.Ranked().Where(risk => risk.Present > 0).ToList();
        var leading = known.Take(ReferralRisksPictures.Leading).ToList();
        var asked = new
        {
            ServiceId = serviceId,
            RiskCodes = ReferralRisks.Codes,
            Leading = leading.Select(risk => risk.Code).ToArray(),
            window.From,
            window.Before,
        };
        var pairs = await transaction.Connection.QueryAsync<TwoRisks>(transaction.Command(Counts, asked, cancellation));
        return new RisksTogether(
            profile.From,
            profile.Before,
            profile.Referrals,
            profile.Risks.Assessed,
            known.Count,
            leading,
            pairs.AsList()
        );
    }
}
