using CxDashboard.Data;
using CxDashboard.Measuring;
using Microsoft.Extensions.Options;

namespace CxDashboard.CommandLine;

/// <summary>
/// The engine over a store that someone else may own: opened read-only, never migrated, loaded once. What a verb that only
/// asks needs.
/// </summary>
public static class ReadSession
{
    /// <summary>The store a call means, checked to be readable.</summary>
    /// <exception cref="VerbRefusedException">Where there is no such store yet.</exception>
    /// <exception cref="StoreRefusedException">Where its schema is not known.</exception>
    public static ShownStore Open(DataFolder folder, bool sample)
    {
        var path = sample ? folder.SamplePath : folder.StorePath;
        if (!File.Exists(path))
        {
            throw new VerbRefusedException(sample
                ? $"There is no sample in {folder.Path} yet. Write it with `sample`, or start the dashboard once."
                : $"There is no store in {folder.Path} yet. Import a file with `import FILE`, or ask the sample with --sample.");
        }

        Store.CheckReadable(path);
        return new ShownStore(path, sample);
    }

    /// <summary>The engine, with everything that is committed now folded in.</summary>
    public static async Task<Measure> MeasureAsync(DataFolder folder, bool sample, CancellationToken cancellation)
    {
        var measure = new Measure(Open(folder, sample), TimeProvider.System, Options.Create(Workspace(folder)));
        try
        {
            await measure.FollowAsync(cancellation);
            return measure;
        }
        catch
        {
            measure.Dispose();
            throw;
        }
    }

    /// <summary>The workspace's settings as the server reads them: settings.json in the data folder, then the environment.</summary>
    public static WorkspaceOptions Workspace(DataFolder folder)
    {
        var options = new WorkspaceOptions();
        try
        {
            new ConfigurationBuilder().AddJsonFile(folder.SettingsPath, optional: true).AddEnvironmentVariables("CXDASHBOARD_").Build()
                .GetSection(WorkspaceOptions.Section).Bind(options);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new VerbRefusedException($"The settings in {folder.SettingsPath} cannot be read: {(e.InnerException ?? e).Message.TrimEnd('.')}. Mend the file, or remove it to go without.");
        }
        catch (InvalidOperationException e)
        {
            // A word where a number is expected; the message names the setting, and the environment may have said it too.
            throw new VerbRefusedException($"A setting cannot be read: {e.Message.TrimEnd('.')}. Mend it in {folder.SettingsPath} or in the environment.");
        }

        var checkedOptions = new WorkspaceOptionsValidator().Validate(null, options);
        return checkedOptions.Failed ? throw new VerbRefusedException(string.Join(' ', checkedOptions.Failures)) : options;
    }
}
