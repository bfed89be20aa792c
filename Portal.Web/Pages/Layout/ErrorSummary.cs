namespace Portal.Web.Pages.Layout;

/// <summary>One thing to put right.</summary>
/// <param name="Field">Id of the field, or <c>null</c> when the message is about no field.</param>
/// <param name="Words">What is wrong and what to do.</param>
public sealed record FieldError(string? Field, string Words);

/// <summary>Everything to put right on a page, shown above its heading.</summary>
public sealed record ErrorSummary(IReadOnlyList<FieldError> Errors)
{
    public static readonly ErrorSummary None = new([]);

    /// <summary>Whether anything is wrong.</summary>
    public bool IsAny => Errors.Count > 0;

    /// <summary>These and others together.</summary>
    public ErrorSummary And(ErrorSummary others) => new([.. Errors, .. others.Errors]);

    /// <summary>The words for one field, or <c>null</c>.</summary>
    public string? For(string field) => Errors.FirstOrDefault(error => error.Field == field)?.Words;
}
