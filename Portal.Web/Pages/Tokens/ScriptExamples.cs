using Portal.Api.Extracts;

namespace Portal.Web.Pages.Tokens;

/// <summary>The quarterly upload as a script, ready to paste. None holds a key: a script that is kept or passed on must not.</summary>
public static class ScriptExamples
{
    /// <summary>Where a script finds its key.</summary>
    public const string Variable = "OUTCOMES_TOKEN";

    private static readonly IEnumerable<string> Files = ExtractFiles.All.Select(file => file.Name);

    /// <param name="address">Of what the script sends to, such as <c>https://outcomes.example.org/api/v1/.../submissions</c>.</param>
    /// <returns>Language and script.</returns>
    public static IReadOnlyList<(string Language, string Script)> Of(string address) =>
        [("curl", Curl(address)), ("Python", Python(address)), ("R", R(address))];

    private static string Curl(string address) =>
        $"""
            curl --fail-with-body -H "Authorization: Bearer ${Variable}" \
              {string.Join(" \\\n  ", Files.Select(file => $"-F files=@{file}"))} \
              {address}
            """;

    private static string Python(string address) =>
        $$"""
            import os, requests

            names = [{{string.Join(", ", Files.Select(file => $"\"{file}\""))}}]
            answer = requests.post(
                "{{address}}",
                headers={"Authorization": "Bearer " + os.environ["{{Variable}}"]},
                files=[("files", (name, open(name, "rb"))) for name in names],
            )
            print(answer.status_code, answer.text)
            """;

    // rdrr.io/cran/httr2/man/req_body.html: dots are dynamic, so a list of parts is spliced in.
    private static string R(string address) =>
        $$"""
            library(httr2)

            names <- c({{string.Join(", ", Files.Select(file => $"\"{file}\""))}})
            parts <- setNames(lapply(names, curl::form_file), rep("files", length(names)))
            answer <- request("{{address}}") |>
              req_auth_bearer_token(Sys.getenv("{{Variable}}")) |>
              req_body_multipart(!!!parts) |>
              req_error(is_error = \(answer) FALSE) |>
              req_perform()
            cat(resp_status(answer), resp_body_string(answer))
            """;
}
