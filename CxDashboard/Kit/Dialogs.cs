using Radzen;

namespace CxDashboard.Kit;

/// <summary>How dialogs open.</summary>
public static class Dialogs
{
    /// <summary>
    /// A wide dialog that closes by its button, by Escape and by a click beside it. Its content takes the focus itself: the
    /// library would give it only half a second later, while the reader's keys still went to the page behind.
    /// </summary>
    public static DialogOptions Wide() => new()
    {
        Width = "min(60rem, 100vw - 2 * var(--margin))",
        ContentCssClass = "dialog-body",
        CloseAriaLabel = "Close",
        CloseDialogOnOverlayClick = true,
        AutoFocusFirstElement = false,
    };
}
