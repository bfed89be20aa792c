using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;
using Portal.Api.Checking.Problems;
using Portal.Api.Samples;
using Portal.Tests.Checking;

namespace Portal.Tests.Fuzz;

/// <summary>Whatever is sent, the check answers, and what it answers makes sense.</summary>
public sealed class FuzzTests
{
    private const int Replayed = 500;

    // Far beyond any upload of this size: whoever waits for it waits in vain.
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(2);

    private static string Kept => Path.Combine(RepositoryFolders.Root!, "Portal.Tests", "Fuzz", "seeds");

    private static IEnumerable<string> KeptInputs =>
        Directory.EnumerateFiles(Kept).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>
    /// The inputs that found something once, each sent as it was: the name begins with the name of the file, up to a double hyphen.
    /// </summary>
    [TestCaseSource(nameof(KeptInputs))]
    public Task Check_InputThatFoundSomethingOnce_KeepsTheInvariants(string name)
    {
        var file = new UploadedFile(name.Split("--")[0], File.ReadAllBytes(Path.Combine(Kept, name)));
        return Invariants.AssertAsync(file.Name.EndsWith(".zip", StringComparison.Ordinal) ? [file] : Extract.With(file));
    }

    [Test]
    public async Task Check_FirstInputs_KeepTheInvariants()
    {
        for (var seed = 0; seed < Replayed; seed++)
            await AssertAsync(seed);
    }

    /// <summary>As long as PORTAL_FUZZ_MINUTES says; PORTAL_FUZZ_SEED is the first number, else today's.</summary>
    [Test]
    [Category("Fuzz")]
    public async Task Check_InputsForMinutes_KeepTheInvariants()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("PORTAL_FUZZ_MINUTES") ?? "10", CultureInfo.InvariantCulture);
        var first = int.Parse(
            Environment.GetEnvironmentVariable("PORTAL_FUZZ_SEED")
                ?? (DateTime.UtcNow.Date - DateTime.UnixEpoch).TotalDays.ToString("0", CultureInfo.InvariantCulture) + "0000",
            CultureInfo.InvariantCulture
        );
        var watch = Stopwatch.StartNew();
        var inputs = 0;
        for (; watch.Elapsed.TotalMinutes < minutes; inputs++)
            await AssertAsync(unchecked(first + inputs));
        await TestContext.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Fuzz: {inputs:N0} uploads from seed {first} in {watch.Elapsed.TotalSeconds:N0} s, no finding."
            )
        );
        Assert.That(inputs, Is.GreaterThan(0));
    }

    private static async Task AssertAsync(int seed)
    {
        var files = FuzzInputs.Of(seed);
        try
        {
            await Task.Run(() => Invariants.AssertAsync(files)).WaitAsync(Hanging);
            var (own, mapping) = FuzzMappings.Of(seed, files);
            await Task.Run(() => Invariants.AssertAsync(own, mapping)).WaitAsync(Hanging);
        }
        catch (Exception finding)
        {
            Assert.Fail($"Seed {seed}, kept in {Keep(seed, files)}: {finding.GetType().Name}: {finding.Message}");
        }
    }

    private static string Keep(int seed, IReadOnlyList<UploadedFile> files)
    {
        var folder = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"portal-fuzz-{seed}-")).FullName;
        foreach (var (file, place) in files.Select((file, place) => (file, place)))
            File.WriteAllBytes(
                Path.Combine(
                    folder,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{place}-{string.Concat(file.Name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or ' '))}"
                    )
                ),
                file.Content.ToArray()
            );
        return folder;
    }
}
