using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Portal.Tests.House;

/// <summary>The C# compiler of the SDK, against everything that this test run itself has loaded or may load.</summary>
internal static class SdkCompiler
{
    /// <summary>Compiles files as one library.</summary>
    /// <returns>Each error as the compiler prints it, with the path and line that <c>#line</c> gives it.</returns>
    public static IReadOnlyList<string> Errors(IEnumerable<string> sources)
    {
        var folder = Directory.CreateTempSubdirectory("portal-compiler-");
        try
        {
            var files = sources.Select((source, place) => Write(folder.FullName, $"Block{place}.cs", source)).ToList();
            var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
            string[] arguments =
            [
                "-nologo",
                "-noconfig",
                "-target:library",
                "-langversion:latest",
                "-nullable:enable",
                $"-out:\"{Path.Combine(folder.FullName, "blocks.dll")}\"",
                .. references.Select(reference => $"-reference:\"{reference}\""),
                .. files.Select(file => $"\"{file}\""),
            ];
            var errors = Run(Write(folder.FullName, "arguments.rsp", string.Join('\n', arguments)), folder.FullName);
            return [.. errors.Select(error => error.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))];
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static IEnumerable<string> Run(string arguments, string folder)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var compiler = Directory
            .EnumerateFiles(Path.Combine(dotnet, "sdk"), "csc.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Last();
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(dotnet, "dotnet"), [compiler, "-noconfig", "@" + arguments])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = folder,
            }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var errors = output.Split('\n').Where(line => line.Contains("error CS", StringComparison.Ordinal));
        // A compiler that fails without naming an error has not compiled anything.
        return process.ExitCode == 0 ? [] : errors.DefaultIfEmpty($"the compiler ended with {process.ExitCode}: {output}");
    }

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
