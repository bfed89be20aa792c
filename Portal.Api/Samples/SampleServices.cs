using Portal.Api.Extracts;
using Portal.Api.Periods;
using static Portal.Api.Samples.RiskRecording;

namespace Portal.Api.Samples;

/// <summary>The services of the invented network. Names are invented; any likeness to a real team is chance.</summary>
public static class SampleServices
{
    /// <summary>The twelve services of the committed samples.</summary>
    public static readonly IReadOnlyList<SampleService> All =
    [
        new(
            "HARBOUR",
            "Harbour Parent-Infant Team",
            "E",
            "NHS",
            90,
            0.72,
            0.72,
            0.05,
            OnlyPresent,
            "ESQ",
            ["PARENT_INFANT_PSYCHOTHERAPY", "VIG", "CIRCLE_OF_SECURITY", "ASSESSMENT"],
            Uses(("HADS", 0.85), ("EPDS", 0.30), ("MORS_SF", 0.75), ("KIPS", 0.50), ("ADBB", 0.40), ("GBO", 0.45))
        )
        {
            NamesCaseOnFeedback = true,
            DescribesContacts = true,
        },
        new(
            "BRAMLING",
            "Bramling Parent-Infant Team",
            "E",
            "COUNCIL",
            58,
            0.62,
            0.81,
            -0.04,
            TwelveStated,
            "FFT",
            ["VIG", "WATCH_WAIT_WONDER", "KEYWORK"],
            Uses(("PHQ9", 0.85), ("GAD7", 0.85), ("GBO", 0.70), ("MORS_SF", 0.55), ("KPCS", 0.50), ("ADBB", 0.40))
        )
        {
            LinksFamilies = false,
        },
        new(
            "CURLEW",
            "Curlew Parent-Infant Team",
            "S",
            "NHS",
            62,
            0.74,
            0.92,
            0.11,
            OnlyPresent,
            "ESQ",
            ["PARENT_INFANT_PSYCHOTHERAPY", "MELLOW", "VIG"],
            Uses(("HADS", 0.80), ("EPDS", 0.30), ("MORS_SF", 0.65), ("KIPS", 0.40), ("PIRGAS", 0.40))
        )
        {
            FollowsUp = true,
            DescribesContacts = true,
            Unsent = [new(FileKind.Scores, new Quarter(2024, 3))],
        },
        new(
            "FESCUE",
            "Fescue Parent-Infant Team",
            "E",
            "CHARITY",
            45,
            0.55,
            0.77,
            0.02,
            TwelveStated,
            "LOCAL",
            ["WATCH_WAIT_WONDER", "BABY_MASSAGE", "PEER_SUPPORT"],
            Uses(("HADS", 0.80), ("GBO", 0.75), ("MORS_SF", 0.60), ("KPCS", 0.40))
        )
        {
            NamesCaseOnFeedback = true,
            Unsent = [new(FileKind.Risks, new Quarter(2023, 4)), new(FileKind.Activity, new Quarter(2024, 2))],
        },
        new(
            "LAPWING",
            "Lapwing Parent-Infant Team",
            "E",
            "NHS",
            150,
            0.70,
            0.45,
            0.08,
            OnlyPresent,
            "ESQ",
            ["PARENT_INFANT_PSYCHOTHERAPY", "MENTALISATION", "VIPP", "ASSESSMENT"],
            Uses(
                ("HADS", 0.60),
                ("PHQ9", 0.35),
                ("GAD7", 0.35),
                ("CORE10", 0.40),
                ("MORS_SF", 0.45),
                ("KPCS", 0.70),
                ("PIRGAS", 0.50),
                ("GBO", 0.30)
            )
        )
        {
            SendsContacts = false,
            ReversedMeasure = "KPCS",
        },
        new(
            "MARRAM",
            "Marram Parent-Infant Team",
            "W",
            "NHS",
            52,
            0.70,
            0.90,
            -0.10,
            OnlyPresent,
            "FFT",
            ["NBO_NBAS", "VIG", "SOLIHULL"],
            Uses(("EPDS", 0.70), ("CORE10", 0.55), ("GBO", 0.60), ("MORS_SF", 0.65), ("PIRGAS", 0.50))
        )
        {
            RisksAtEnd = true,
        },
        new(
            "SALTWORT",
            "Saltwort Parent-Infant Team",
            "E",
            "CHARITY",
            75,
            0.48,
            0.68,
            -0.07,
            OnlyPresent,
            "ESQ",
            ["PARENT_INFANT_PSYCHOTHERAPY", "COUPLE_OR_FAMILY"],
            Uses(("PHQ9", 0.80), ("GAD7", 0.80), ("CORE10", 0.50), ("GBO", 0.70), ("PIRGAS", 0.60), ("MORS_SF", 0.20))
        ),
        new(
            "SAMPHIRE",
            "Samphire Parent-Infant Team",
            "E",
            "MIXED",
            110,
            0.13,
            0.60,
            -0.01,
            OnlyPresent,
            "FFT",
            ["VIG", "CIRCLE_OF_SECURITY", "CBT"],
            Uses(("HADS", 0.85), ("MORS_SF", 0.65), ("KIPS", 0.40), ("PIRGAS", 0.40))
        ),
        new(
            "SANDERLING",
            "Sanderling Parent-Infant Team",
            "N",
            "MIXED",
            36,
            0.80,
            0.91,
            0.15,
            OnlyPresent,
            "POEM",
            ["VIG", "BABY_MASSAGE", "PLAY_THERAPY"],
            Uses(("HADS", 0.80), ("MORS_SF", 0.70), ("KIPS", 0.50), ("ADBB", 0.35))
        )
        {
            DescribesContacts = true,
            Unsent = [new(FileKind.Feedback, new Quarter(2023, 2)), new(FileKind.Feedback, new Quarter(2025, 1))],
        },
        new(
            "TAMARISK",
            "Tamarisk Parent-Infant Team",
            "S",
            "COUNCIL",
            28,
            0.50,
            0.90,
            -0.14,
            TwelveStated,
            "LOCAL",
            ["MELLOW", "KEYWORK"],
            Uses(("PHQ9", 0.80), ("GAD7", 0.80), ("GBO", 0.70), ("KPCS", 0.60))
        )
        {
            LinksFamilies = false,
        },
        new(
            "TEASEL",
            "Teasel Parent-Infant Team",
            "W",
            "CHARITY",
            20,
            0.30,
            0.88,
            -0.20,
            AllStated,
            "FFT",
            ["WATCH_WAIT_WONDER", "BABY_MASSAGE"],
            Uses(("HADS", 0.80), ("GBO", 0.60), ("KIPS", 0.50))
        )
        {
            Unsent =
            [
                new(FileKind.Activity, new Quarter(2023, 1)),
                new(FileKind.Activity, new Quarter(2023, 2)),
                new(FileKind.Feedback, new Quarter(2023, 1)),
                new(FileKind.Feedback, new Quarter(2024, 1)),
            ],
        },
        new(
            "WHIMBREL",
            "Whimbrel Parent-Infant Team",
            "N",
            "NHS",
            130,
            0.72,
            0.88,
            0.19,
            OnlyPresent,
            "ESQ",
            ["VIG", "PARENT_INFANT_PSYCHOTHERAPY", "EMDR", "CBT"],
            Uses(("PHQ9", 0.85), ("GAD7", 0.85), ("EPDS", 0.35), ("MORS_SF", 0.75), ("KIPS", 0.50), ("ADBB", 0.45), ("GBO", 0.50))
        ),
    ];

    // 12 x 12 x 12 invented words for the large size; none is rude.
    private static readonly string[] First = ["BAR", "COR", "DAL", "FEN", "GAL", "HOL", "KEL", "LOR", "MER", "NOR", "PEL", "TOR"];
    private static readonly string[] Middle = ["A", "BE", "DI", "FO", "GA", "LE", "MI", "NO", "RA", "SE", "TI", "VO"];
    private static readonly string[] Last = ["BY", "COMBE", "DALE", "FORD", "HAM", "LEY", "MERE", "NESS", "RIDGE", "STOW", "TON", "WICK"];

    public static int MostServices => All.Count + First.Length * Middle.Length * Last.Length;

    /// <summary>The first <paramref name="count"/> services: the twelve, then variations of them without their special faults.</summary>
    /// <param name="count">1 to <see cref="MostServices"/>.</param>
    /// <param name="seed">Seed of the network.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is outside the range.</exception>
    public static IEnumerable<SampleService> Take(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostServices);
        return Enumerable.Range(0, count).Select(number => number < All.Count ? All[number] : Variation(number, seed));
    }

    private static SampleService Variation(int number, ulong seed)
    {
        var word = number - All.Count;
        var code = First[word % 12] + Middle[word / 12 % 12] + Last[word / 144];
        var random = new SampleRandom(seed).Branch((ulong)number);
        return All[number % All.Count] with
        {
            Code = code,
            Name = code[0] + code[1..].ToLowerInvariant() + " Parent-Infant Team",
            PairedShare = 0.3 + 0.5 * random.Fraction(),
            WhiteShare = 0.45 + 0.47 * random.Fraction(),
            Effect = 0.12 * random.Normal(),
            ReversedMeasure = null,
            Unsent = [],
        };
    }

    private static MeasureUse[] Uses(params (string Measure, double Share)[] uses) =>
        [.. uses.Select(use => new MeasureUse(use.Measure, use.Share))];
}
