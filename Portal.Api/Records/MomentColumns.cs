namespace Portal.Api.Records;

/// <summary>How scores of families become moments, for the table of moments and for those that it does not hold.</summary>
internal static class MomentColumns
{
    /// <summary>Columns of a SELECT that groups rows of <c>respondent_pair</c>, named <c>s</c>.</summary>
    public const string OfScores = """
        count(*)::int AS baseline, avg(s.baseline_score)::float8 AS baseline_mean,
        coalesce(var_samp(s.baseline_score) * (count(*) - 1), 0)::float8 AS baseline_m2,
        count(s.last_score)::int AS paired, coalesce(avg(s.first_score), 0)::float8 AS first_mean,
        coalesce(avg(s.last_score), 0)::float8 AS last_mean,
        coalesce(var_samp(s.first_score) * (count(s.last_score) - 1), 0)::float8 AS first_m2,
        coalesce(var_samp(s.last_score) * (count(s.last_score) - 1), 0)::float8 AS last_m2,
        coalesce(covar_samp(s.first_score, s.last_score) * (count(s.last_score) - 1), 0)::float8 AS co_moment,
        coalesce(var_samp(s.last_score - s.first_score) * (count(s.last_score) - 1), 0)::float8 AS change_m2
        """;
}
