using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace CxDashboard.Charts;

/// <summary>
/// A large picture, drawn for a wide, a middle and a narrow column; the style sheet shows the one that suits the column it
/// stands in (a container query), so words keep their size on a phone.
/// </summary>
public sealed class ChartFigure : ComponentBase
{
    private static readonly (string Class, int Width, int Height)[] Sizes = [("fig-l", 860, 420), ("fig-m", 640, 400), ("fig-s", 360, 340)];

    private ChartPicture? _drawn;
    private bool _changed;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired] public ChartPicture Spec { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_drawn, Spec)) return;
        (_drawn, _changed) = (Spec, true);
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _changed;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _changed = false;
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "class", "fig");
        foreach (var (name, width, height) in Sizes)
        {
            builder.OpenElement(2, "div");
            builder.AddAttribute(3, "class", name);
            builder.OpenComponent<ChartView>(4);
            builder.AddComponentParameter(5, nameof(ChartView.Spec), Spec);
            builder.AddComponentParameter(6, nameof(ChartView.Width), width);
            builder.AddComponentParameter(7, nameof(ChartView.Height), height);
            builder.CloseComponent();
            builder.CloseElement();
        }

        builder.CloseElement();
    }
}
