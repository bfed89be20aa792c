namespace Portal.Api.Extracts.Rules;

/// <summary>What a problem does to a submission.</summary>
public enum Severity
{
    /// <summary>Blocks it.</summary>
    Error,

    /// <summary>Must be acknowledged with a reason.</summary>
    Warning,

    /// <summary>Informs only.</summary>
    Note,
}

/// <summary>One rule of the contract, told apart by its code.</summary>
/// <param name="Code">Family and name, such as <c>value.not_month</c>; stable for ever.</param>
/// <param name="Severity">What breaking it does.</param>
/// <param name="File">The only file that it looks at, or <c>null</c> for any.</param>
/// <param name="Column">The only column that it points to, or <c>null</c> for any.</param>
/// <param name="Message">Plain words: what is allowed and how to fix it. Never a value of a file.</param>
public record Rule(string Code, Severity Severity, FileKind? File, string? Column, string Message)
{
    /// <summary>Page that explains the rule.</summary>
    public string Help => "/help/rules/" + Code;
}
