using System.Globalization;
using Portal.Api.Extracts;
using Portal.Api.Periods;

namespace Portal.Api.Samples;

/// <summary>The six files of one service and quarter, in the columns and order of the contract.</summary>
internal sealed record SampleExtract(
    SampleService Service,
    Quarter Period,
    IReadOnlyList<CaseSnapshot> Cases,
    IReadOnlyList<SampleAnswer> Feedback,
    IReadOnlyList<SampleActivityRow> Activity
)
{
    /// <summary>
    /// The rows of a file, with their cells by column name; <c>null</c> if the service did not send it or it would have no rows.
    /// </summary>
    public IEnumerable<Func<string, string>>? Rows(FileKind kind)
    {
        if (
            Cases.Count == 0
            || Service.Unsent.Contains(new UnsentFile(kind, Period))
            || (kind == FileKind.Contacts && !Service.SendsContacts)
        )
            return null;
        var rows = AllRows(kind);
        return rows.Any() ? rows : null;
    }

    private IEnumerable<Func<string, string>> AllRows(FileKind kind) =>
        kind switch
        {
            FileKind.Cases => Cases.Select(snapshot => (Func<string, string>)snapshot.Cell),
            FileKind.Risks => Cases.SelectMany(
                snapshot => snapshot.Risks,
                (snapshot, risk) => OfCase(snapshot, column => Cell(risk, column))
            ),
            FileKind.Scores => Cases.SelectMany(
                snapshot => snapshot.Scores,
                (snapshot, score) => OfCase(snapshot, column => Cell(score, column))
            ),
            FileKind.Contacts => Cases.SelectMany(snapshot =>
                snapshot.Contacts.Select((contact, index) => OfCase(snapshot, column => Cell(contact, index + 1, column)))
            ),
            FileKind.Feedback => Feedback.Select(answer => (Func<string, string>)(column => Cell(answer, column))),
            FileKind.Activity => Activity.Select(activity => (Func<string, string>)(column => Cell(activity, column))),
            _ => throw Unknown(kind.ToString()),
        };

    private Func<string, string> OfCase(CaseSnapshot snapshot, Func<string, string> cell) =>
        column =>
            column switch
            {
                "service_code" => Service.Code,
                "case_ref" => snapshot.Case.Reference,
                _ => cell(column),
            };

    private static string Cell(SampleRisk risk, string column) =>
        column switch
        {
            "risk_code" => risk.Code,
            "stage" => risk.Stage,
            "present" => risk.Present,
            "whose" => risk.Whose,
            "timing" => risk.Timing,
            _ => throw Unknown(column),
        };

    private static string Cell(SampleScore score, string column) =>
        column switch
        {
            "measure" => score.Measure,
            "subscale" => score.Subscale,
            "timepoint" => score.Timepoint,
            "week" => Number(score.Week),
            "respondent" => score.Respondent,
            "score" => score.Score,
            "not_done_reason" => score.NotDoneReason,
            "goal" => score.Goal is { } goal ? Number(goal) : "",
            _ => throw Unknown(column),
        };

    private string Cell(SampleContact contact, int number, string column) =>
        column switch
        {
            "contact" => Number(number),
            "week" => Number(contact.Week),
            "intervention" => contact.Intervention,
            "format" => contact.Format,
            "mechanism" => contact.Mechanism,
            "attendance" => contact.Attendance,
            "setting" => Service.DescribesContacts ? contact.Setting : "",
            "father_present" => !contact.Attended ? ""
            : contact.FatherPresent ? "Y"
            : "N",
            "minutes" => Service.DescribesContacts && contact.Attended ? Number(contact.Minutes) : "",
            _ => throw Unknown(column),
        };

    private string Cell(SampleAnswer answer, string column) =>
        column switch
        {
            "service_code" => Service.Code,
            "form_ref" => answer.FormReference,
            "respondent" => answer.Respondent,
            "form" => answer.Form,
            "item" => answer.Item,
            "value" => Number(answer.Value),
            "case_ref" => answer.CaseReference,
            _ => throw Unknown(column),
        };

    private string Cell(SampleActivityRow activity, string column) =>
        column switch
        {
            "service_code" => Service.Code,
            "activity" => activity.Activity,
            "audience" => activity.Audience,
            "sessions" => Number(activity.Sessions),
            "people" => Number(activity.People),
            "hours" => Number(activity.Hours),
            _ => throw Unknown(column),
        };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ArgumentOutOfRangeException Unknown(string name) =>
        new(nameof(name), name, "The sample network does not know this column or file.");
}
