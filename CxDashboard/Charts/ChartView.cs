using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CxDashboard.Charts;

/// <summary>
/// A picture in a page. It is drawn once for a <see cref="Spec"/> object and a size, for all viewers together, so keep the object as long
/// as its figures stand. What goes into the page are attributes, and the text of <see cref="SvgText"/>, in which every word is escaped;
/// nothing else may come this way.
/// </summary>
public sealed class ChartView : ComponentBase
{
    private (ChartPicture? Spec, int Width, int Height) _drawn;
    private PageDrawing? _drawing;
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
        _drawing = SharedDrawings.Of(Spec, Width, Height);
        _changed = true;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _changed;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _changed = false;
        if (_drawing is null) return;
        builder.OpenElement(0, "svg");
        foreach (var (name, value) in _drawing.Attributes) builder.AddAttribute(1, name, value);
        builder.OpenElement(2, "g");
        builder.AddAttribute(3, "aria-hidden", "true");

        // Compared one with the one in its place: a piece that is as it was is not sent.
        foreach (var piece in _drawing.Pieces) builder.AddMarkupContent(4, piece);
        builder.CloseElement();
        builder.CloseElement();
    }
}
