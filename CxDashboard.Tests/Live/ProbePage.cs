using CxDashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CxDashboard.Tests.Live;

/// <summary>What the probe loads; a class, as every model is.</summary>
public sealed record ProbeModel(string Text);

/// <summary>A live page whose loads end when the test says so, and which counts what happens to it.</summary>
public sealed class ProbePage : LivePage<ProbeModel>
{
    /// <summary>The loads begun so far, oldest first.</summary>
    public List<(TaskCompletionSource<ProbeModel> End, CancellationToken Cancelled)> Loads { get; } = [];

    private readonly Dictionary<int, TaskCompletionSource> _begun = [];
    private readonly Lock _gate = new();

    /// <summary>Ends when so many loads were begun.</summary>
    public Task BegunAsync(int loads)
    {
        lock (_gate)
        {
            if (Loads.Count >= loads) return Task.CompletedTask;
            return (_begun[loads] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public int Renders { get; private set; }

    /// <summary>Part of the address.</summary>
    [Parameter] public string Of { get; set; } = "";

    protected override IReadOnlyCollection<Topic> Topics => [Topic.Measures];

    /// <summary>Tries once more, as the button does.</summary>
    public Task TryNowAsync() => InvokeAsync(ReloadAsync);

    protected override Task<ProbeModel> LoadAsync(CancellationToken ct)
    {
        var end = new TaskCompletionSource<ProbeModel>();
        lock (_gate)
        {
            Loads.Add((end, ct));
            if (_begun.TryGetValue(Loads.Count, out var begun)) begun.SetResult();
        }

        return end.Task.WaitAsync(ct);
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        Renders++;
        builder.AddContent(0, $"{Of}: {Model?.Text ?? "nothing"}{(IsSlow ? ", slow" : "")}{(Fault is null ? "" : ", " + Fault.Message)}");
    }
}
