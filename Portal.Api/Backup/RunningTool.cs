using System.ComponentModel;
using System.Diagnostics;

namespace Portal.Api.Backup;

/// <summary>Another program, fed and read by streams.</summary>
internal sealed class RunningTool : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private RunningTool(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <param name="missing">What to say when the program is not installed.</param>
    public static RunningTool Start(ProcessStartInfo start, string missing)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            return new RunningTool(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new BackupFailedException(missing, exception);
        }
    }

    /// <summary>Closes its input, reads what it still writes, and waits for its end.</summary>
    /// <returns>Its exit code, and what it wrote to standard error.</returns>
    public async Task<(int Code, string Errors)> EndAsync(CancellationToken cancellation)
    {
        try
        {
            await Input.DisposeAsync();
        }
        catch (IOException)
        {
            // It has ended before; its exit code says how.
        }

        await Output.CopyToAsync(Stream.Null, cancellation);
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
