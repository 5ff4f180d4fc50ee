namespace CxDashboard.Features.Gallery;

/// <summary>What a chart may meet.</summary>
internal enum GalleryState { Ordinary, OnePoint, None, AllUnknown, OneHuge, TenThousand, LongLabels, RightToLeft }
