using System.Text.Json;
using Portal.Api.Answers;
using Portal.Api.Submissions;

namespace Portal.Api.Commands;

/// <summary>
/// <c>verify-receipt</c>: compares files with the receipt of a submission. It needs no database, and sends and keeps nothing.
/// </summary>
public static class VerifyReceiptCommand
{
    private const string Usage = """
        verify-receipt RECEIPT.json FILE... [--json]
          RECEIPT.json  the receipt as the portal gives it ("Download this receipt as JSON")
          FILE          the CSV files that were sent, or the one zip or workbook of them
          --json        the comparison as JSON instead of a table
        Exit code: 0 every file is the one on the receipt, 1 some differ, are missing or too many, 2 nothing could be compared.
        """;

    /// <returns>0 all match, 1 some differ, 2 unusable: bad arguments, or a receipt or file that cannot be read.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var json = args.Contains("--json");
        string[] paths = [.. args.Where(argument => argument != "--json")];
        if (paths.Length < 2 || paths.Any(path => path.Length == 0 || path.StartsWith('-')))
            return await RefuseAsync(Usage, errors);
        if (await ReceiptAsync(paths[0]) is not { } receipt)
            return await RefuseAsync(
                "The first file is not a receipt of the portal, or cannot be read. Download it again from the receipt's page: \"Download "
                    + "this receipt as JSON\".",
                errors
            );
        if (await CommandFiles.ReadAsync(paths[1..], errors) is not { } files)
            return 2;

        if (!ReceiptComparison.Of(receipt, files).IsGiven(out var comparison, out var refusal))
            return await RefuseAsync(refusal.Detail, errors);
        await output.WriteLineAsync(json ? JsonSerializer.Serialize(comparison, PortalJson.Options) : VerifyTable.Of(receipt, comparison));
        return comparison.Matches ? 0 : 1;
    }

    private static async Task<int> RefuseAsync(string words, TextWriter errors)
    {
        await errors.WriteLineAsync(words);
        return 2;
    }

    private static async Task<Receipt?> ReceiptAsync(string path)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            return
                await JsonSerializer.DeserializeAsync<Receipt>(stream, PortalJson.Options) is { } receipt
                && ReceiptComparison.IsWhole(receipt)
                ? receipt
                : null;
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or FormatException
                        or IOException
                        or UnauthorizedAccessException
                        or ArgumentException
                        or NotSupportedException
            )
        {
            return null;
        }
    }
}
