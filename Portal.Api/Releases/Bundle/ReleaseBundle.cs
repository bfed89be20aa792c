using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Portal.Analytics.Charts.Drawing;
using Portal.Analytics.Disclosure;
using Portal.Analytics.Disclosure.Frozen;
using Portal.Api.Extracts;
using Portal.Api.Releases.Lattice;

namespace Portal.Api.Releases.Bundle;

/// <summary>
/// A release as one archive, to check it or to work on with it: figures, codes, pictures and a script that recomputes them.
/// </summary>
public static class ReleaseBundle
{
    public const string ContentType = "application/zip";

    private const string Script = "recompute.R";

    // The earliest time an archive can hold. It is fixed so that the same release gives the same bytes every day.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Drawing and packing takes a moment, and a release never changes.
    private static readonly MemoryCache Made = new(new MemoryCacheOptions { SizeLimit = 8 });

    /// <summary>The same as <see cref="Zip"/>, made once for a release however many ask for it.</summary>
    public static byte[] Cached(FrozenRelease release, DisclosurePolicy policy, MeasureCatalogue measures)
    {
        ArgumentNullException.ThrowIfNull(release);
        var bundle = Made.GetOrCreate(
            release.ContentHash,
            entry =>
            {
                entry.Size = 1;
                return new Lazy<byte[]>(() => Zip(release, policy, measures));
            }
        );
        return bundle!.Value;
    }

    /// <summary>The archive; the same release always gives the same bytes.</summary>
    /// <param name="release">Opened against its hash.</param>
    /// <param name="policy">The policy that protected it; its parameters are printed.</param>
    /// <param name="measures">Gives the names of the measures, local ones included.</param>
    public static byte[] Zip(FrozenRelease release, DisclosurePolicy policy, MeasureCatalogue measures)
    {
        ArgumentNullException.ThrowIfNull(release);
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "README.txt", Encoding.UTF8.GetBytes(ReleaseReadme.Text(release, policy)));
            Add(archive, "cells.csv", Encoding.UTF8.GetBytes(ReleaseCells.Csv(release, measures)));
            Add(archive, "cells.json", ReleaseCells.Json(release));
            Add(archive, "codebook.csv", ReleaseCodebook.Csv(measures));
            Add(archive, "head.json", Encoding.UTF8.GetBytes(release.Head + "\n"));
            Add(archive, "release.jsonl", Encoding.UTF8.GetBytes(release.Text));
            Add(archive, Script, OwnFile(Script));
            foreach (var (suffix, layout) in new[] { ("", ChartLayout.Wide), ("-narrow", ChartLayout.Narrow) })
            {
                Add(
                    archive,
                    $"charts/changes{suffix}.svg",
                    Encoding.UTF8.GetBytes(ReleasePictures.Changes(release, policy, measures, ReleaseLattice.Network, layout).Svg)
                );
                Add(
                    archive,
                    $"charts/referral-risks{suffix}.svg",
                    Encoding.UTF8.GetBytes(ReleasePictures.Risks(release, policy, ReleaseLattice.Network, layout).Svg)
                );
            }
        }

        return bytes.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(content);
    }

    private static byte[] OwnFile(string name)
    {
        using var stream =
            typeof(ReleaseBundle).Assembly.GetManifestResourceStream(name) ?? throw new InvalidDataException($"{name} is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
