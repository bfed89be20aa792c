using System.Globalization;

namespace Portal.Api.Samples;

/// <summary>The command <c>samples</c>: writes the invented network again, byte for byte.</summary>
public static class SampleNetworkCommand
{
    private static readonly string Usage = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        samples [--out FOLDER] [--services N] [--rows N] [--seed N]
          --out       folder for <service>/<period>/<kind>.csv; default samples/extracts of the repository
          --services  number of services, 1 to {SampleServices.MostServices}; default 12
          --rows      rows of scores.csv wanted in all, met within a few per cent; by default the services have their own size
          --seed      another seed gives another network; default {SampleNetworkFiles.DefaultSeed}
        """
    );

    private sealed record Options(string Folder, int Services, long? Rows, ulong Seed);

    /// <returns>0 when the files are written, 2 when the arguments are not understood.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        if (Read(args) is not { } options)
        {
            output.WriteLine(Usage);
            return 2;
        }
        var size = SampleNetworkFiles.Write(options.Folder, options.Services, options.Rows, options.Seed);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{size.Services} services, {size.Files} files, {size.Rows} rows ({size.ScoreRows} of scores), "
                    + $"{size.Bytes / 1e6:0.0} MB in {options.Folder}"
            )
        );
        return 0;
    }

    private static Options? Read(string[] args)
    {
        var options = new Options(RepositoryFolders.SampleExtracts, SampleServices.All.Count, null, SampleNetworkFiles.DefaultSeed);
        if (args.Length % 2 != 0)
            return null;
        foreach (var pair in args.Chunk(2))
        {
            var (isNumber, number) = (long.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed), parsed);
            var next = pair[0] switch
            {
                "--out" when pair[1].Length > 0 => options with { Folder = pair[1] },
                "--services" when isNumber && number >= 1 && number <= SampleServices.MostServices => options with
                {
                    Services = (int)number,
                },
                "--rows" when isNumber && number >= 1 => options with { Rows = number },
                "--seed" when isNumber => options with { Seed = (ulong)number },
                _ => null,
            };
            if (next is null)
                return null;
            options = next;
        }
        return options;
    }
}
