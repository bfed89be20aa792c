using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Api.Extracts;
using Portal.Api.Extracts.Catalogue;
using Portal.Api.Extracts.Rules;

namespace Portal.Web.Pages.Help;

/// <summary>A column that a rule looks at.</summary>
public sealed record RuleColumn(ExtractFile File, ExtractColumn Column)
{
    public string Address => $"/help/dictionary/{Path.GetFileNameWithoutExtension(File.Name)}#{Column.Name}";
}

/// <summary>One rule in plain words; links in check reports lead here.</summary>
public sealed class RulePage : PageModel
{
    // A rule about cells in general looks at nearly every column; naming them all would say nothing.
    private const int ColumnsNamed = 6;
    private const int ListsShown = 4;

    public Rule Found { get; private set; } = null!;

    /// <summary>The columns that the rule looks at, when they are few.</summary>
    public IReadOnlyList<RuleColumn> Columns { get; private set; } = [];

    /// <summary>The columns whose codes are worth showing beside the rule.</summary>
    public IReadOnlyList<RuleColumn> Coded =>
        [
            .. Columns
                .Where(column => column.Column.Form is CellForm.Code && (Columns.Count <= ListsShown || column.Column.Name == Found.Column))
                .DistinctBy(column => column.Column.Name),
        ];

    public IActionResult OnGet(string code)
    {
        if (RuleCatalogue.Find(code) is not { } rule)
            return NotFound();
        Found = rule;
        var columns = ExtractFiles
            .All.SelectMany(file =>
                file.Columns.Where(column => ColumnRules.Of(file, column).Contains(rule)).Select(column => new RuleColumn(file, column))
            )
            .ToList();
        Columns = columns.Count <= ColumnsNamed ? columns : [];
        return Page();
    }
}
