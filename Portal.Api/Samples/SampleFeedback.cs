namespace Portal.Api.Samples;

/// <summary>One row of feedback.csv.</summary>
internal sealed record SampleAnswer(string FormReference, string Respondent, string Form, string Item, int Value, string CaseReference);

/// <summary>Feedback forms: for 35 % of the families whose work ended, and now and then one from a referrer.</summary>
internal static class SampleFeedback
{
    private const double FormsForOneClosure = 0.35;

    private static readonly WeightedCodes EsqAnswers = new(("3", 80), ("2", 16), ("1", 4));
    private static readonly WeightedCodes PoemAnswers = new(("4", 62), ("3", 28), ("2", 7), ("1", 3));
    private static readonly WeightedCodes LocalAnswers = new(("5", 58), ("4", 28), ("3", 9), ("2", 3), ("1", 2));

    // 1 = very good; 6 = don't know.
    private static readonly WeightedCodes FftAnswers = new(("1", 74), ("2", 18), ("3", 4), ("4", 1.5), ("5", 1), ("6", 1.5));

    /// <summary>The forms about cases that were seen and <paramref name="closed"/> in the quarter.</summary>
    public static IEnumerable<SampleAnswer> Draw(
        SampleService service,
        IEnumerable<SampleCase> closed,
        Func<int> nextOrdinal,
        ulong seed,
        SampleRandom random
    )
    {
        foreach (var drawn in closed)
        {
            if (!random.Chance(FormsForOneClosure))
                continue;
            var respondent = drawn.Facts.Caregiver1Relationship switch
            {
                "BIRTH_MOTHER" => drawn.Facts.Father == "ATTENDED_REGULARLY" && random.Chance(0.3) ? "FATHER" : "MOTHER",
                "BIRTH_FATHER" => "FATHER",
                _ => "OTHER_CAREGIVER",
            };
            var form = SampleReferences.Of('E', nextOrdinal(), seed);
            foreach (var (item, answers) in Items(service.FeedbackForm))
                yield return new SampleAnswer(
                    form,
                    respondent,
                    service.FeedbackForm,
                    item,
                    Value(answers, random),
                    service.NamesCaseOnFeedback ? drawn.Reference : ""
                );
        }
        if (random.Chance(0.4))
            yield return new SampleAnswer(
                SampleReferences.Of('E', nextOrdinal(), seed),
                "REFERRER",
                "FFT",
                "FFT",
                Value(FftAnswers, random),
                ""
            );
    }

    private static IEnumerable<(string Item, WeightedCodes Answers)> Items(string form) =>
        form switch
        {
            "ESQ" => Enumerable.Range(1, 12).Select(number => ($"ESQ_{number}", EsqAnswers)),
            "POEM" => Enumerable.Range(1, 12).Select(number => ($"POEM_{number}", PoemAnswers)),
            "LOCAL" => Enumerable.Range(1, 5).Select(number => ($"LOCAL_{number}", LocalAnswers)),
            _ => [("FFT", FftAnswers)],
        };

    private static int Value(WeightedCodes answers, SampleRandom random) => answers.Draw(random)[0] - '0';
}
