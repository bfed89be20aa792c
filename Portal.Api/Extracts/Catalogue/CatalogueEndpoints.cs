using Portal.Api.Answers;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Extracts.Catalogue;

/// <summary>The contract as data: measures, code lists, rules, data dictionary and templates.</summary>
public static class CatalogueEndpoints
{
    /// <summary>A rule with its explanation: what was found, why it matters, how to put it right, and an invented example.</summary>
    public sealed record RuleLine(
        string Code,
        Severity Severity,
        string? File,
        string? Column,
        string Message,
        string Help,
        string? Meaning,
        string? Why,
        string? Fix,
        string? Wrong,
        string? Right
    )
    {
        public static RuleLine Of(Rule rule) =>
            new(
                rule.Code,
                rule.Severity,
                rule.File is { } kind ? ExtractFiles.Of(kind).Name : null,
                rule.Column,
                rule.Message,
                rule.Help,
                rule.Explained?.Meaning,
                rule.Explained?.Why,
                rule.Explained?.Fix,
                rule.Explained?.Wrong,
                rule.Explained?.Right
            );
    }

    /// <param name="current">The measures that an extract may hold now.</param>
    public static void MapCatalogue(this RouteGroupBuilder api, Func<HttpContext, Task<MeasureCatalogue>> current)
    {
        api.MapGet("/measures", async (HttpContext context) => (await current(context)).All)
            .WithName("ListMeasures")
            .WithSummary("The measure catalogue, with those that the network added at the end.");
        api.MapGet("/code-lists", () => CodeLists.All)
            .Produces<IReadOnlyList<CodeList>>()
            .WithName("ListCodes")
            .WithSummary("Every code list of the extract.");
        api.MapGet("/rules", () => RuleCatalogue.All.Select(RuleLine.Of))
            .WithName("ListRules")
            .WithSummary("Every validation rule with its explanation, in the order in which rules apply.");
        api.MapGet(
                "/data-dictionary.csv",
                async Task<IResult> (HttpContext context) =>
                    Results.File(DictionaryTable.Csv(await current(context)), CsvText.ContentType, "data-dictionary.csv")
            )
            .Produces(200, contentType: "text/csv")
            .WithName("ReadDataDictionary")
            .WithSummary("Every column, code and measure of the extract as one table.");
        api.MapGet(
                "/templates/{file}.csv",
                (string file, bool? example, string? service, string? period) =>
                    ExtractFiles.All.FirstOrDefault(candidate => candidate.Name == file + ".csv") is { } found
                        ? Made(
                            example,
                            service,
                            period,
                            wanted => Results.File(Templates.Csv(found, wanted), CsvText.ContentType, found.Name)
                        )
                        : Refusal.NotFound.ToProblem()
            )
            .Produces(200, contentType: "text/csv")
            .ProducesProblem(400)
            .ProducesProblem(404)
            .WithName("ReadTemplate")
            .WithSummary("A template made from the contract, blank or with a worked example for a service and a quarter.");
        api.MapGet(
                "/templates.zip",
                (bool? example, string? service, string? period) =>
                    Made(
                        example,
                        service,
                        period,
                        wanted => Results.File(Templates.Zip(wanted), "application/zip", wanted is null ? "templates.zip" : "example.zip")
                    )
            )
            .Produces(200, contentType: "application/zip")
            .ProducesProblem(400)
            .WithName("ReadTemplates")
            .WithSummary("All six templates as one zip; with the example it passes the check.");
        api.MapGet(
                "/templates.xlsx",
                (bool? example, string? service, string? period, HttpContext context, CancellationToken cancellation) =>
                    ExampleRequest
                        .Read(new(service, period))
                        .ToHttpAsync(async wanted =>
                            Results.Bytes(
                                await TemplateWorkbook.WriteAsync(
                                    await current(context),
                                    example == true ? wanted : null,
                                    service is null ? null : wanted.Service,
                                    own: null,
                                    cancellation
                                ),
                                TemplateWorkbook.ContentType,
                                example == true ? "example.xlsx" : "template.xlsx"
                            )
                        )
            )
            .Produces(200, contentType: TemplateWorkbook.ContentType)
            .ProducesProblem(400)
            .WithName("ReadTemplateWorkbook")
            .WithSummary("The template as one workbook with drop-downs and comments, blank or with the example, which passes the check.");
    }

    private static IResult Made(bool? example, string? service, string? period, Func<ExampleRequest?, IResult> make) =>
        ExampleRequest.Read(new(service, period)).ToHttp(wanted => make(example == true ? wanted : null));
}
