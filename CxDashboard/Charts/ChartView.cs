using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CxDashboard.Charts;

/// <summary>
/// A picture in a page, element by element. It is drawn anew only for another <see cref="Spec"/> object or another size, so
/// keep the object as long as its figures stand.
/// </summary>
public sealed class ChartView : ComponentBase
{
    private (ChartPicture? Spec, int Width, int Height) _drawn;
    private SvgNode? _tree;
    private bool _changed;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired] public ChartPicture Spec { get; set; } = null!;

    /// <summary>Width in CSS pixels at which the picture is drawn; the style sheet may scale it.</summary>
    [Parameter] public int Width { get; set; } = 300;

    /// <summary>Height in CSS pixels.</summary>
    [Parameter] public int Height { get; set; } = 112;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_drawn.Spec, Spec) && _drawn.Width == Width && _drawn.Height == Height) return;
        _drawn = (Spec, Width, Height);
        _tree = SvgChart.Tree(Spec, ChartTheme.Page, Width, Height);
        _changed = true;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _changed;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _changed = false;
        if (_tree is not null) Render(builder, _tree);
    }

    // Siblings share their sequence numbers, as in a loop: the differ then matches them in order, which suits a picture
    // whose marks keep their order.
    private static void Render(RenderTreeBuilder builder, SvgNode node)
    {
        builder.OpenElement(0, node.Name);
        foreach (var (name, value) in node.Attributes) builder.AddAttribute(1, name, value);
        if (node.Text is not null) builder.AddContent(2, node.Text);
        foreach (var child in node.Children) Render(builder, child);
        builder.CloseElement();
    }
}
