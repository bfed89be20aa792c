using System.IO.Compression;
using NUnit.Framework;
using Portal.Api.Checking.Problems;

namespace Portal.Tests.Checking;

/// <summary>A zip takes no more memory than the limits say, whatever it would unpack to.</summary>
public sealed class UnpackingMemoryTests
{
    private const int Files = 60;

    // A growing buffer copies itself a few times before its file is whole.
    private const int CopiesOfAFile = 6;

    [Test]
    public void Run_ZipBomb_IsRefusedWithoutUnpackingBeyondTheLimit()
    {
        var bomb = new UploadedFile("extract.zip", Bomb(UploadLimits.Default.MaxFileBytes));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = Extract.Check(bomb);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(report.Codes(), Is.EqualTo(new[] { "file.too_large" }));
        Assert.That(bomb.Content.Length, Is.LessThan(UploadLimits.Default.MaxFileBytes), "small as sent");
        Assert.That(
            allocated,
            Is.LessThan(CopiesOfAFile * (long)UploadLimits.Default.MaxUnpackedBytes),
            $"of {(long)Files * UploadLimits.Default.MaxFileBytes} bytes unpacked"
        );
    }

    [Test]
    public void Run_OneEntryFarOverTheLimitOfAFile_IsReadNoFurther()
    {
        var bomb = new UploadedFile("extract.zip", Bomb(10 * UploadLimits.Default.MaxFileBytes, files: 1));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = Extract.Check(bomb);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(report.Problems.Select(problem => (problem.Code, problem.File)), Is.EqualTo(new[] { ("file.too_large", "cases.csv") }));
        Assert.That(allocated, Is.LessThan(CopiesOfAFile * (long)UploadLimits.Default.MaxFileBytes));
    }

    private static byte[] Bomb(long size, int files = Files)
    {
        var block = new byte[1024 * 1024];
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var file = 0; file < files; file++)
            {
                using var entry = archive.CreateEntry($"cases {new string('a', file + 1)}.csv", CompressionLevel.Fastest).Open();
                for (long written = 0; written < size; written += block.Length)
                    entry.Write(block);
            }
        }
        return stream.ToArray();
    }
}
