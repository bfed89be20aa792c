using Microsoft.AspNetCore.Http.Extensions;

namespace Portal.Web.Pages.Layout;

/// <summary>One thing to choose beside the months.</summary>
/// <param name="Name">Its part of the address.</param>
/// <param name="Options">Value and words; the first one is empty, and leaves nothing out.</param>
/// <param name="Chosen">One of the values.</param>
public sealed record FilterField(string Name, string Label, IReadOnlyList<(string Value, string Words)> Options, string Chosen)
{
    public bool IsChosen => Chosen.Length > 0;

    /// <summary>What is chosen, as part of a sentence.</summary>
    public string Said =>
        Options.First(option => option.Value == Chosen).Words is var words ? char.ToLowerInvariant(words[0]) + words[1..] : "";
}

/// <summary>What can be chosen on a page beside the months; the period bar shows it.</summary>
/// <param name="Fields">In the order of the form.</param>
public sealed record FilterChoice(IReadOnlyList<FilterField> Fields)
{
    /// <summary>Where the period bar finds it.</summary>
    public const string Key = "Filters";

    /// <summary>Where it finds whether something of the address could not be read, so that the form is open.</summary>
    public const string WrongKey = "FiltersWrong";

    public IEnumerable<FilterField> Chosen => Fields.Where(one => one.IsChosen);

    /// <summary>What is chosen as a query that continues another: <c>&amp;respondent=FATHER</c>; empty when nothing is.</summary>
    public string Query
    {
        get
        {
            var query = new QueryBuilder(Chosen.Select(one => KeyValuePair.Create(one.Name, one.Chosen))).ToString();
            return query.Length == 0 ? "" : "&" + query[1..];
        }
    }

    /// <summary>The address of the page without one choice.</summary>
    public static string Without(HttpRequest request, FilterField taken) =>
        request.Path + new QueryBuilder(request.Query.Where(part => part.Key != taken.Name)).ToString();
}
