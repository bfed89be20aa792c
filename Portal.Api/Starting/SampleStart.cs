using Portal.Api.Database;
using Portal.Api.Samples;

namespace Portal.Api.Starting;

/// <summary>Loads the sample network and releases it while the portal already answers.</summary>
public static class SampleStart
{
    /// <summary>Runs to the end, or until <paramref name="stopping"/>: the next start then goes on with the rest.</summary>
    /// <param name="extracts">The folder of the samples, for which <see cref="SampleLoad.PrepareAsync"/> has been called.</param>
    /// <returns>False when the samples could not be loaded, which <paramref name="output"/> and the pages say.</returns>
    public static async Task<bool> RunAsync(
        PortalDatabase database,
        string extracts,
        SampleState state,
        SampleProgress progress,
        TextWriter output,
        CancellationToken stopping
    )
    {
        if (state is not (SampleState.ToLoad or SampleState.Loaded))
            return true;
        try
        {
            if (state == SampleState.ToLoad)
            {
                await output.WriteLineAsync("Loading the sample network (invented data; about a minute, once) ...");
                if (!await SampleLoad.SubmitAllAsync(database, extracts, TimeProvider.System, output, progress.Loading, stopping))
                    return await FailAsync(progress, output);
                progress.Releasing();
            }

            await SampleRelease.RunAsync(database, TimeProvider.System, output, stopping);
            progress.Complete();
            await output.WriteLineAsync("The sample network is complete.");
            return true;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Whatever was under way is rolled back.
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            await output.WriteLineAsync(exception.Message);
            return await FailAsync(progress, output);
        }
    }

    private static async Task<bool> FailAsync(SampleProgress progress, TextWriter output)
    {
        progress.Failed();
        await output.WriteLineAsync(
            "The sample network could not be loaded. The portal goes on without the rest; the next start tries again."
        );
        return false;
    }
}
