using System.Buffers;
using Portal.Api.Answers;

namespace Portal.Api.Checking.Files;

/// <summary>Writes cells of a CSV: quoted where they must be, and guarded where a spreadsheet would run them.</summary>
internal static class CsvWriting
{
    private static readonly SearchValues<byte> Quoted = SearchValues.Create(",;\t\"\r\n"u8);

    public static void WriteCell(ReadOnlySpan<byte> cell, ArrayBufferWriter<byte> bytes)
    {
        var guarded = FormulaGuard.Guards(cell);
        if (cell.IndexOfAny(Quoted) < 0)
        {
            if (guarded)
                bytes.Write([FormulaGuard.Mark]);
            bytes.Write(cell);
            return;
        }
        bytes.Write(guarded ? "\"'"u8 : "\""u8);
        while (cell.IndexOf((byte)'"') is var at and >= 0)
        {
            bytes.Write(cell[..at]);
            bytes.Write("\"\""u8);
            cell = cell[(at + 1)..];
        }
        bytes.Write(cell);
        bytes.Write("\""u8);
    }
}
