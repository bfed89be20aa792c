namespace Portal.Web.Pages.Layout;

/// <summary>A field of one line.</summary>
/// <param name="Id">Also its name.</param>
/// <param name="Wrong">What to put right, or <c>null</c>.</param>
public sealed record LineField(string Id, string Label, string? Hint, string? Value, string? Wrong);
