using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using Bunit;
using CxDashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CxDashboard.Tests.Support;

/// <summary>Renders components as an interactive page would, with a real feed and a clock that is moved by hand.</summary>
public abstract class ComponentTest : BunitContext
{
    // What is waited for comes by itself; a second, as bUnit has it, is little on a busy machine.
    static ComponentTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(60);

    protected ComponentTest()
    {
        // bUnit resolves its markup comparer at the first render; comparing needs a package that is pruned, so nothing calls it.
        var comparer = typeof(BunitContext).Assembly.GetType("Bunit.Diffing.HtmlComparer", throwOnError: true)!;
        Services.Add(new ServiceDescriptor(comparer, RuntimeHelpers.GetUninitializedObject(comparer)));
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(Feed);
        Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    internal SteppedClock Clock { get; } = new(new DateTimeOffset(2026, 5, 14, 14, 32, 0, TimeSpan.Zero));

    protected LiveFeed Feed { get; } = new();

    /// <summary>Clicks what a selector finds, through the handler that the renderer registered for it.</summary>
    protected Task ClickAsync(IRenderedComponent<IComponent> rendered, string selector) =>
        DispatchAsync(rendered.Find(selector), "onclick", new MouseEventArgs());

    /// <summary>Chooses an option of a select.</summary>
    protected Task ChooseAsync(IRenderedComponent<IComponent> rendered, string selector, string value) =>
        DispatchAsync(rendered.Find(selector), "onchange", new ChangeEventArgs { Value = value });

    private Task DispatchAsync(IElement element, string name, EventArgs args)
    {
        var id = element.GetAttribute($"blazor:{name}") ?? throw new InvalidOperationException($"{element.OuterHtml} does not handle {name}.");
#pragma warning disable BL0006 // The renderer's own dispatch is what a browser would call; bUnit's helpers need the pruned differ.
        return Renderer.Dispatcher.InvokeAsync(() => Renderer.DispatchEventAsync(ulong.Parse(id, System.Globalization.CultureInfo.InvariantCulture), new EventFieldInfo(), args));
#pragma warning restore BL0006
    }
}
