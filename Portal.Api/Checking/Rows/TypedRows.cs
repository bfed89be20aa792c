using Portal.Api.Checking.Files;

namespace Portal.Api.Checking.Rows;

/// <summary>The rows of one file, as far as they could be read.</summary>
/// <param name="Rows">Rows with the right number of cells, in the order of the file.</param>
/// <param name="Invalid">For each row its invalid columns, one bit per column of the contract.</param>
/// <param name="Lines">For each row its row number in a spreadsheet.</param>
/// <param name="Whole">True when no row was left out.</param>
internal sealed record TypedRows<TRow>(GatedFile File, List<TRow> Rows, List<ulong> Invalid, List<int> Lines, bool Whole)
{
    /// <summary>
    /// True when no row was left out and every row has a valid key; only then is it certain what the file does not contain.
    /// </summary>
    public bool HasEveryKey =>
        Whole && RowTesting.Mask(File.Header.File, File.Header.File.Key) is var key && Invalid.TrueForAll(invalid => (invalid & key) == 0);
}
