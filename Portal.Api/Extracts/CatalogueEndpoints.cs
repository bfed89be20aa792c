using System.Text;
using Portal.Api.Answers;
using Portal.Api.Extracts.Rules;

namespace Portal.Api.Extracts;

/// <summary>The contract as data: measures, code lists, rules and templates.</summary>
public static class CatalogueEndpoints
{
    public sealed record RuleLine(string Code, Severity Severity, string? File, string? Column, string Message, string Help);

    public static void MapCatalogue(this RouteGroupBuilder api)
    {
        api.MapGet("/measures", () => MeasureCatalogue.Published.All).WithName("ListMeasures").WithSummary("The measure catalogue.");
        api.MapGet("/code-lists", () => CodeLists.All).Produces<IReadOnlyList<CodeList>>().WithName("ListCodes").WithSummary("Every code list of the extract.");
        api.MapGet("/rules", () => RuleCatalogue.All.Select(rule => new RuleLine(
                rule.Code, rule.Severity, rule.File is { } kind ? ExtractFiles.Of(kind).Name : null, rule.Column, rule.Message, rule.Help)))
            .WithName("ListRules").WithSummary("Every validation rule, in the order in which rules apply.");
        api.MapGet("/templates/{file}.csv", (string file, bool? example) =>
                ExtractFiles.All.FirstOrDefault(candidate => candidate.Name == file + ".csv") is { } found
                    ? Results.File(Encoding.UTF8.GetBytes(Template(found, example ?? false)), "text/csv; charset=utf-8", found.Name)
                    : Refusal.NotFound.ToProblem())
            .Produces(200, contentType: "text/csv").ProducesProblem(404).WithName("ReadTemplate").WithSummary("A template made from the contract, blank or with a worked example.");
    }

    /// <summary>Header, and one valid row when an example is wanted; no cell of the contract needs quotes.</summary>
    public static string Template(ExtractFile file, bool example)
    {
        var header = string.Join(',', file.Columns.Select(column => column.Name)) + "\r\n";
        return example ? header + string.Join(',', file.Columns.Select(column => column.Example)) + "\r\n" : header;
    }
}
