using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Portal.Tests.House;

/// <summary>The C# compiler of the SDK, against everything that this test run itself has loaded or may load.</summary>
internal static class SdkCompiler
{
    /// <summary>Compiles files as one library.</summary>
    /// <returns>Each error as the compiler prints it, with the path and line that <c>#line</c> gives it.</returns>
    public static IReadOnlyList<string> Errors(IEnumerable<string> sources) => Compile(sources, (_, errors) => errors);

    /// <summary>Compiles one text and reads the library that comes of it, which is then deleted.</summary>
    /// <exception cref="InvalidOperationException">The text does not compile.</exception>
    public static TResult WithLibrary<TResult>(string source, Func<string, TResult> read) =>
        Compile(
            [source],
            (library, errors) => errors.Count == 0 ? read(library) : throw new InvalidOperationException(string.Join('\n', errors))
        );

    private static TResult Compile<TResult>(IEnumerable<string> sources, Func<string, IReadOnlyList<string>, TResult> read)
    {
        var folder = Directory.CreateTempSubdirectory("portal-compiler-");
        try
        {
            var files = sources.Select((source, place) => Write(folder.FullName, $"Block{place}.cs", source)).ToList();
            var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
            var library = Path.Combine(folder.FullName, "blocks.dll");
            string[] arguments =
            [
                "-nologo",
                "-target:library",
                "-langversion:latest",
                "-nullable:enable",
                $"-out:\"{library}\"",
                .. references.Select(reference => $"-reference:\"{reference}\""),
                .. files.Select(file => $"\"{file}\""),
            ];
            // A relative path of a #line is taken from the folder of the file that holds it.
            var errors = Run(Write(folder.FullName, "arguments.rsp", string.Join('\n', arguments)))
                .Select(error => error.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal));
            return read(library, [.. errors]);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static List<string> Run(string arguments)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var compiler = Directory
            .EnumerateFiles(Path.Combine(dotnet, "sdk"), "csc.dll", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Last();
        using var process = Process.Start(
            new ProcessStartInfo(Path.Combine(dotnet, "dotnet"), [compiler, "-noconfig", "@" + arguments]) { RedirectStandardOutput = true }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var errors = output.Split('\n').Where(line => line.Contains("error CS", StringComparison.Ordinal)).ToList();
        // A compiler that fails without an error of the code has failed by itself, which must not pass for success.
        return process.ExitCode != 0 && errors.Count == 0 ? [output] : errors;
    }

    private static string Write(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
