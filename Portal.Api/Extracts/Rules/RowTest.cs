using System.Runtime.CompilerServices;

namespace Portal.Api.Extracts.Rules;

/// <summary>One way in which a row can break a rule.</summary>
/// <param name="Column">Where the problem is shown.</param>
/// <param name="Reads">The other columns whose cells must be valid; otherwise the row is not tested.</param>
/// <param name="Predicate">The predicate as its source has it, for the approved listing of the rule set.</param>
public abstract record RowTest(string Column, IReadOnlyList<string> Reads, string Predicate);

/// <inheritdoc cref="RowTest"/>
/// <param name="Holds">True when the row keeps the rule.</param>
/// <param name="Advice">Follows the message of the rule, from the first row that has any.</param>
/// <param name="Shown">The value to show, of a coded, numeric or month column only.</param>
public sealed record RowTest<TRow>(
    string Column,
    IReadOnlyList<string> Reads,
    Func<TRow, ExtractContext, bool> Holds,
    Func<TRow, string?>? Shown = null,
    Func<TRow, ExtractContext, string?>? Advice = null,
    [CallerArgumentExpression(nameof(Holds))] string Predicate = ""
) : RowTest(Column, Reads, Predicate);
