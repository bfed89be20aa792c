using Dapper;
using Portal.Api.Access;
using Portal.Api.Database;
using Portal.Api.Extracts;
using Portal.Api.Periods;
using Portal.Api.Records;

namespace Portal.Api.Experience;

/// <summary>How many forms gave one answer.</summary>
public sealed record AnswerCount(int Value, int Count);

/// <summary>The answers to one question of a form.</summary>
/// <param name="Answers">Every answer that the form has, the lowest number first, also those that nobody gave.</param>
/// <param name="Of">Forms with an answer to this question.</param>
public sealed record ItemAnswers(string Item, string Label, IReadOnlyList<AnswerCount> Answers, int Of)
{
    /// <summary>The best answer: the highest number of a form, but the first of Friends and Family.</summary>
    /// <param name="form">The form that asks.</param>
    public AnswerCount Best(string form) => form == "FFT" ? Answers.MinBy(answer => answer.Value)! : Answers.MaxBy(answer => answer.Value)!;
}

/// <summary>One kind of form from one kind of respondent.</summary>
/// <param name="Respondents"><c>PARENTS</c>, or <c>PROFESSIONALS</c>: referrers and people who were consulted with.</param>
/// <param name="Count">Forms that came back.</param>
public sealed record FormAnswers(string Respondents, string Form, string Label, int Count, IReadOnlyList<ItemAnswers> Items);

/// <summary>What families and professionals said about one service: exact counts.</summary>
/// <param name="Quarters">Those counted: feedback is known by quarter only.</param>
/// <param name="Parents">Forms from parents and other caregivers.</param>
/// <param name="Ended">
/// Families seen at least twice whose work ended in these quarters, who could have filled in a form; some fill in more than one.
/// </param>
/// <param name="ContactsKnown">False for a service that never sends contacts: then all whose work ended are counted.</param>
public sealed record ExperienceAnswers(
    string From,
    string Before,
    IReadOnlyList<Quarter> Quarters,
    int Parents,
    int Ended,
    bool ContactsKnown,
    IReadOnlyList<FormAnswers> Forms
);

/// <summary>Feedback of families and professionals about the caller's own service.</summary>
/// <remarks>Source: docs/statistics.md, "Experience".</remarks>
public static class ServiceExperience
{
    public const string Parents = "PARENTS";
    public const string Professionals = "PROFESSIONALS";

    private const string Answers = """
        SELECT respondent IN ('MOTHER', 'FATHER', 'OTHER_CAREGIVER') AS IsParent, form, item, value, count(*)::int AS Count
        FROM current_feedback WHERE service_id = @ServiceId AND period = ANY (@Quarters)
        GROUP BY 1, form, item, value
        """;

    // A reference is the service's own and may come again in another quarter.
    private const string Forms = """
        SELECT respondent IN ('MOTHER', 'FATHER', 'OTHER_CAREGIVER') AS IsParent, form, count(DISTINCT (period, form_ref))::int AS Count
        FROM current_feedback WHERE service_id = @ServiceId AND period = ANY (@Quarters)
        GROUP BY 1, form
        """;

    private const string Ended = """
        SELECT count(*)::int AS Families, coalesce(bool_and(contacts_known), true) AS ContactsKnown FROM unit_cohort
        WHERE service_id = @ServiceId AND cohort = 'CLOSED_TWO_CONTACTS' AND closure_month >= @From AND closure_month < @Before
        """;

    /// <summary>The answers of the whole quarters in a window.</summary>
    public static Task<ExperienceAnswers> ReadAsync(ServiceCall call, Window window, CancellationToken cancellation) =>
        KeptFigures.ReadAsync(call, window, transaction => ReadAsync(transaction, call, window, cancellation), cancellation);

    private static async Task<ExperienceAnswers> ReadAsync(
        PortalTransaction transaction,
        ServiceCall call,
        Window window,
        CancellationToken cancellation
    )
    {
        var quarters = WholeQuarters.Of(window);
        var asked = new
        {
            ServiceId = call.Service.Id,
            Quarters = quarters.Select(quarter => quarter.ToString()).ToArray(),
            From = quarters.Count == 0 ? window.Before : quarters[0].FirstMonth,
            Before = quarters.Count == 0 ? window.Before : quarters[^1].Before,
        };
        var answers = (await transaction.Connection.QueryAsync<AnswerRow>(transaction.Command(Answers, asked, cancellation))).AsList();
        var forms = (await transaction.Connection.QueryAsync<FormRow>(transaction.Command(Forms, asked, cancellation))).AsList();
        var ended = await transaction.Connection.QuerySingleAsync<EndedRow>(transaction.Command(Ended, asked, cancellation));
        return new ExperienceAnswers(
            window.From.ToString(),
            window.Before.ToString(),
            quarters,
            forms.Where(form => form.IsParent).Sum(form => form.Count),
            ended.Families,
            ended.ContactsKnown,
            [
                .. forms
                    .OrderByDescending(form => form.IsParent)
                    .ThenBy(form => Order(form.Form))
                    .Select(form =>
                        Of(form, answers.Where(answer => (answer.IsParent, answer.Form) == (form.IsParent, form.Form)).ToList())
                    ),
            ]
        );
    }

    /// <summary>The lowest and highest answer of a form.</summary>
    public static (int Low, int High) Range(string form) =>
        form switch
        {
            "ESQ" => (1, 3),
            "POEM" => (1, 4),
            "FFT" => (1, 6),
            _ => (1, 5),
        };

    private static FormAnswers Of(FormRow form, List<AnswerRow> answers)
    {
        var (low, high) = Range(form.Form);
        return new FormAnswers(
            form.IsParent ? Parents : Professionals,
            form.Form,
            LabelOf(FeedbackAndActivityCodes.FeedbackForm, form.Form),
            form.Count,
            [
                .. FeedbackAndActivityCodes
                    .FeedbackItem.Codes.Where(item => answers.Any(answer => answer.Item == item.Value))
                    .Select(item =>
                    {
                        var given = answers
                            .Where(answer => answer.Item == item.Value)
                            .ToDictionary(answer => answer.Value, answer => answer.Count);
                        return new ItemAnswers(
                            item.Value,
                            item.Label,
                            [
                                .. Enumerable
                                    .Range(low, high - low + 1)
                                    .Select(value => new AnswerCount(value, given.GetValueOrDefault(value))),
                            ],
                            given.Values.Sum()
                        );
                    }),
            ]
        );
    }

    private static int Order(string form) => FeedbackAndActivityCodes.FeedbackForm.Codes.ToList().FindIndex(code => code.Value == form);

    private static string LabelOf(CodeList list, string code) => list.Codes.First(entry => entry.Value == code).Label;

    private sealed record AnswerRow(bool IsParent, string Form, string Item, int Value, int Count);

    private sealed record EndedRow(int Families, bool ContactsKnown);

    private sealed record FormRow(bool IsParent, string Form, int Count);
}
