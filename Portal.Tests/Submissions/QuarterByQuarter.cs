using System.Text.Json.Nodes;
using NUnit.Framework;
using Portal.Tests.Http;

namespace Portal.Tests.Submissions;

/// <summary>
/// The files of a service whose system exports only what is new: six families begin in the first quarter and close in the second.
/// </summary>
internal static class QuarterByQuarter
{
    public const string Service = "/api/v1/services/HARBOUR";

    public static readonly (string, string)[] QuarterOnly =
    [
        ("coverage[contacts]", "QUARTER"),
        ("coverage[risks]", "QUARTER"),
        ("coverage[scores]", "QUARTER"),
    ];

    public static Dictionary<string, string> First() =>
        Files(
            "OPEN,,",
            "service_code,case_ref,risk_code,stage,present\n" + Lines(name => $"HARBOUR,{name},HOUSING,REFERRAL,N\n"),
            Lines(name => Score(name, "BASELINE", 1, 15)),
            Contacts((1, 1), (2, 3))
        );

    public static Dictionary<string, string> Second(bool scores = true)
    {
        var files = Files(
            "CLOSED,2025-06,COMPLETED",
            "service_code,case_ref,risk_code,stage,present\nHARBOUR,C-001,HOUSING,END,N\n",
            Lines(name => Score(name, "END", 16, 7)),
            Contacts((3, 15))
        );
        if (!scores)
            files.Remove("scores.csv");
        return files;
    }

    private static Dictionary<string, string> Files(string closed, string risks, string scores, string contacts) =>
        new()
        {
            ["cases.csv"] =
                "service_code,case_ref,referral_month,referral_source,baby_age_band,baby_ethnicity,caregiver1_relationship,"
                + "caregiver1_age_band,father_involvement,household,interpreter_used,social_care_start,social_care_end,decision,"
                + "days_to_first_contact,status,"
                + "closure_month,closure_reason\n"
                + Lines(name =>
                    $"HARBOUR,{name},2025-01,HEALTH_VISITOR,3-5,A,BIRTH_MOTHER,25-29,ATTENDED_ONCE,TWO_PARENT,N,NONE,"
                    + $"{(closed[0] == 'C' ? "NONE" : "")},"
                    + $"ACCEPTED,14,{closed}\n"
                ),
            ["risks.csv"] = risks,
            ["scores.csv"] = "service_code,case_ref,measure,subscale,timepoint,week,respondent,score\n" + scores,
            ["contacts.csv"] = contacts,
        };

    public static string Score(string name, string timepoint, int week, int score) =>
        $"HARBOUR,{name},PHQ9,,{timepoint},{week},MOTHER,{score}\n";

    public static string Contacts(params (int Number, int Week)[] contacts) =>
        "service_code,case_ref,contact,week,intervention,format,mechanism,attendance\n"
        + Lines(name =>
            string.Concat(contacts.Select(contact => $"HARBOUR,{name},{contact.Number},{contact.Week},VIG,DYAD,FACE_TO_FACE,ATTENDED\n"))
        );

    public static string Lines(Func<string, string> line) => string.Concat(Enumerable.Range(1, 6).Select(number => line($"C-00{number}")));

    /// <summary>The same files of other families, who were referred in another month.</summary>
    public static Dictionary<string, string> Of(this Dictionary<string, string> files, string month, string reference = "C-00") =>
        files.ToDictionary(
            file => file.Key,
            file => file.Value.Replace("2025-01", month, StringComparison.Ordinal).Replace("C-00", reference, StringComparison.Ordinal)
        );

    public static async Task<JsonNode> CheckAsync(
        this HttpClient member,
        string period,
        Dictionary<string, string> files,
        params (string, string)[] answers
    )
    {
        var answer = await member.SendAsync(period, "checks", files, answers);
        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        return answer.Json;
    }

    public static async Task<JsonNode> SubmitAsync(
        this HttpClient member,
        string period,
        Dictionary<string, string> files,
        params (string, string)[] answers
    )
    {
        var answer = await member.SendAsync(period, "submissions", files, answers);
        if (answer.Status == 422 && answer.Code == "NEEDS_REASONS")
            answer = await member.SendAsync(
                period,
                "submissions",
                files,
                [.. answers, ("acknowledgements", SampleFiles.Reasons(answer.Json))]
            );
        Assert.That(answer.Status, Is.EqualTo(201).Or.EqualTo(200), answer.Body);
        return answer.Json;
    }

    public static async Task<HttpAnswer> SendAsync(
        this HttpClient member,
        string period,
        string operation,
        Dictionary<string, string> files,
        IEnumerable<(string Name, string Value)> fields
    )
    {
        var form = SampleFiles.Upload(files);
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        return await member.PostAnswerAsync($"{Service}/extracts/{period}/{operation}", form);
    }
}
