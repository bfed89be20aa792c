using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Tests.Corpus;

namespace Portal.Tests.Canaries;

/// <summary>Identifiers of every kind that were made up for one run and stand nowhere else.</summary>
internal sealed class Planted
{
    private readonly List<byte[]> _packed = [];

    private Planted(IReadOnlyList<string> values) => Values = values;

    public IReadOnlyList<string> Values { get; }

    /// <summary>Each value as the text encodings write it, and a piece of each packed upload as it was sent.</summary>
    public IEnumerable<Needle> Needles =>
        Values
            .SelectMany(value =>
                new[]
                {
                    new Needle(value, Encoding.UTF8.GetBytes(value)),
                    new Needle(value + " in UTF-16", Encoding.Unicode.GetBytes(value)),
                }
            )
            .Concat(_packed.Select(bytes => new Needle("zip", bytes)));

    public static Planted New()
    {
        var nhs = NhsNumber();
        return new Planted([
            nhs,
            $"{nhs[..3]} {nhs[3..6]} {nhs[6..]}",
            $"{nhs[..3]}-{nhs[3..6]}-{nhs[6..]}",
            $"{nhs[..3]}.{nhs[3..6]}.{nhs[6..]}",
            string.Concat(nhs.Select(digit => (char)(digit - '0' + '\uFF10'))),
            $"{nhs[..3]}\u00A0{nhs[3..6]}\u00A0{nhs[6..]}",
            $"ZZ{Digits(2)} {Digits(1)}{Letters(2)}",
            $"zz{Digits(2)}  {Digits(1)}{Letters(2).ToLowerInvariant()}",
            $"{RandomNumberGenerator.GetInt32(10, 28)}/0{RandomNumberGenerator.GetInt32(1, 10)}/19{Digits(2)}",
            $"{RandomNumberGenerator.GetInt32(10, 28)} March 19{Digits(2)}",
            $"canary.{Letters(10).ToLowerInvariant()}@example.org",
            $"+44 7700 9{Digits(5)}",
            $"07700 9{Digits(5)}",
            $"020 7946 0{Digits(3)}",
            $"QQ{Digits(6)}C",
            $"QQ {Digits(2)} {Digits(2)} {Digits(2)} A",
        ]);
    }

    /// <summary>The sample with one file in place of its own.</summary>
    public static IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)> Extract(
        params IReadOnlyList<(string Name, byte[] Content)> replaced
    ) =>
        [
            .. Checking
                .Extract.Valid.Where(file => replaced.All(other => other.Name != file.Name))
                .Select(file => (file.Name, file.Content)),
            .. replaced.Select(file => (file.Name, (ReadOnlyMemory<byte>)file.Content)),
        ];

    /// <summary>Each value in a cell, a heading, a file's name, UTF-16 and a zip; one in a large file.</summary>
    /// <param name="padding">Bytes of the large file.</param>
    public IEnumerable<IReadOnlyList<(string Name, ReadOnlyMemory<byte> Content)>> Uploads(int padding)
    {
        const string header = "service_code,activity,audience,sessions,people,hours";
        foreach (var value in Values)
        {
            var text = $"{header}\nHARBOUR,TRAINING,GP,1,1,{value}\n";
            yield return Extract(("activity.csv", Encoding.UTF8.GetBytes(text)));
            yield return Extract(("activity.csv", Encoding.UTF8.GetBytes($"{header},{value}\nHARBOUR,TRAINING,GP,1,1,1,\n")));
            yield return Extract(("activity.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]));
            yield return Zip(("activity.csv", Encoding.UTF8.GetBytes(text)));
            // A file's name holds no slash; other scripts in names do not travel in every form.
            if (value.All(char.IsAscii) && !value.Contains('/', StringComparison.Ordinal))
                yield return
                [
                    .. Checking.Extract.Valid.Where(file => file.Name != "risks.csv").Select(file => (file.Name, file.Content)),
                    ($"risks {value}.csv", Checking.Extract.Valid[0].Content),
                ];
        }
        var rows = string.Concat(Enumerable.Repeat("HARBOUR,TRAINING,GP,1,1,\n", padding / 25));
        yield return Extract(("activity.csv", Encoding.UTF8.GetBytes($"{header}\n{rows}HARBOUR,TRAINING,GP,1,1,{Values[0]}\n")));
    }

    private List<(string Name, ReadOnlyMemory<byte> Content)> Zip((string Name, byte[] Content) file)
    {
        var zip = Zipped.Of(Extract(file).Select(sent => (sent.Name, sent.Content.ToArray())));
        // The last file of the zip is the planted one: its packed bytes end where the list of files begins.
        _packed.Add(zip[(zip.AsSpan().IndexOf("PK\x01\x02"u8) - 40)..zip.AsSpan().IndexOf("PK\x01\x02"u8)]);
        return [("extract.zip", zip)];
    }

    private static string NhsNumber()
    {
        while (true)
        {
            var digits = "9" + Digits(8);
            var check = (11 - digits.Select((digit, place) => (digit - '0') * (10 - place)).Sum() % 11) % 11;
            if (check < 10)
                return digits + check.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static string Digits(int count) => RandomNumberGenerator.GetString("0123456789", count);

    private static string Letters(int count) => RandomNumberGenerator.GetString("ABDEFGHJLNPQRSTUWXYZ", count);
}
