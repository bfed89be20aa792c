namespace Portal.Api.Samples;

/// <summary>A measure, who answers it, and for which goal.</summary>
internal sealed record Questionnaire(string Measure, string Respondent, int? Goal);

/// <summary>What the measures of one case share: mean 0, SD 1, high for worse.</summary>
/// <param name="NewAtEnd">The part that is new since the start.</param>
internal sealed record SharedSeverity(double AtStart, double NewAtEnd);

/// <summary>Writes down the scores of one case: dates, respondents and correlated values.</summary>
internal sealed record ScoreSheet(CaseCourse Course, int FirstDay, string Respondent, SampleRandom Random)
{
    /// <summary>Week of the last attended contact.</summary>
    public int LastWeek { get; } = Course.Contacts.Last(contact => contact.Attended).Week;

    public string RespondentOf(string measure) =>
        ScoreScale.Of(measure).First().Rater switch
        {
            Rater.Clinician => "CLINICIAN",
            Rater.Observer => "OBSERVER",
            _ => measure == "GBO" && Random.Chance(0.1) ? "CLINICIAN" : Respondent,
        };

    /// <summary>Rows that say why a measure was not done.</summary>
    public IEnumerable<SampleScore> NotDone(string measure, string timepoint, int week, string reason, string? respondent = null)
    {
        var rater = respondent ?? RespondentOf(measure);
        return ScoreScale
            .Of(measure)
            .Select(scale => new SampleScore(
                DayOf(timepoint, week),
                measure,
                scale.Subscale,
                timepoint,
                week,
                rater,
                "",
                reason,
                measure == "GBO" ? 1 : null
            ));
    }

    /// <summary>Baseline and later scores of every subscale.</summary>
    public IEnumerable<SampleScore> Scored(
        SampleService service,
        Questionnaire asked,
        int baselineWeek,
        ScorePlan plan,
        SharedSeverity severity
    )
    {
        var (measure, respondent, goal) = asked;
        foreach (var scale in ScoreScale.Of(measure))
        {
            var before = Shared(severity.AtStart);
            var after = scale.Correlation * before + Math.Sqrt(1 - scale.Correlation * scale.Correlation) * Shared(severity.NewAtEnd);
            var worse = scale.HigherBetter ? -1 : 1;
            var first = scale.PreMean + worse * scale.PreSd * before;
            var last = scale.PostMean + worse * (scale.PostSd * after - scale.PreSd * service.Effect);

            yield return Row("BASELINE", baselineWeek, first);
            if (plan.Again)
                yield return Row("BASELINE", baselineWeek + 1, first + Random.Normal() * scale.PreSd * 0.3);
            if (plan.Review is { } review && review > baselineWeek)
                yield return Row("REVIEW", review, plan.End is null ? (first + 2 * last) / 3 : (first + last) / 2);
            if (plan.End is not { } end)
                continue;
            yield return Row("END", end, last);
            if (plan.FollowUp)
                yield return Row("FOLLOW_UP", end + 6, last + Random.Normal() * scale.PostSd * 0.4);

            SampleScore Row(string timepoint, int week, double score) =>
                new(
                    DayOf(timepoint, week),
                    measure,
                    scale.Subscale,
                    timepoint,
                    week,
                    respondent,
                    scale.Text(score, measure == service.ReversedMeasure),
                    "",
                    goal
                );
        }
    }

    // An END score is sent only when the case is closed.
    private int DayOf(string timepoint, int week) =>
        timepoint switch
        {
            "END" => Course.ClosureDay,
            "FOLLOW_UP" => Math.Max(Course.ClosureDay, FirstDay + 7 * week),
            _ => FirstDay + 7 * week,
        };

    // The measures of a case share 40 % of the variance; the rest is their own.
    private double Shared(double ofCase) => Math.Sqrt(0.4) * ofCase + Math.Sqrt(0.6) * Random.Normal();
}
